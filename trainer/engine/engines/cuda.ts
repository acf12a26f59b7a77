import { createRequire } from 'node:module';
import { installCuda, prepareOnnxruntimeCuda } from '@selfsame/models';
import { EngineUnavailableError } from '../../errors.ts';
import { onnxEngine } from '../onnxEngine.ts';

/** Its arithmetic of shapes is the CPU's on purpose, so nodes without a kernel of its own are no error. */
export const cuda = onnxEngine({
  name: 'cuda',
  about: 'onnxruntime on an NVIDIA GPU',
  remedy: `On Linux with an NVIDIA card and a driver of the series 580 or newer, run \`${installCuda()}\`, or choose --engine cpu.`,
  auto: true,
  mixedPrecision: 'float16',
  // onnxruntime-node 1.30 wraps no other device's memory in a tensor than WebGPU's
  // (js/node/src/tensor_helper.cc asks for the allocator `WebGPU_Buf`).
  keepsResults: false,
  prepare() {
    const require = createRequire(import.meta.url);
    const file = 'onnxruntime-node/package.json';
    try {
      prepareOnnxruntimeCuda(require.resolve(file), require(file).version);
    } catch (error) {
      throw new EngineUnavailableError(cuda, (error as Error).message, error);
    }
  },
});
