import type { Bundle } from '@selfsame/models';
import { measureDuplicates } from './evaluate/nearDuplicates.ts';
import { publishEncoder } from './export/publishEncoder.ts';
import { figuresForCard } from './judge/evaluateTrained.ts';
import { figuresOf } from './judge/judgement.ts';
import { type Finished, judgeRun, refuseNotBetter } from './judge/judgeRun.ts';
import type { Reporter } from './report/reporter.ts';
import { inputSize, pixelRule } from './run/plan.ts';
import { notePublication } from './run/publication.ts';
import type { RunState } from './run/state.ts';

/**
 * What a run has come to becomes a bundle: exported, judged, evaluated, written.
 * @throws {NotBetterError}
 */
export async function publish(
  run: Finished,
  { seconds, engines, origin }: RunState,
  reporter?: Reporter,
): Promise<Bundle> {
  const { folder, plan, cache, scale } = run;
  const { config } = folder;
  const judged = await judgeRun(run, reporter?.baselines());
  const { step, variables, graph, judgement, sentences, comparison } = judged;
  await reporter?.judge(judgement, sentences);
  refuseNotBetter(folder, judged);
  const about = { engines, origin, steps: step, seconds };
  const trained = { config, plan, cache, scale, graph, variables, ...about };
  const evaluation = { ...figuresOf(judgement), ...(comparison && figuresForCard(comparison)) };
  const rule = pixelRule(inputSize(config), config);
  const duplicates = await measureDuplicates(graph, rule, config.data, config.hidden);
  notePublication(folder, graph);
  return publishEncoder(folder.models, { ...trained, evaluation, duplicates });
}
