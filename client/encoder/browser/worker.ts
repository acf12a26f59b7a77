import { type PixelRule, plainPixels } from '@selfsame/models/plain';
import { decode } from './decode.ts';
import { type Embedded, type Loaded, type Question, type Reply, toldOf } from './messages.ts';
import { openSession, type Session } from './session.ts';

const page = globalThis as unknown as {
  postMessage(reply: Reply): void;
  addEventListener(kind: 'message', listen: (event: MessageEvent) => void): void;
};
let loaded: { readonly session: Session; readonly rule: PixelRule } | undefined;
const dropped = new Set<number>();
/** One after the other: a session runs one picture at a time. */
let before: Promise<unknown> = Promise.resolve();

page.addEventListener('message', ({ data }) => {
  const { id, question } = data as { id: number; question: Question };
  if (question.kind === 'drop') return void dropped.add(question.dropped);
  before = before.then(() => answer(id, question));
});

async function answer(id: number, question: Exclude<Question, { kind: 'drop' }>): Promise<void> {
  if (dropped.delete(id)) return;
  try {
    const value = question.kind === 'load' ? await load(question) : await embed(question.picture);
    page.postMessage({ id, value });
  } catch (error) {
    page.postMessage({ id, error: toldOf(error) });
  }
}

async function load({
  fetched,
  runtime,
  options,
}: Extract<Question, { kind: 'load' }>): Promise<Loaded> {
  const session = await openSession(fetched, runtime, options);
  loaded = { session, rule: fetched.rule };
  const { device, threads, note } = session;
  return { device, threads, note };
}

async function embed(picture: Blob): Promise<Embedded> {
  const { session, rule } = loaded!;
  const times = [performance.now()];
  const { rgba, orientation } = await decode(new Uint8Array(await picture.arrayBuffer()));
  times.push(performance.now());
  const pixels = plainPixels(rgba, rule, orientation);
  times.push(performance.now());
  const vector = await session.run(pixels);
  times.push(performance.now());
  const [decoded, resized, encoded] = times.slice(1).map((time, i) => time - times[i]!);
  return { vector, ms: { decode: decoded!, resize: resized!, encode: encoded! } };
}
