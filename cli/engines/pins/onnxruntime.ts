import type { Pin } from './pin.ts';

/** The version of onnxruntime-node, whose binding takes this build's library in place of its own. */
export const onnxruntimeGpu: Pin = {
  name: 'onnxruntime-gpu',
  version: '1.30.0',
  licence: 'MIT',
  take: [
    'onnxruntime/capi/libonnxruntime.so.*',
    'onnxruntime/capi/libonnxruntime_providers_cuda.so',
    'onnxruntime/capi/libonnxruntime_providers_shared.so',
    'onnxruntime/LICENSE',
    'onnxruntime/ThirdPartyNotices.txt',
  ],
  wheels: {
    'linux-x64': {
      tag: 'cp312-cp312-manylinux_2_28_x86_64',
      bytes: 246_685_715,
      sha256: '6acc0f4b3d5ac5f2984432faa59dd8fcce6775f8b43a7140afa0f322c7a703b1',
    },
    'linux-arm64': {
      tag: 'cp312-cp312-manylinux_2_34_aarch64',
      bytes: 205_731_632,
      sha256: '12af352b24145b3480794fcf327d313a240550e772a07fb182390872c1a642fc',
    },
  },
};
