import { createProgress, type Progress } from '../progress.ts';
import type { ActivationAnswer } from './answers.ts';

/** Shows how far an activation has come: a bar or lines for each of its stages. */
export interface StageProgress {
  update(job: ActivationAnswer): void;
  stop(): void;
}

/** Where pictures are counted; the others are over soon, or told by no number. */
const counted = ['comparing', 'embedding'];

export function createStages(stream: NodeJS.WriteStream): StageProgress {
  let stage = '';
  let progress: Progress | null = null;
  const stop = () => {
    progress?.stop();
    progress = null;
  };
  return {
    update({ stage: now, state, done, total, rate, left }) {
      if (state !== 'running') return;
      if (now !== stage) {
        stop();
        stage = now;
        const isCounted = counted.includes(now);
        if (isCounted) progress = createProgress(stream, now, 'pictures');
        if (!isCounted || !stream.isTTY) stream.write(`${now} ...\n`);
      }
      if (total > 0) progress?.update(done, total, { rate, left });
    },
    stop,
  };
}

/** Where nothing is to be seen but the answer. */
export const noStages: StageProgress = { update() {}, stop() {} };
