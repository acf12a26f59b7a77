import { onnxEngine } from '../onnxEngine.ts';

/** Its arithmetic of shapes is the CPU's on purpose, so nodes without a kernel of its own are no error. */
export const cuda = onnxEngine({
  name: 'cuda',
  about: 'onnxruntime on an NVIDIA GPU',
  // The environment variable, because npm no longer hands unknown flags to install scripts.
  remedy:
    'On Linux x64 with CUDA 12 and cuDNN 9, run `ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node`, or choose --engine cpu.',
  auto: true,
  mixedPrecision: 'float16',
  // onnxruntime-node 1.30 wraps no other device's memory in a tensor than WebGPU's
  // (js/node/src/tensor_helper.cc asks for the allocator `WebGPU_Buf`).
  keepsResults: false,
});
