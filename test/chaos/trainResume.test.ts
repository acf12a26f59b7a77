import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { findBundle } from '@selfsame/models';
import { latestCheckpoint } from '../../trainer/checkpoint/checkpoint.ts';
import { createRandom } from '../../trainer/random.ts';
import { curve, makePictures, startTrainer } from '../trainer/run/cli.ts';

/**
 * Real training runs, killed with SIGKILL at random moments and resumed. Each must come to what an
 * uninterrupted run comes to: the same curve, the same variables, the same graph.
 */
const kills = Number(process.env.KILL_ROUNDS ?? 4);
/** As many as take a while to decode; the end of a run makes copies of each. */
const pictures = 60;
const steps = 60;
const checkpointEvery = 5;
const seed = Date.now() % 1_000_000;
const random = createRandom(seed, 'chaos');

const root = mkdtempSync(join(tmpdir(), 'selfsame-chaos-'));
after(() => rmSync(root, { recursive: true, force: true }));

const folderOf = (run: string) => join(root, run);
const checkpointsOf = (run: string) => join(folderOf(run), 'checkpoints');
const settings = (run: string) => [
  ...['--data', join(root, 'pictures'), '--cache', join(root, `${run}-cache`)],
  ...['--run', folderOf(run), '--steps', `${steps}`, '--checkpoint-every', `${checkpointEvery}`],
  ...['--size', '16', '--batch', '8', '--projector-width', '16', '--threads', '2'],
];

/** How long the uninterrupted run took, in milliseconds. */
let wholeMs = 0;

/** What a run is doing when it is killed: each waits for such a moment, or for the run's end. */
const moments = {
  'at any time': async (_run: string, _ended: AbortSignal) => {
    await setTimeout(random.uniform(0, 0.7 * wholeMs));
  },
  'while it decodes': async (run: string, ended: AbortSignal) => {
    await until(() => existsSync(join(root, `${run}-cache`)), ended);
    await setTimeout(random.uniform(0, 200));
  },
  'while it writes a checkpoint': async (run: string, ended: AbortSignal) => {
    const wanted = random.integer(1, 3);
    for (let seen = 0; seen < wanted; seen++) {
      await until(() => !isWriting(run), ended);
      await until(() => isWriting(run), ended);
    }
  },
  'while it exports': async (run: string, ended: AbortSignal) => {
    await until(() => namesIn(checkpointsOf(run)).includes(fileOf(steps)), ended);
    await setTimeout(random.uniform(0, 300));
  },
} satisfies Record<string, (run: string, ended: AbortSignal) => Promise<void>>;

type Moment = keyof typeof moments;

const fileOf = (step: number) => `step-${String(step).padStart(9, '0')}.safetensors`;
const isWriting = (run: string) => namesIn(checkpointsOf(run)).includes('.unfinished');

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

async function until(condition: () => boolean, ended: AbortSignal): Promise<void> {
  while (!condition() && !ended.aborted) await setTimeout(1);
}

/** Starts a run or goes on with it. @returns whether it was killed before its end */
async function startAndKill(run: string, moment?: Moment): Promise<boolean> {
  const begun = existsSync(join(folderOf(run), 'config.json'));
  const { child, ended } = startTrainer(begun ? ['--resume', folderOf(run)] : settings(run));
  const end = new AbortController();
  void ended.then(() => end.abort());
  if (moment) {
    await moments[moment](run, end.signal);
    child.kill('SIGKILL');
  }
  const { code, output } = await ended;
  assert.ok(code === 0 || (moment && code === null), `seed ${seed}, ${run}, ${moment}: ${output}`);
  return code === null;
}

/** Cuts the newest of two checkpoints short, as a disk may that loses what it was given. */
function damageNewest(run: string): boolean {
  const names = namesIn(checkpointsOf(run)).filter((name) => name.endsWith('.safetensors'));
  if (names.length < 2) return false;
  truncateSync(join(checkpointsOf(run), names.sort().at(-1)!), random.integer(0, 2000));
  return true;
}

/** What a run came to; of its variables digests, which a failure can show. */
async function result(run: string) {
  const { card } = await findBundle(join(folderOf(run), 'models'), 'encoder');
  const { step, dataset, variables } = latestCheckpoint(checkpointsOf(run))!.checkpoint;
  const digests = Object.entries(variables).map(([name, values]) => [
    name,
    createHash('sha256').update(values).digest('hex'),
  ]);
  return { curve: curve(folderOf(run)), step, dataset, digests, graph: card.graph.sha256 };
}

before(async () => {
  await makePictures(join(root, 'pictures'), pictures);
  const began = performance.now();
  await startAndKill('whole');
  wholeMs = performance.now() - began;
});

test(`${kills} kills, and every run comes to the same end`, async (t) => {
  t.diagnostic(`seed ${seed}`);
  const whole = await result('whole');
  assert.equal(whole.curve.length, steps);
  const done = new Map<string, number>();
  const count = (what: string) => done.set(what, (done.get(what) ?? 0) + 1);
  const cut = 'and its newest checkpoint cut short';
  const midway = (): Moment =>
    random.chance(0.5) ? 'at any time' : 'while it writes a checkpoint';

  for (let killed = 0, runs = 0; killed < kills; runs++) {
    const run = `run-${runs}`;
    // Some kills are enough for a run that is killed at every moment, which many runs vary.
    const plan = ['at any time', 'while it writes a checkpoint', midway()] as const;
    for (const moment of ['while it decodes', ...plan, 'while it exports', undefined] as const) {
      if (!(await startAndKill(run, killed < kills ? moment : undefined))) break;
      killed++;
      count(moment!);
      if ((!done.has(cut) || random.chance(0.3)) && damageNewest(run)) count(cut);
    }
    assert.deepEqual(await result(run), whole, `seed ${seed}, ${run}`);
  }
  // Runs that are through sooner than the first one was do not come to every moment.
  for (const moment of Object.keys(moments) as Moment[]) {
    for (let tries = 0; tries < 10 && !done.has(moment); tries++) {
      const run = `${moment} ${tries}`.replaceAll(' ', '-');
      if (!(await startAndKill(run, moment))) continue;
      count(moment);
      await startAndKill(run);
      assert.deepEqual(await result(run), whole, `seed ${seed}, ${run}`);
    }
    assert.ok(done.has(moment), `no run was killed ${moment}`);
  }
  for (const [what, times] of done) t.diagnostic(`${what}: ${times}`);
});
