import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Section, SelfsameError } from '@selfsame/models';
import type { PictureCache } from '../data/cache.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import { sumsOf } from '../data/sums.ts';
import { writeAtomic } from '../files/writeAtomic.ts';
import type { Judgement } from '../judge/judgement.ts';
import { lastStep } from '../optim/schedule.ts';
import { type RunFolder, writeToRun } from '../run/folder.ts';
import type { Observer } from '../run/observer.ts';
import type { Plan } from '../run/plan.ts';
import { scheduleOf } from '../run/timetable.ts';
import { openEventFile } from '../tensorboard/eventFile.ts';
import { type Line, readLines } from './history.ts';
import type { Look, Looker } from './look.ts';
import { lookSections } from './lookSections.ts';
import { type Judged, type Notice, reportPage, type State } from './reportPage.ts';

/** In a run's folder. */
export const reportFile = 'report.html';

/** A closer look is taken where those before it took no more of the time than this. */
const share = 0.02;

export interface Reporter extends Observer {
  /** Adds what an encoder is worth, once the run has ended. @param sentences the same in words */
  judge(judgement: Judgement, sentences: readonly string[]): void;
  /** Writes the report for the last time but for what it is worth. @param error what ended the run, if it was no step */
  end(state: State, error?: SelfsameError): Promise<void>;
}

/** Keeps `report.html` and TensorBoard's events in a run's folder up to date. */
export function createReporter(
  folder: RunFolder,
  plan: Plan,
  scale: PixelScale,
  cache: PictureCache,
): Reporter {
  const { path, config } = folder;
  const file = { looks: join(path, 'looks.jsonl'), notices: join(path, 'notices.jsonl') };
  const totalSteps = () => lastStep(scheduleOf(folder, plan.schedule));
  const events = openEventFile(path);
  const notices = readLines<Notice>(file.notices);
  const began = performance.now();
  let lines: Line[] = [];
  let looks: Line[] = [];
  let pictures: Section[] = [];
  let looker: Looker | undefined;
  let looking = 0;
  let judged: Judged | undefined;

  const write = (state: State) => {
    const text = reportPage({
      ...{ config, state, lines, looks, notices, pictures, judged },
      totalSteps: totalSteps(),
      parts: plan.step.metrics.filter((name) => !['loss', 'spread', 'distance'].includes(name)),
      ...{ skipped: cache.skipped, count: cache.count, sums: sumsOf(cache) },
      looking: looking / (performance.now() - began),
    });
    writeToRun(path, () => writeAtomic(join(path, reportFile), (fd) => writeFileSync(fd, text)));
  };
  const keep = async ({ step, rankMe, dimensions, knn20, ...seen }: Look) => {
    const line = { step, rankMe, dimensions, ...(knn20 !== undefined && { knn20 }) };
    looks.push(line);
    writeToRun(path, () => events.scalars(step, tagged('evaluation', line)));
    pictures = await lookSections({ ...line, ...seen }, cache, scale, config.size);
    writeToRun(path, () => appendFileSync(file.looks, `${JSON.stringify(line)}\n`));
  };

  return {
    step(line) {
      lines.push(line);
      writeToRun(path, () => events.scalars(line.step, tagged('training', line)));
    },
    restart(done) {
      lines = readLines<Line>(folder.metrics).filter(({ step }) => step <= done);
      looks = readLines<Line>(file.looks).filter(({ step }) => step <= done);
      const text = looks.map((line) => `${JSON.stringify(line)}\n`).join('');
      writeToRun(path, () => {
        writeAtomic(file.looks, (fd) => writeFileSync(fd, text));
        events.restart(done);
      });
    },
    notice({ step, code, message, remedy }, action) {
      const notice = { step, code, message, remedy, action };
      notices.push(notice);
      writeToRun(path, () => appendFileSync(file.notices, `${JSON.stringify(notice)}\n`));
      write('training');
    },
    async checkpoint({ step, variables }) {
      const asked = performance.now();
      if (looking <= share * (asked - began) || step === totalSteps()) {
        // Not before: an engine chooses which library of onnxruntime is loaded, and that one stays.
        const { createLooker } = await import('./look.ts');
        looker ??= await createLooker(plan, config, scale, cache);
        await keep(await looker.look(step, variables));
        looking += performance.now() - asked;
      }
      write('training');
    },
    judge(judgement, sentences) {
      judged = { judgement, sentences };
      write('finished');
    },
    async end(state, error) {
      if (error) {
        const { code, message, remedy } = error;
        const action = 'The run has ended.';
        notices.push({ step: lines.at(-1)?.step ?? 0, code, message, remedy, action });
      }
      write(state);
      writeToRun(path, events.close);
      await looker?.close();
    },
  };
}

/** Values under the names that TensorBoard groups them by. */
function tagged(group: string, { step, ...values }: Line): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`${group}/${key}`, value]),
  );
}
