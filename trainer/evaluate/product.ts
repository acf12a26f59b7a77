import { createGraphBuilder, describeGraph, encodeModel } from '@selfsame/models/onnx';
import * as ort from '../engine/onnxruntime.ts';

/** A matrix product of fixed shapes, on the CPU. */
export interface Product {
  run(a: Float32Array, b: Float32Array): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * @param shapes of a and b: [n, d] and [m, d] for 'abT', [n, d] and [n, m] for 'aTb'
 * @returns a function to [n, m], or [d, m]
 */
export async function createProduct(
  kind: 'abT' | 'aTb',
  shapes: readonly [readonly [number, number], readonly [number, number]],
): Promise<Product> {
  const [aShape, bShape] = shapes;
  const shape = kind === 'abT' ? [aShape[0], bShape[0]] : [aShape[1], bShape[1]];
  const graph = createGraphBuilder();
  const a = graph.input('a', { dtype: 'float32', shape: aShape });
  const b = graph.input('b', { dtype: 'float32', shape: bShape });
  const attributes = kind === 'abT' ? { transB: 1 } : { transA: 1 };
  const product = graph.node('Gemm', [a, b], attributes, 'float32', shape);
  const session = await ort.InferenceSession.create(
    encodeModel(describeGraph(graph, new Map([['product', product]]))),
  );
  return {
    async run(aValues, bValues) {
      const { product: values } = await session.run({
        a: new ort.Tensor('float32', aValues, aShape),
        b: new ort.Tensor('float32', bValues, bShape),
      });
      return values!.data as Float32Array;
    },
    close: () => session.release(),
  };
}
