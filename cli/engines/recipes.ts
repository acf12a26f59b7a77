import * as cuda12 from './pins/cuda12.ts';
import * as cuda13 from './pins/cuda13.ts';
import { nodeHeaders, protobuf, tfjsNode } from './pins/npm.ts';
import { onnxruntimeGpu } from './pins/onnxruntime.ts';
import { tensorflow, tensorflowCpu } from './pins/tensorflow.ts';
import { cpuPlugin, cudaPlugin } from './pins/xla.ts';
import type { Recipe } from './recipe.ts';

const binding = { sources: tfjsNode, runtime: [protobuf], headers: nodeHeaders };
const { runtime, cublas, nvrtc, nvjitlink, cudnn, cufft, curand } = cuda13;

/** All that can be installed. */
export const recipes: readonly Recipe[] = [
  {
    name: 'xla-cuda',
    about: 'XLA on NVIDIA cards, for --engine xla',
    pins: [
      cudaPlugin,
      ...[runtime, cublas, nvrtc, nvjitlink, cudnn, cufft],
      ...[cuda13.cusolver, cuda13.cusparse, cuda13.cupti, cuda13.nccl],
      ...[cuda13.nvcc, cuda13.nvvm],
    ],
    library: 'jax_plugins/xla_cuda13/xla_cuda_plugin.so',
  },
  {
    name: 'xla-cpu',
    about: 'XLA on the processor, to try and to test',
    pins: [cpuPlugin],
    library: 'libpjrt_cpu.so',
  },
  {
    name: 'ort-cuda',
    about: 'onnxruntime on NVIDIA cards, for --device cuda of the server and --engine cuda',
    pins: [onnxruntimeGpu, runtime, cublas, nvrtc, nvjitlink, cudnn, cufft, curand],
    library: `onnxruntime/capi/libonnxruntime.so.${onnxruntimeGpu.version}`,
  },
  {
    name: 'tfjs-gpu',
    about: 'TensorFlow on NVIDIA cards, for --engine tfjs-gpu; takes g++',
    pins: [tensorflow, ...Object.values(cuda12)],
    library: 'tfjs/lib/tfjs_binding.node',
    binding,
  },
  {
    name: 'tfjs-cpu',
    about: 'TensorFlow on the processor, to test; takes g++',
    pins: [tensorflowCpu],
    library: 'tfjs/lib/tfjs_binding.node',
    binding,
  },
];
