import { SelfsameError } from '@selfsame/models';
import { isOfService } from '../../errors/ofService.ts';
import type { Aside } from './aside/Aside.ts';
import { inTurn } from './inTurn.ts';
import type { MakeCopy, Side } from './side.ts';

/** A picture that models are compared on. */
export interface SamplePicture {
  /** Tells it from all others; a path, where it has one. */
  readonly id: string;
  readonly bytes: Buffer;
  /** Its class; null where it has none. */
  readonly label: string | null;
}

export interface SampleOptions {
  readonly pictures: Iterable<SamplePicture> | AsyncIterable<SamplePicture>;
  /** At most so many are taken. */
  readonly limit: number;
  /** Of the views. */
  readonly seed: number;
  readonly makeCopy: MakeCopy;
  /** Draws the views. */
  readonly aside: Aside;
  /** How many pictures may be in work now. */
  readonly width: () => number;
  readonly signal: AbortSignal;
  /** Told how many pictures have been done with. */
  readonly onProgress: (done: number) => void;
  /** Told of pictures that cannot be used. */
  readonly onLeftOut: (id: string, error: SelfsameError) => void;
}

/** A picture as the sides see it: one vector of each, of the picture and of its view. */
export interface EmbeddedPicture {
  readonly id: string;
  readonly label: string | null;
  /** JPEG. */
  readonly thumbnail: Buffer;
  readonly vectors: readonly Float32Array[];
  readonly ofView: readonly Float32Array[];
}

export interface EmbeddedSample {
  readonly pictures: readonly EmbeddedPicture[];
  readonly leftOut: number;
  /** Of each side. */
  readonly picturesPerSecond: readonly number[];
}

/** Pictures that are held at a time: few enough to leave room for others in memory. */
export const together = 16;

type Draft = { -readonly [Key in keyof EmbeddedPicture]: EmbeddedPicture[Key] } & {
  readonly vectors: Float32Array[];
  readonly ofView: Float32Array[];
  view: Buffer;
};

/**
 * Embeds pictures and an augmented view of each by all sides, in turns of a few pictures, so that
 * each side sees the same and has the machine to itself meanwhile.
 * @throws {SelfsameError} of the service, and the signal's reason if it is cancelled
 */
export async function embedSample(
  sides: readonly Side[],
  options: SampleOptions,
): Promise<EmbeddedSample> {
  const { pictures, limit, seed, makeCopy, aside, signal, onProgress, onLeftOut } = options;
  const take = inTurn(options.width);
  const clocks = sides.map(() => ({ embedded: 0, seconds: 0 }));
  const used: EmbeddedPicture[] = [];
  let done = 0;

  /** Those of some pictures with which a task succeeds. */
  async function keep(some: readonly Draft[], task: (one: Draft) => Promise<void>) {
    const results = await Promise.allSettled(some.map((one) => take(() => task(one))));
    signal.throwIfAborted();
    return some.filter(({ id }, i) => {
      const result = results[i]!;
      if (result.status === 'rejected') onLeftOut(id, ofPicture(result.reason));
      return result.status === 'fulfilled';
    });
  }

  async function embed(
    some: readonly Draft[],
    task: (side: Side, one: Draft) => Promise<Float32Array>,
    into: 'vectors' | 'ofView',
  ) {
    let left = some;
    for (const [s, side] of sides.entries()) {
      const began = performance.now();
      left = await keep(left, async (one) => {
        one[into][s] = await task(side, one);
      });
      clocks[s]!.seconds += (performance.now() - began) / 1000;
      clocks[s]!.embedded += left.length;
    }
    return left;
  }

  for await (const group of inGroups(pictures, limit)) {
    const bytes = new Map(group.map((picture) => [picture.id, picture.bytes]));
    let left: readonly Draft[] = group.map(begin);
    // Before it is copied: this is what checks a picture.
    left = await embed(left, (side, { id }) => side.embed(bytes.get(id)!, signal), 'vectors');
    left = await keep(left, async (one) => {
      const copy = await makeCopy(bytes.get(one.id)!, signal);
      Object.assign(one, await aside.draw({ copy, seed, id: one.id }));
    });
    left = await embed(left, (side, { view }) => side.embed(view, signal), 'ofView');
    used.push(...left.map(({ view: _, ...picture }) => picture));
    done += group.length;
    onProgress(done);
  }
  return {
    pictures: used,
    leftOut: done - used.length,
    picturesPerSecond: clocks.map(({ embedded, seconds }) => embedded / seconds),
  };
}

const nothing = Buffer.alloc(0);
const begin = ({ id, label }: SamplePicture): Draft => ({
  ...{ id, label, thumbnail: nothing, view: nothing },
  ...{ vectors: [], ofView: [] },
});

/** @throws what is no fault of the picture */
function ofPicture(error: unknown): SelfsameError {
  if (isOfService(error) || !(error instanceof SelfsameError)) throw error;
  return error;
}

async function* inGroups(
  pictures: SampleOptions['pictures'],
  limit: number,
): AsyncGenerator<SamplePicture[]> {
  let group: SamplePicture[] = [];
  let taken = 0;
  for await (const picture of pictures) {
    group.push(picture);
    taken++;
    if (group.length === together) {
      yield group;
      group = [];
    }
    if (taken === limit) break;
  }
  if (group.length > 0) yield group;
}
