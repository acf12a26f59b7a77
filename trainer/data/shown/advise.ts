import type { Look } from '../../config/shown.ts';
import { bestGround } from './grounds.ts';
import type { Shown } from './sample.ts';

/** Pictures of which a square from the middle is less than this share are cut badly. */
const leastShown = 0.5;
/** Share of the pictures that have to be cut badly, or to be lost on their ground, to speak of it. */
const enough = 0.1;
const lost = 0.5;

/** The rule that pictures are shown by, and what there is to say about it. */
export interface Advice {
  /** In the place of `auto`. */
  readonly background: string;
  readonly notes: readonly string[];
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** @param shown some of the pictures */
export function adviseOn({ fit, background }: Look, shown: readonly Shown[]): Advice {
  const ground = onGround(background, shown);
  return {
    background: ground.background,
    notes: [...(fit === 'cover' ? onCut(shown) : []), ...ground.notes],
  };
}

function onCut(shown: readonly Shown[]): string[] {
  const cut = shown.filter(
    ({ width, height }) => Math.min(width, height) / Math.max(width, height) < leastShown,
  );
  const share = cut.length / shown.length;
  if (!(share >= enough)) return [];
  return [
    `The square in the middle is less than half of the picture for ${percent(share)} of the pictures, and the rest is not looked at: --fit contain shows them whole, with borders, --fit stretch whole and distorted.`,
  ];
}

function onGround(background: string, shown: readonly Shown[]): Advice {
  const isAuto = background === 'auto';
  const kept = shown.flatMap((one) => one.kept ?? []);
  if (kept.length === 0) return { background: isAuto ? 'white' : background, notes: [] };
  const { best, means } = bestGround(kept);
  const shares = `what the transparent ones show stands out on white by ${percent(means.white)}, on black by ${percent(means.black)}, on grey by ${percent(means.grey)}`;
  if (isAuto) return { background: best, notes: [`Background: ${best}, for ${shares}.`] };
  const share = kept.length / shown.length;
  const isLost = background === 'white' && best !== 'white' && means.white < lost;
  const note = `On a white background much is lost (${percent(share)} of the pictures are transparent, and ${shares}): --background ${best}, or auto, keeps it.`;
  return { background, notes: isLost && share >= enough ? [note] : [] };
}
