import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Section, SelfsameError } from '@selfsame/models';
import type { PictureCache } from '../data/cache.ts';
import type { PixelScale } from '../data/pixelScale.ts';
import { sumsOf } from '../data/sums.ts';
import { writeAtomic } from '../files/writeAtomic.ts';
import type { Along } from '../judge/along.ts';
import { forgetMeasured, type Measured, readMeasured } from '../judge/best.ts';
import type { Baselines } from '../judge/judge.ts';
import type { Judgement } from '../judge/judgement.ts';
import { lastStep } from '../optim/schedule.ts';
import { type RunFolder, writeToRun } from '../run/folder.ts';
import { readJsonLines } from '../run/jsonLines.ts';
import type { Observer } from '../run/observer.ts';
import { inputSize, type Plan, pixelRule } from '../run/plan.ts';
import type { RunState } from '../run/state.ts';
import { scheduleOf } from '../run/timetable.ts';
import { initialVariables } from '../step/initialVariables.ts';
import { openEventFile } from '../tensorboard/eventFile.ts';
import { troubles } from './glance.ts';
import type { Line } from './history.ts';
import type { Look, Looker } from './look.ts';
import { lookSections } from './lookSections.ts';
import { neighbourSection } from './neighbours.ts';
import { type Judged, type Notice, reportPage, type State } from './reportPage.ts';
import { seenSection } from './seen.ts';

/** In a run's folder. */
export const reportFile = 'report.html';

/** What a report is about, beside a run's steps. */
export interface Reported {
  /** What there is to say about the way that pictures are shown to the encoder. */
  readonly notes: readonly string[];
  /** Paths of the pictures that are kept from training: checkpoints are measured by them. */
  readonly heldOut: readonly string[];
}

/** A closer look is taken where those before it took no more of the time than this. */
const share = 0.02;

export interface Reporter extends Observer {
  /** What there is without training, where that was measured as the run went. */
  baselines(): Baselines | undefined;
  /** Adds what an encoder is worth, once the run has ended. @param sentences the same in words */
  judge(judgement: Judgement, sentences: readonly string[]): Promise<void>;
  /**
   * Writes the report for the last time but for what it is worth, and tells on stderr what is bad in it.
   * @param error what ended the run, if it was no step
   */
  end(state: State, error?: SelfsameError): Promise<void>;
}

/** Keeps `report.html` and TensorBoard's events in a run's folder up to date. */
export function createReporter(
  folder: RunFolder,
  plan: Plan,
  scale: PixelScale,
  cache: PictureCache,
  { notes, heldOut }: Reported,
): Reporter {
  const { path, config } = folder;
  const file = { looks: join(path, 'looks.jsonl'), notices: join(path, 'notices.jsonl') };
  const totalSteps = () => lastStep(scheduleOf(folder, plan.schedule));
  const events = openEventFile(path);
  const notices = readJsonLines<Notice>(file.notices);
  const began = performance.now();
  let lines: Line[] = [];
  let looks: Line[] = [];
  let pictures: Section[] = [];
  let looker: Looker | undefined;
  let along: Along | undefined;
  let measured: readonly Measured[] = [];
  let looking = 0;
  let untrained: Line | undefined;
  let seen: Section | undefined;
  let judged: Judged | undefined;

  const write = (state: State) => {
    const text = reportPage({
      ...{
        config,
        state,
        lines,
        looks,
        untrained,
        notices,
        pictures,
        judged,
        measured,
      },
      totalSteps: totalSteps(),
      baselines: along?.baselines?.rows ?? [],
      parts: plan.step.metrics.filter((name) => !['loss', 'spread', 'distance'].includes(name)),
      ...{ skipped: cache.skipped, count: cache.count, sums: sumsOf(cache) },
      looking: looking / (performance.now() - began),
    });
    writeToRun(path, () => writeAtomic(join(path, reportFile), (fd) => writeFileSync(fd, text)));
  };
  const keep = async (look: Look) => {
    const line = figuresOf(look);
    looks.push(line);
    writeToRun(path, () => events.scalars(line.step, tagged('evaluation', line)));
    seen ??= await seenSection(config, cache, notes);
    pictures = [...(await lookSections(look, cache, scale, config.size)), seen];
    writeToRun(path, () => appendFileSync(file.looks, `${JSON.stringify(line)}\n`));
  };
  const measureAlong = async (state: RunState) => {
    if (heldOut.length === 0) return;
    const { createAlong } = await import('../judge/along.ts');
    along ??= createAlong(folder, plan, scale, cache, heldOut);
    if (await along.measure(state)) measured = readMeasured(folder);
  };
  const beforeTraining = () => initialVariables(plan.network, plan.optimizer, config.seed);

  return {
    baselines: () => along?.baselines,
    step(line) {
      lines.push(line);
      writeToRun(path, () => events.scalars(line.step, tagged('training', line)));
    },
    restart(done) {
      lines = readJsonLines<Line>(folder.metrics).filter(({ step }) => step <= done);
      looks = readJsonLines<Line>(file.looks).filter(({ step }) => step <= done);
      const text = looks.map((line) => `${JSON.stringify(line)}\n`).join('');
      writeToRun(path, () => {
        writeAtomic(file.looks, (fd) => writeFileSync(fd, text));
        events.restart(done);
      });
      forgetMeasured(folder, done);
      measured = readMeasured(folder);
    },
    notice({ step, code, message, remedy }, action) {
      const notice = { step, code, message, remedy, action };
      notices.push(notice);
      writeToRun(path, () => appendFileSync(file.notices, `${JSON.stringify(notice)}\n`));
      write('training');
    },
    async checkpoint(state) {
      const { step, variables } = state;
      const asked = performance.now();
      if (looking <= share * (asked - began) || step === totalSteps()) {
        // Not before: an engine chooses which library of onnxruntime is loaded, and that one stays.
        const { createLooker } = await import('./look.ts');
        looker ??= await createLooker(plan, config, scale, cache);
        untrained ??= figuresOf(await looker.look(0, beforeTraining()));
        await keep(await looker.look(step, variables));
      }
      await measureAlong(state);
      looking += performance.now() - asked;
      write('training');
    },
    async judge(judgement, sentences) {
      measured = readMeasured(folder);
      const rule = pixelRule(inputSize(config), config);
      const shown = { folder: config.data, rule, cacheRoot: config.cache, hidden: config.hidden };
      judged = { judgement, sentences, neighbours: await neighbourSection(judgement, shown) };
      write('finished');
    },
    async end(state, error) {
      if (error) {
        const { code, message, remedy } = error;
        const action = 'The run has ended.';
        notices.push({ step: lines.at(-1)?.step ?? 0, code, message, remedy, action });
      }
      write(state);
      const count = cache.count;
      const glanced = { config, lines, looks, untrained, totalSteps: totalSteps(), count };
      if (state === 'finished') for (const text of troubles(glanced)) console.error(`bad: ${text}`);
      writeToRun(path, events.close);
      await looker?.close();
      along?.close();
    },
  };
}

const figuresOf = ({ step, rankMe, dimensions, knn20 }: Look): Line => ({
  ...{ step, rankMe, dimensions },
  ...(knn20 !== undefined && { knn20 }),
});

/** Values under the names that TensorBoard groups them by. */
function tagged(group: string, { step, ...values }: Line): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`${group}/${key}`, value]),
  );
}
