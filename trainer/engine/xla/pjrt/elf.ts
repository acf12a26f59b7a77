import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const header = 64;
/** Numbers of the ELF machines, by Node's names of processors. */
const machines: Partial<Record<string, number>> = { x64: 62, arm64: 183 };

/**
 * What is wrong with a file that should be a shared library of this processor, in words. The
 * dynamic loader maps a library that has been cut off, and the process dies (SIGBUS) when it
 * touches what is missing; so the file is measured before.
 * @throws {NodeJS.ErrnoException} if the file cannot be read
 */
export function elfProblem(file: string): string | undefined {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const at = (position: number, length: number) => {
      const bytes = Buffer.alloc(length);
      readSync(fd, bytes, 0, length, position);
      return bytes;
    };
    const head = at(0, header);
    if (head.readUInt32BE(0) !== 0x7f454c46 || head[4] !== 2 || head[5] !== 1)
      return 'it is not a shared library (64-bit ELF)';
    if (head.readUInt16LE(18) !== machines[process.arch])
      return `it was built for another processor than ${process.arch}`;
    const end = Math.max(sectionsEnd(head), ...segmentEnds(head, at));
    return size < end ? `it has ${size} bytes of ${end}` : undefined;
  } finally {
    closeSync(fd);
  }
}

/** Where the table of sections ends, which linkers write last. */
function sectionsEnd(head: Buffer): number {
  return Number(head.readBigUInt64LE(40)) + head.readUInt16LE(58) * head.readUInt16LE(60);
}

/** Where the file's parts that are loaded end. */
function segmentEnds(head: Buffer, at: (position: number, length: number) => Buffer): number[] {
  const [entry, count] = [head.readUInt16LE(54), head.readUInt16LE(56)];
  const table = at(Number(head.readBigUInt64LE(32)), entry * count);
  return Array.from({ length: count }, (_, i) => {
    const offset = table.readBigUInt64LE(i * entry + 8);
    return Number(offset + table.readBigUInt64LE(i * entry + 32));
  });
}
