import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runLimited } from './limited.ts';
import type { Outcome } from './outcome.ts';
import type { Part } from './part.ts';
import { fileOf, type Setting } from './setting.ts';

/** Does a part within its time, and what is left of all; its log is kept. */
export async function doPart(part: Part, setting: Setting): Promise<Outcome> {
  const { name } = part;
  const reason = setting.left() < 5 ? 'there was no time left.' : part.skip?.(setting);
  if (reason !== undefined) return { name, state: 'skipped', seconds: 0, lines: [oneLine(reason)] };
  const began = performance.now();
  const limit = Math.min(part.limit, setting.left());
  const log = join(setting.out, `${name}.log`);
  const ended = await runLimited(part.command(setting), limit, log);
  const seconds = (performance.now() - began) / 1000;
  const of = (state: Outcome['state'], lines: readonly string[]) => ({
    name,
    state,
    seconds,
    lines,
  });
  const file = fileOf(setting, name);
  if (ended.outOfTime) {
    return of('out of time', [`ended after ${limit.toFixed(0)} s`, ...ended.said.map(oneLine)]);
  }
  if (ended.status !== 0) return of('failed', ended.said.map(oneLine));
  try {
    if (!part.parse && !existsSync(file)) return of('failed', ['it left no figures.']);
    const figures = (part.parse?.(ended.stdout) ?? JSON.parse(readFileSync(file, 'utf8'))) as never;
    const state = part.wrong?.(figures) ? 'failed' : 'done';
    return { ...of(state, part.read(figures)), figures };
  } catch (error) {
    return of('failed', [`its figures cannot be read: ${(error as Error).message}`]);
  }
}

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ').slice(0, 300);
