import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { checkGolden } from '../golden.ts';
import type { Fetched } from '../model.ts';

/** What of onnxruntime-web is used; the server has its files. */
interface Runtime {
  readonly env: {
    logLevel: string;
    readonly wasm: { wasmPaths: string; numThreads: number };
  };
  readonly InferenceSession: {
    create(graph: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: new (type: 'uint8', data: Uint8Array, dims: readonly number[]) => Tensor;
}

export interface Session {
  readonly device: 'webgpu' | 'wasm';
  readonly threads: number;
  readonly note: string | null;
  /** @param pixels [height * width * 3] @returns [dimensions] */
  run(pixels: Uint8Array): Promise<Float32Array>;
}

export interface SessionOptions {
  /** By default WebGPU where it is there and gives what it should, else WebAssembly. */
  readonly device?: 'webgpu' | 'wasm' | undefined;
  /** Of WebAssembly; by default as many as there are cores, 4 at most. */
  readonly threads?: number | undefined;
}

/** More do not pay for one picture at a time. */
const mostThreads = 4;

/**
 * Opens an encoder, and sees that it gives what it gave where it was published.
 * @param runtime address of onnxruntime-web's files, with a slash at its end
 */
export async function openSession(
  fetched: Fetched,
  runtime: string,
  { device, threads }: SessionOptions,
): Promise<Session> {
  const wanted = globalThis.crossOriginIsolated
    ? (threads ?? Math.min(mostThreads, navigator.hardwareConcurrency))
    : 1;
  let note: string | null = null;
  if (device === 'webgpu' || (device === undefined && (await hasAdapter()))) {
    try {
      return await open(fetched, runtime, 'webgpu', wanted, note);
    } catch (error) {
      if (device === 'webgpu') throw error;
      note = `WebGPU: ${(error as Error).message}`;
    }
  }
  return open(fetched, runtime, 'wasm', wanted, note);
}

interface Adapter {
  readonly info: { readonly isFallbackAdapter?: boolean };
}

/** A card, that is: by one in software WebGPU is far slower than WebAssembly. */
async function hasAdapter(): Promise<boolean> {
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<Adapter | null> } };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  return adapter?.info.isFallbackAdapter === false;
}

async function open(
  fetched: Fetched,
  address: string,
  device: Session['device'],
  threads: number,
  note: string | null,
): Promise<Session> {
  const runtime: Runtime = await import(/* @vite-ignore */ `${address}ort.${device}.min.mjs`);
  runtime.env.logLevel = 'error';
  runtime.env.wasm.wasmPaths = address;
  runtime.env.wasm.numThreads = threads;
  const session = await runtime.InferenceSession.create(new Uint8Array(fetched.graph), {
    executionProviders: [device],
    logSeverityLevel: 3,
  });
  const { width, height } = fetched.rule;
  async function run(pixels: Uint8Array): Promise<Float32Array> {
    const input = new runtime.Tensor('uint8', pixels, [1, height, width, 3]);
    const { embedding } = await session.run({ pixels: input });
    return (await embedding!.getData()) as Float32Array;
  }
  await checkGolden(fetched, run);
  return { device, threads, note, run };
}
