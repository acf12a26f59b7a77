import { median } from '../median.ts';
import type { Point, Rate } from './contender.ts';
import { type Measured, ourPostgres, ours, target } from './figures.ts';
import type { Process } from './Process.ts';

/** Ours by default, and of each contender the quickest setting that has the target's recall. */
export async function inTurns(
  processes: ReadonlyMap<string, Process>,
  rounds: number,
): Promise<Measured[]> {
  const turns = [...processes].flatMap(([name, process]) => {
    const { points } = process.built;
    const chosen = [ours, ourPostgres].includes(name)
      ? [points[0]!, comparable(points.slice(1))]
      : [comparable(points)];
    return chosen.map((point) => ({ name, process, point, met: [] as (readonly [Rate, Rate])[] }));
  });
  for (let round = 0; round < rounds; round++) {
    for (const { process, point, met } of turns) met.push(await process.measure(point.setting));
  }
  const reference = turns[0]!.met;
  return turns.map(({ name, point, met }) => {
    const rate = (i: 0 | 1): Rate => ({
      clients: met[0]![i].clients,
      perSecond: median(met.map((rates) => rates[i].perSecond)),
      p99: median(met.map((rates) => rates[i].p99)),
    });
    const behind = (i: 0 | 1) =>
      median(met.map((rates, round) => reference[round]![i].perSecond / rates[i].perSecond));
    return { name, point, rates: [rate(0), rate(1)], behindOurs: [behind(0), behind(1)] };
  });
}

/** The quickest setting that has the target's recall; if none has, that of the best recall. */
function comparable(points: readonly Point[]): Point {
  const good = points.filter(({ recall }) => recall >= target);
  if (good.length === 0) return points.reduce((a, b) => (b.recall > a.recall ? b : a));
  return good.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
}
