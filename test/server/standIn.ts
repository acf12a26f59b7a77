import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Bundle, makeGolden, publishBundle } from '../../models/index.ts';

// As in the server: tests send nothing anywhere either.
process.env.ORT_DISABLE_TELEMETRY = '1';

/**
 * A graph without weights, for tests that want a second model or a fast one: 32 x 32 pixels,
 * centred, averaged over 4 x 4 squares, at length 1. 192 dimensions.
 */
const baseGraph = Buffer.from(
  [
    'CAkSADrKAgocCgZwaXhlbHMSAWYiBENhc3QqCQoCdG8YAaABAgoRCgFmCgRoYWxmEgFnIgNTdWIKJAoBZxIBdCIJVH',
    'JhbnNwb3NlKhEKBHBlcm1AAEADQAFAAqABBwo8CgF0EgFwIgtBdmVyYWdlUG9vbCoVCgxrZXJuZWxfc2hhcGVABEAE',
    'oAEHKhAKB3N0cmlkZXNABEAEoAEHChAKAXASAmZsIgdGbGF0dGVuCkAKAmZsEgllbWJlZGRpbmciD0xwTm9ybWFsaX',
    'phdGlvbioUCgRheGlzGP///////////wGgAQIqCAoBcBgCoAECEg1wb29sZWQtcGl4ZWxzKg4QAUIEaGFsZkoEzUwA',
    'Q1ohCgZwaXhlbHMSFwoVCAISEQoDEgFOCgIIIAoCCCAKAggDYh0KCWVtYmVkZGluZxIQCg4IARIKCgMSAU4KAwjAAU',
    'IECgAQEQ==',
  ].join(''),
  'base64',
);

/** Where the graph has what is taken from each value of a pixel. */
const placeOfMiddle = baseGraph.indexOf(Buffer.from([0xcd, 0x4c, 0x00, 0x43]));

/**
 * Publishes the stand-in as a bundle of the given name.
 * @param remark ends up in the graph, so that two remarks make two models by their digests
 * @param middle far from 0 .. 255, all pictures come to look the same: a model that has collapsed
 */
export async function publishStandIn(
  root: string,
  name: string,
  remark = '',
  middle?: number,
): Promise<Bundle> {
  // Field 6 of an ONNX model is its doc_string: tag (6 << 3 | 2), length, text.
  const docString = Buffer.from([0x32, remark.length, ...Buffer.from(remark)]);
  const graph = Buffer.concat([baseGraph, docString]);
  if (middle !== undefined) graph.writeFloatLE(middle, placeOfMiddle);
  const session = await InferenceSession.create(graph);
  const input = {
    width: 32,
    height: 32,
    fit: 'cover' as const,
    background: [255, 255, 255] as [number, number, number],
  };
  const golden = await makeGolden(input, async (pixels, n) => {
    const { embedding } = await session.run({
      pixels: new Tensor('uint8', pixels, [n, 32, 32, 3]),
    });
    return embedding!.data as Float32Array;
  });
  return publishBundle(
    root,
    {
      name,
      input,
      dimensions: 192,
      encoder: 'pooled-pixels',
      parameters: 0,
      training: {
        codeVersion: 'none',
        engine: 'none',
        seed: 0,
        steps: 0,
        epochs: 0,
        seconds: 0,
        config: {},
        dataset: { digest: 'none', pictures: 0, skipped: 0 },
      },
      evaluation: {},
      golden,
    },
    graph,
  );
}
