import { formatTable } from '../../../models/index.ts';
import type { Loaded, ServeFigures } from './figures.ts';

const whole = (value: number) => value.toFixed(value < 20 ? 1 : 0);
const times = (value: number) => `${value.toFixed(2)}x`;

/** The figures for people: one block for each encoder. */
export function tableOf(figures: readonly ServeFigures[]): string {
  return figures.map(blockOf).join('\n\n');
}

function blockOf({ encoder, bare, one, together }: ServeFigures): string {
  const { batch, threads, spin } = bare;
  const loop = `${whole(bare.picturesPerSecond)} pictures/s, batch ${batch}, threads ${threads}${spin ? ', spinning' : ''}`;
  const columns = ['clients', 'ours/s', 'of bare', 'naive/s', 'of naive'];
  const latency = ['p50 ms', 'p99 ms', 'naive p50', 'naive p99', 'healthz p99', 'naive'];
  const rows = one.map(({ clients, ours, naive, toBare, toNaive }) => [
    ...[`${clients}`, whole(ours.picturesPerSecond), times(toBare)],
    ...[whole(naive.picturesPerSecond), times(toNaive), whole(ours.p50), whole(ours.p99)],
    ...[whole(naive.p50), whole(naive.p99), whole(ours.health), whole(naive.health)],
  ]);
  const stages = one.map(({ clients, stages: s }) => [
    `${clients}`,
    ...[s.request, s.forDecoder, s.decode, s.forBatch, s.inference, s.http].map(whole),
    s.batch.toFixed(1),
  ]);
  const stageColumns = 'clients,request ms,for decoder,decode,for batch,inference,HTTP,batch';
  const failed = (loaded: Loaded) => (loaded.failed > 0 ? `, ${loaded.failed} failed` : '');
  const several = together.ours;
  return `${encoder}: the bare loop does ${loop}
${formatTable([[...columns, ...latency], ...rows])}
${formatTable([stageColumns.split(','), ...stages])}
8 clients with ${together.pictures} pictures in a request: ${whole(several.picturesPerSecond)}/s, ${times(together.toBare)} of bare, p50 ${whole(several.p50)} ms, healthz p99 ${whole(several.health)} ms${failed(several)}`;
}
