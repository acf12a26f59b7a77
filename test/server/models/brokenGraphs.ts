import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelProto } from '@selfsame/models/onnx';

interface Name {
  name: string;
}

interface GraphMessage {
  node: { input: string[]; output: string[]; opType: string; attribute?: object[] }[];
  initializer: object[];
  input: (Name & { type: object })[];
  output: (Name & { type: object })[];
}

/** Changes the graph of a bundle, and its digest with it: whoever published it meant that. */
export async function changeGraph(
  dir: string,
  change: (graph: GraphMessage) => void,
): Promise<void> {
  const [graphFile, cardFile] = [join(dir, 'encoder.onnx'), join(dir, 'model.json')];
  const model = ModelProto.decode(await readFile(graphFile)) as unknown as { graph: GraphMessage };
  change(model.graph);
  const bytes = ModelProto.encode(ModelProto.create(model)).finish();
  const card = JSON.parse(await readFile(cardFile, 'utf8'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  card.graph = { ...card.graph, sha256, bytes: bytes.length };
  await writeFile(graphFile, bytes);
  await writeFile(cardFile, JSON.stringify(card));
}

/** A graph that takes something else than pixels. */
export function otherInput(graph: GraphMessage): void {
  const [input] = graph.input;
  for (const node of graph.node)
    node.input = node.input.map((name) => (name === input!.name ? 'sounds' : name));
  input!.name = 'sounds';
}

/** Puts a node before the output. */
function append(graph: GraphMessage, node: Omit<GraphMessage['node'][number], 'output'>): void {
  for (const one of graph.node)
    one.output = one.output.map((name) => (name === 'embedding' ? 'inner' : name));
  graph.node.push({ ...node, output: ['embedding'] });
}

/** Logarithms of an embedding: of what is negative they are no numbers. */
export const notANumber = (graph: GraphMessage): void =>
  append(graph, { opType: 'Log', input: ['inner'] });

const tensor = (elemType: number, ...dim: object[]) => ({
  tensorType: { elemType, shape: { dim } },
});
const [float, int64, bool] = [1, 7, 9];

/** A graph that goes round and round. */
export function endless(graph: GraphMessage): void {
  const rounds = Buffer.alloc(8);
  rounds.writeBigInt64LE(2n ** 62n);
  graph.initializer.push(
    { name: 'rounds', dataType: int64, dims: [], rawData: rounds },
    { name: 'on', dataType: bool, dims: [], rawData: Buffer.from([1]) },
  );
  const shape = [{ dimParam: 'N' }, { dimValue: 192 }];
  const body = {
    name: 'body',
    node: [
      { opType: 'Identity', input: ['go'], output: ['goOn'] },
      { opType: 'Neg', input: ['value'], output: ['next'] },
    ],
    input: [
      { name: 'round', type: tensor(int64) },
      { name: 'go', type: tensor(bool) },
      { name: 'value', type: tensor(float, ...shape) },
    ],
    output: [
      { name: 'goOn', type: tensor(bool) },
      { name: 'next', type: tensor(float, ...shape) },
    ],
  };
  const attribute = [{ name: 'body', type: 5, g: body }];
  append(graph, { opType: 'Loop', input: ['rounds', 'on', 'inner'], attribute });
}
