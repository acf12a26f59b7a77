import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Event, encodeEvent } from './event.ts';
import { record } from './record.ts';

/** Scalars for TensorBoard, in a file of this process's own. */
export interface EventFile {
  /** Makes what earlier events, also of other files, tell of later steps void. */
  restart(done: number): void;
  scalars(step: number, values: Readonly<Record<string, number>>): void;
  close(): void;
}

/** Bytes that are gathered before they are written. */
const gathered = 1 << 16;

/**
 * Opens an event file in a folder that is given to `tensorboard --logdir`, which reads all of them
 * as one run.
 */
export function openEventFile(folder: string): EventFile {
  const now = () => Date.now() / 1000;
  const name = `events.out.tfevents.${Math.floor(now())}.selfsame.${process.pid}`;
  const fd = openSync(join(folder, name), 'a');
  let waiting: Buffer[] = [];
  let bytes = 0;
  const flush = () => {
    if (bytes > 0) writeFileSync(fd, Buffer.concat(waiting));
    waiting = [];
    bytes = 0;
  };
  const write = (step: number, event: Event) => {
    const framed = record(encodeEvent(now(), step, event));
    waiting.push(framed);
    bytes += framed.length;
    if (bytes > gathered) flush();
  };
  write(0, { fileVersion: 'brain.Event:2' });
  return {
    restart(done) {
      write(done + 1, { sessionLog: { status: 1 } });
      flush();
    },
    scalars(step, values) {
      const value = Object.entries(values).map(([tag, simpleValue]) => ({ tag, simpleValue }));
      write(step, { summary: { value } });
    },
    close() {
      flush();
      closeSync(fd);
    },
  };
}
