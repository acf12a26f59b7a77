import { EngineUnavailableError } from '../errors.ts';
import { type EngineName, engines } from './engines.ts';
import type { ProbeReport } from './probe.ts';
import { probeEngine } from './probeEngine.ts';
import type { EngineRecord } from './record.ts';

/**
 * The engine whose self-test passes and is fastest, a software Vulkan losing to the CPU by its time.
 * Tells on stderr which one, and why none of the others.
 * @param threads of one operator on the CPU; 0: one per core
 * @param stop ends the search early
 * @param earlier the engines that the run was trained with so far
 * @throws {EngineUnavailableError} if not even the CPU's passes
 */
export async function chooseEngine(
  threads: number,
  stop: AbortSignal,
  earlier: readonly string[],
): Promise<EngineName> {
  const reports: { engine: EngineRecord<EngineName>; report: ProbeReport }[] = [];
  for (const engine of engines.filter(({ auto }) => auto)) {
    reports.push({ engine, report: await probeEngine(engine.name, threads, stop) });
  }
  stop.throwIfAborted();
  const times = reports.map(({ report }) =>
    'milliseconds' in report ? report.milliseconds : Number.POSITIVE_INFINITY,
  );
  const best = times.indexOf(Math.min(...times));
  const { engine, report } = reports[best]!;
  if ('reason' in report) throw new EngineUnavailableError(engine, report.reason);
  const others = reports
    .toSpliced(best, 1)
    .map((other) => `${other.engine.name} (${tell(other.report)})`);
  const before =
    earlier.length > 0 ? `; this run was trained with ${earlier.join(', ')} so far` : '';
  console.error(
    `engine auto: ${engine.name}, the fastest in its self-test (${tell(report)}); not ${others.join(', ')}${before}`,
  );
  return engine.name;
}

function tell(report: ProbeReport): string {
  if ('milliseconds' in report) return `${report.milliseconds.toFixed(0)} ms a step`;
  return report.reason.replace(/\s+/g, ' ').replace(/\.$/, '');
}
