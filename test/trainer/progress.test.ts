import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { createProgress } from '../../trainer/progress.ts';

const capture = (isTTY: boolean) => {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 120 });
  const read = () => String(stream.read() ?? '');
  return { stream: stream as unknown as NodeJS.WriteStream, read };
};

test('without a terminal: no line for every update, and one at the end', () => {
  const { stream, read } = capture(false);
  const progress = createProgress({ label: 'train', total: 100, start: 20, unit: 'steps', stream });
  for (let step = 21; step <= 40; step++) progress.update(step, `loss ${step}`);
  assert.equal(read(), '');
  progress.stop();
  assert.match(read(), /^train 40\/100 steps \| \d+\/s \| \d+ s left \| loss 40\n$/);
  progress.stop();
  assert.equal(read(), '');
});

test('on a terminal: a bar', () => {
  const { stream, read } = capture(true);
  Object.assign(stream, { cursorTo() {}, clearLine() {}, moveCursor() {} });
  const progress = createProgress({ label: 'decode', total: 4, unit: 'pictures', stream });
  progress.update(2, 'half');
  progress.stop();
  assert.match(read(), /decode █+░+ 2\/4 pictures \| .* left \| half/);
});
