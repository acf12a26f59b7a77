import { formatTable } from '../../../models/index.ts';
import type { Loaded, ServeFigures } from './figures.ts';

const whole = (value: number) => value.toFixed(value < 20 ? 1 : 0);
const times = (value: number) => `${value.toFixed(2)}x`;

/** The figures for people: one block for each encoder. */
export function tableOf(figures: readonly ServeFigures[]): string {
  return figures.map(blockOf).join('\n\n');
}

function blockOf({ encoder, peer: name, bare, one, together }: ServeFigures): string {
  const { batch, threads, spin } = bare;
  const loop = `${whole(bare.picturesPerSecond)} pictures/s, batch ${batch}, threads ${threads}${spin ? ', spinning' : ''}`;
  const columns = ['clients', 'ours/s', 'of bare', `${name}/s`, `of ${name}`];
  const latency = ['p50 ms', 'p99 ms', `${name}'s`, '', 'healthz p99', `${name}'s`];
  const rows = one.map(({ clients, ours, peer, toBare, toPeer }) => [
    ...[`${clients}`, whole(ours.picturesPerSecond), times(toBare)],
    ...[whole(peer.picturesPerSecond), times(toPeer), whole(ours.p50), whole(ours.p99)],
    ...[whole(peer.p50), whole(peer.p99), whole(ours.health), whole(peer.health)],
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
