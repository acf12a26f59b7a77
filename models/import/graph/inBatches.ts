import { type GraphParts, type RawValue, writeGraph } from '../../onnx/parts.ts';
import { readNode } from '../../onnx/rawNode.ts';
import { NodeProto } from '../../onnx/schema.ts';
import { fieldOf } from '../../onnx/wire.ts';
import { createPieces, type Pieces } from './pieces.ts';

/** First opset with what this takes: `Slice` with its ends as an input, and `Scan`. */
export const batchesOpset = 10;

/** `type: GRAPH` of an AttributeProto: field 20, 5. */
const isGraph = Uint8Array.of(0xa0, 0x01, 0x05);

/**
 * Runs a graph that takes a fixed number of pictures as often as it takes: `Scan` over what is put in,
 * filled up to whole batches.
 * @param graph takes `input` [batch, ...] and gives `output` [batch, ...]
 * @param from what is put in, [N, ...]; @param to what comes out, [N, ...]
 */
export function inBatches(
  graph: GraphParts,
  batch: number,
  input: RawValue,
  output: RawValue,
  from: string,
  to: string,
): Pieces {
  const add = createPieces('batches');
  const numbers = (...values: (number | bigint)[]) =>
    add.constant(BigInt64Array.from(values, BigInt), [values.length]);
  const sides = input.shape!.slice(1) as number[];
  const isFull = batch === 1;
  const count = add.node('Gather', [add.node('Shape', [from]), numbers(0)]);
  const filled = isFull ? from : fillUp();
  const rows = add.node('Reshape', [filled, numbers(-1, batch, ...sides)]);
  const scanned = 'selfsame/scanned';
  const body = writeGraph({ ...graph, inputs: [input], outputs: [output] });
  const scan = NodeProto.fromObject({
    ...{ opType: 'Scan', name: scanned, input: [rows], output: [scanned] },
    attribute: [{ name: 'num_scan_inputs', type: 2, i: 1 }],
  });
  const attribute = [...fieldOf(1, Buffer.from('body')), ...fieldOf(6, ...body), isGraph];
  add.pieces.nodes.push(
    readNode(Buffer.concat([NodeProto.encode(scan).finish(), ...fieldOf(5, ...attribute)])),
  );
  const features = (output.shape as number[]).slice(1);
  const joined = numbers(-1, ...features);
  if (isFull) add.node('Reshape', [scanned, joined], {}, to);
  else {
    const padded = add.node('Reshape', [scanned, joined]);
    add.node('Slice', [padded, numbers(0), count, numbers(0)], {}, to);
  }
  return add.pieces;

  /** The first pictures again and again behind the last one: [N + batch - 1, ...], cut to whole batches. */
  function fillUp(): string {
    const one = add.node('Slice', [from, numbers(0), numbers(1), numbers(0)]);
    const more = add.node('Concat', [from, ...Array(batch - 1).fill(one)], { axis: 0 });
    const [size, rest] = [numbers(batch), numbers(batch - 1)];
    const batches = add.node('Div', [add.node('Add', [count, rest]), size]);
    return add.node('Slice', [more, numbers(0), add.node('Mul', [batches, size]), numbers(0)]);
  }
}
