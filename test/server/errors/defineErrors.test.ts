import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineError, PictureUnreadableError, SelfsameError } from '@selfsame/models';
import { type Answerable, ApiError, httpError } from '../../../server/errors/ApiError.ts';
import { statusOf } from '../../../server/errors/status.ts';
import { fromRecord, toRecord } from '../../../server/workers/protocol.ts';

class ShelfFullError extends httpError(507, 'shelf_full', {
  message: (shelf: string, most: number) => `The shelf ${shelf} holds ${most} books already.`,
  remedy: (_shelf, most) => `Take one of the ${most} out.`,
  param: (shelf) => shelf,
}) {}

class ShelfLostError extends defineError('shelf_lost', {
  message: 'The shelf is gone.',
  remedy: 'Buy another.',
}) {}

function putBook(cause?: Error): never {
  throw new ShelfFullError('a', 3, cause);
}

test('an error says what its entry makes of its inputs', () => {
  assert.throws(() => putBook(), {
    name: 'ShelfFullError',
    code: 'shelf_full',
    status: 507,
    message: 'The shelf a holds 3 books already.',
    remedy: 'Take one of the 3 out.',
    param: 'a',
  });
  const lost = new ShelfLostError();
  assert.ok(lost instanceof SelfsameError && !(lost instanceof ApiError));
  assert.deepEqual([lost.message, lost.remedy], ['The shelf is gone.', 'Buy another.']);
});

test('an error among the inputs is the cause, and the stack begins where it was thrown', () => {
  const cause = new Error('of wood');
  assert.throws(
    () => putBook(cause),
    (error: Error) => {
      assert.equal(error.cause, cause);
      assert.match(error.stack!.split('\n')[1]!, /at putBook/);
      return true;
    },
  );
});

test('an error from another thread keeps its status, and is recognised without its class', () => {
  const sent = new ShelfFullError('a', 3);
  const received = fromRecord(structuredClone(toRecord(sent)));
  assert.ok(received instanceof ApiError && !(received instanceof ShelfFullError));
  assert.ok(ShelfFullError.is(sent) && ShelfFullError.is(received));
  assert.ok(!ShelfFullError.is(new ShelfLostError()) && !ShelfFullError.is(null));
  const { status, code, message, remedy, param } = received;
  assert.deepEqual(
    { status, code, message, remedy, param },
    {
      status: 507,
      code: 'shelf_full',
      message: sent.message,
      remedy: sent.remedy,
      param: 'a',
    },
  );
  const picture = fromRecord(toRecord(new PictureUnreadableError('it is torn')));
  assert.equal(statusOf(picture as ApiError), 422);
  assert.ok(!(fromRecord(toRecord(new ShelfLostError())) instanceof ApiError));
});

test('what is left out does not compile', () => {
  // @ts-expect-error it has no status, so no answer can carry it
  const errors: Answerable[] = [ShelfFullError, ShelfLostError];
  assert.equal(errors.length, 2);
  // @ts-expect-error the inputs are in another order
  assert.ok(new ShelfFullError(3, 'a'));
  // @ts-expect-error an input is missing
  assert.ok(new ShelfFullError('a'));
});
