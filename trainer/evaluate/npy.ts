/**
 * The header of a .npy file of float32 rows (NumPy's format, version 1.0): with it, the rows follow
 * as they are, little-endian.
 */
export function npyHeader(count: number, dimensions: number): Buffer {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${count}, ${dimensions}), }`;
  // What comes before the rows is a multiple of 64 bytes long, and ends with a new line.
  const length = Math.ceil((10 + text.length + 1) / 64) * 64;
  const header = Buffer.alloc(length, ' ');
  header.write('\x93NUMPY\x01\x00', 'latin1');
  header.writeUInt16LE(length - 10, 8);
  header.write(text, 10, 'latin1');
  header.write('\n', length - 1);
  return header;
}
