import type { Pin } from './pin.ts';

/** The libraries, and what their C interface is declared in. */
const files = [
  'tensorflow/libtensorflow_cc.so.2',
  'tensorflow/libtensorflow_framework.so.2',
  'tensorflow/include/LICENSE',
  'tensorflow/include/tensorflow/c/**',
  'tensorflow/include/tensorflow/core/platform/ctstring*',
  'tensorflow/include/tsl/platform/ctstring*',
  'tensorflow/include/xla/tsl/c/*',
];

export const tensorflow: Pin = {
  name: 'tensorflow',
  version: '2.21.0',
  licence: 'Apache-2.0',
  take: files,
  wheels: {
    'linux-x64': {
      tag: 'cp312-cp312-manylinux_2_27_x86_64',
      bytes: 572_611_111,
      sha256: 'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0',
    },
  },
};

export const tensorflowCpu: Pin = {
  name: 'tensorflow-cpu',
  version: '2.21.0',
  licence: 'Apache-2.0',
  take: files,
  wheels: {
    'linux-x64': {
      tag: 'cp312-cp312-manylinux_2_27_x86_64',
      bytes: 274_000_871,
      sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
    },
  },
};
