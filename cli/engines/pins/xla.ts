import type { Pin } from './pin.ts';

/** JAX's plugin. It looks for NVIDIA's libraries in ../../nvidia/, as they lie in their wheels. */
export const cudaPlugin: Pin = {
  name: 'jax-cuda13-pjrt',
  version: '0.12.0.1',
  licence: 'Apache-2.0',
  take: ['jax_plugins/xla_cuda13/xla_cuda_plugin.so'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_27_x86_64',
      bytes: 134_922_808,
      sha256: '5899bb6177eda86ea532afb9a26794f2bdd04966f6a01f9028266b16c2b6cf90',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux_2_27_aarch64',
      bytes: 128_847_710,
      sha256: '40758d042df8c06991b6a1a8016b56e9cefb1ed4c677c062125c3eb71c3dab97',
    },
  },
};

/** The unmodified library of zml/pjrt-artifacts, in the only package that has one by itself. */
export const cpuPlugin: Pin = {
  name: 'fastatomstruct-xla-cpu',
  version: '2026.6.23',
  licence: 'Apache-2.0',
  take: ['fastatomstruct_xla_cpu/libpjrt_cpu.so'],
  strip: 'fastatomstruct_xla_cpu/',
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_27_x86_64',
      bytes: 63_200_622,
      sha256: '88b1c430b341b4bea40a37420311c9c75db6e22b46d2ff95b6986577bee6afe9',
    },
  },
};
