import type { LoadGraph, LoadText } from '@selfsame/models/import';

// The official builds of onnxruntime send usage events to their maker unless this is set before the
// first session. Nothing leaves this machine that its user did not send.
process.env.ORT_DISABLE_TELEMETRY = '1';
const { InferenceSession, Tensor } = await import('onnxruntime-node');

/** What goes wrong is an error, and not a line as well. */
const options = { logSeverityLevel: 4 } as const;

/** Loads a graph that is to be imported, on the CPU, which is the reference. */
export const loadGraph: LoadGraph = async (graph) => {
  const session = await (typeof graph === 'string'
    ? InferenceSession.create(graph, options)
    : InferenceSession.create(graph, options));
  return {
    async run(pixels, shape) {
      const found = await session.run({ pixels: new Tensor('uint8', pixels, shape) });
      return new Map(
        Object.entries(found).map(([name, { dims, data }]) => [
          name,
          { shape: dims, data: data as ArrayLike<number> },
        ]),
      );
    },
    release: () => session.release(),
  };
};

/** The same of a graph for texts, by what serves it. */
export const loadText: LoadText = async (graph, names) =>
  (await import('../../embed/text/openText.ts')).loadText(graph, names);
