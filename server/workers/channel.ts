import { readSync, writeSync } from 'node:fs';

/** Where a child process finds its end of the channel among its file descriptors. */
export const channelFd = 3;

const newline = 0x0a;

/** One message as it crosses a channel between processes: JSON, which has no line breaks, and one. */
export const toLine = (message: unknown): Buffer => Buffer.from(`${JSON.stringify(message)}\n`);

/** Takes the pieces of a stream of lines, and calls `receive` with the message of each line. */
export function messageReader<Message>(
  receive: (message: Message) => void,
): (piece: Uint8Array) => void {
  let begun: Uint8Array[] = [];
  return (piece) => {
    let from = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, from)) {
      const line = Buffer.concat([...begun, piece.subarray(from, end)]);
      begun = [];
      from = end + 1;
      receive(JSON.parse(line.toString()) as Message);
    }
    // A copy, because whoever reads the stream may use its memory again.
    if (from < piece.length) begun.push(Uint8Array.from(piece.subarray(from)));
  };
}

/** Writes all of `bytes`, waiting as long as the other side takes. */
export function writeFully(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}

/**
 * The messages of a channel one by one, waiting for each in the system call that reads: a thread
 * that waits there is awake sooner than one that waits in its event loop, by a fifth of a
 * millisecond. Ends when the other side is gone.
 */
export function* blockingMessages<Message>(fd: number): Generator<Message> {
  const messages: Message[] = [];
  const read = messageReader<Message>((message) => messages.push(message));
  const buffer = new Uint8Array(64 * 1024);
  for (;;) {
    const length = readSync(fd, buffer);
    if (length === 0) return;
    read(buffer.subarray(0, length));
    yield* messages.splice(0);
  }
}
