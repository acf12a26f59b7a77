/** pgvector's binary form: the number of values and a zero in 16 bits each, and float32, all big-endian. */
const headBytes = 4;

/** A vector as the parameter of a statement. */
export function toParameter(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(headBytes + 4 * vector.length);
  bytes.writeUInt16BE(vector.length);
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).copy(bytes, headBytes);
  bytes.subarray(headBytes).swap32();
  return bytes;
}

/** What `vector_send(vector)` gave. */
export function fromSent(sent: Buffer): Float32Array {
  const values = Buffer.from(sent.subarray(headBytes)).swap32();
  return new Float32Array(new Uint8Array(values).buffer);
}
