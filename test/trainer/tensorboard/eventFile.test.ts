import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import protobuf from 'protobufjs';
import { crc32c } from '../../../trainer/tensorboard/crc32c.ts';
import { openEventFile } from '../../../trainer/tensorboard/eventFile.ts';
import { record } from '../../../trainer/tensorboard/record.ts';

test('CRC-32C of the examples in RFC 3720, appendix B.4', () => {
  assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  assert.equal(crc32c(new Uint8Array(32).fill(0xff)), 0x62a8ab43);
  assert.equal(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e);
  assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283);
});

test('a record is a length, the data, and a masked checksum of each', () => {
  const framed = record(Buffer.from('abc'));
  assert.equal(framed.length, 8 + 4 + 3 + 4);
  assert.equal(framed.readBigUInt64LE(0), 3n);
  assert.equal(framed.subarray(12, 15).toString(), 'abc');
  const unmasked = (at: number) => {
    const rotated = (framed.readUInt32LE(at) - 0xa282ead8) >>> 0;
    return ((rotated >>> 17) | (rotated << 15)) >>> 0;
  };
  assert.equal(unmasked(8), crc32c(framed.subarray(0, 8)));
  assert.equal(unmasked(15), crc32c(Buffer.from('abc')));
});

test('events have the version, starts and scalars, in order', () => {
  const folder = mkdtempSync(join(tmpdir(), 'selfsame-events-'));
  try {
    const file = openEventFile(folder);
    file.restart(4);
    file.scalars(5, { 'training/loss': 0.5 });
    file.close();
    const [name] = readdirSync(folder);
    assert.match(name!, /^events\.out\.tfevents\.\d+\./);
    const bytes = readFileSync(join(folder, name!));
    const events: Buffer[] = [];
    for (let at = 0; at < bytes.length; ) {
      const length = Number(bytes.readBigUInt64LE(at));
      events.push(bytes.subarray(at + 12, at + 12 + length));
      at += length + 16;
    }
    assert.equal(events.length, 3);
    assert.ok(events[0]!.includes('brain.Event:2'));
    // Field 2 of an event is its step; field 7 a session log, here with the status START.
    const started = fieldsOf(events[1]!);
    assert.deepEqual([started.get(2), [...(started.get(7) as Uint8Array)]], [5, [8, 1]]);
    const summary = fieldsOf(events[2]!);
    assert.equal(summary.get(2), 5);
    const value = fieldsOf(fieldsOf(summary.get(5) as Uint8Array).get(1) as Uint8Array);
    assert.equal(Buffer.from(value.get(1) as Uint8Array).toString(), 'training/loss');
    assert.equal(value.get(2), 0.5);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** The fields of a protocol buffer by their numbers, without a schema. */
function fieldsOf(bytes: Uint8Array): Map<number, number | Uint8Array> {
  const reader = protobuf.Reader.create(bytes);
  const fields = new Map<number, number | Uint8Array>();
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const kinds = [
      () => Number(reader.int64()),
      () => reader.double(),
      () => reader.bytes(),
      undefined,
      undefined,
      () => reader.float(),
    ];
    fields.set(tag >>> 3, kinds[tag & 7]!());
  }
  return fields;
}
