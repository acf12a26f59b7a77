import protobuf from 'protobufjs';

/** A field of a message as it is written (https://protobuf.dev/programming-guides/encoding). */
export interface Field {
  readonly number: number;
  /** With its tag. */
  readonly raw: Uint8Array;
  /** What a string, bytes or a message hold; empty of numbers. */
  readonly content: Uint8Array;
}

const lengthDelimited = 2;

/** The fields of a message, in their order. @throws {Error} where the bytes are none, or cut short */
export function fieldsOf(message: Uint8Array): Field[] {
  const reader = protobuf.Reader.create(message);
  const fields: Field[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const tag = reader.uint32();
    const [number, type] = [tag >>> 3, tag & 7];
    if (number === 0) throw new Error(`there is no field 0, which stands at byte ${start}`);
    let content = new Uint8Array();
    if (type === lengthDelimited) {
      const length = reader.uint32();
      if (length > reader.len - reader.pos)
        throw new Error(`it ends within the ${length} bytes that begin at byte ${reader.pos}`);
      content = message.subarray(reader.pos, reader.pos + length) as typeof content;
      reader.pos += length;
    } else reader.skipType(type);
    fields.push({ number, raw: message.subarray(start, reader.pos), content });
  }
  return fields;
}

/** A string, bytes or a message as a field, in pieces that belong one after the other. */
export function fieldOf(number: number, ...content: readonly Uint8Array[]): Uint8Array[] {
  const length = content.reduce((sum, piece) => sum + piece.length, 0);
  const tag = protobuf.Writer.create().uint32((number << 3) | lengthDelimited);
  return [tag.uint32(length).finish(), ...content];
}
