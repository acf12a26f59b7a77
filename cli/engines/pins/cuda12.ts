// CUDA 12.9, the last of the CUDA that TensorFlow 2.21 is built for; it takes a driver of the series
// 525 or newer.
import { nvidia, type Pin } from './pin.ts';

export const runtime: Pin = {
  name: 'nvidia-cuda-runtime-cu12',
  version: '12.9.79',
  licence: nvidia,
  take: ['nvidia/cuda_runtime/lib/libcudart.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64',
      bytes: 3_493_179,
      sha256: '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3',
    },
  },
};

export const cublas: Pin = {
  name: 'nvidia-cublas-cu12',
  version: '12.9.2.10',
  licence: nvidia,
  take: [
    'nvidia/cublas/lib/libcublas.so.*',
    'nvidia/cublas/lib/libcublasLt.so.*',
    '*.dist-info/licenses/*',
  ],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_27_x86_64',
      bytes: 581_240_110,
      sha256: 'e4f53a8ca8c5d6e8c492d0d0a3d565ecb59a751b19cfdaa4f6da0ab2104c1702',
    },
  },
};

export const nvrtc: Pin = {
  name: 'nvidia-cuda-nvrtc-cu12',
  version: '12.9.86',
  licence: nvidia,
  take: [
    'nvidia/cuda_nvrtc/lib/libnvrtc.so.*',
    'nvidia/cuda_nvrtc/lib/libnvrtc-builtins.so.*',
    '*.dist-info/licenses/*',
  ],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64',
      bytes: 89_568_129,
      sha256: '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4',
    },
  },
};

export const nvjitlink: Pin = {
  name: 'nvidia-nvjitlink-cu12',
  version: '12.9.86',
  licence: nvidia,
  take: ['nvidia/nvjitlink/lib/libnvJitLink.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64',
      bytes: 39_748_338,
      sha256: 'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9',
    },
  },
};

export const cudnn: Pin = {
  name: 'nvidia-cudnn-cu12',
  version: '9.26.0.51',
  licence: nvidia,
  take: ['nvidia/cudnn/lib/libcudnn*.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_27_x86_64',
      bytes: 770_488_318,
      sha256: 'ce8603d4ea88d134be5a92c5e0833d513bea1ce0ee4bbc5d649fcb8718d51cbf',
    },
  },
};

export const cufft: Pin = {
  name: 'nvidia-cufft-cu12',
  version: '11.4.1.4',
  licence: nvidia,
  take: ['nvidia/cufft/lib/libcufft.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64',
      bytes: 200_877_592,
      sha256: 'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28',
    },
  },
};

export const curand: Pin = {
  name: 'nvidia-curand-cu12',
  version: '10.3.10.19',
  licence: nvidia,
  take: ['nvidia/curand/lib/libcurand.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_27_x86_64',
      bytes: 68_295_626,
      sha256: '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e',
    },
  },
};

export const cusolver: Pin = {
  name: 'nvidia-cusolver-cu12',
  version: '11.7.5.82',
  licence: nvidia,
  take: ['nvidia/cusolver/lib/libcusolver.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_27_x86_64',
      bytes: 338_117_415,
      sha256: '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88',
    },
  },
};

export const cusparse: Pin = {
  name: 'nvidia-cusparse-cu12',
  version: '12.5.10.65',
  licence: nvidia,
  take: ['nvidia/cusparse/lib/libcusparse.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64',
      bytes: 366_465_088,
      sha256: '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78',
    },
  },
};

export const cupti: Pin = {
  name: 'nvidia-cuda-cupti-cu12',
  version: '12.9.79',
  licence: nvidia,
  take: ['nvidia/cuda_cupti/lib/libcupti.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_25_x86_64',
      bytes: 10_814_997,
      sha256: '096bcf334f13e1984ba36685ad4c1d6347db214de03dbb6eebb237b41d9d934f',
    },
  },
};

export const nccl: Pin = {
  name: 'nvidia-nccl-cu12',
  version: '2.30.7',
  licence: 'BSD-3-Clause',
  take: ['nvidia/nccl/lib/libnccl.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_18_x86_64',
      bytes: 303_361_239,
      sha256: '8ce1b8213f61f2bfac132e6df890af6450b77cbd140c6ce4e98cb0c2d8e678c9',
    },
  },
};

export const nvcc: Pin = {
  name: 'nvidia-cuda-nvcc-cu12',
  version: '12.9.86',
  licence: nvidia,
  take: [
    'nvidia/cuda_nvcc/bin/ptxas',
    'nvidia/cuda_nvcc/nvvm/libdevice/*',
    '*.dist-info/licenses/*',
  ],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64',
      bytes: 40_546_229,
      sha256: '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0',
    },
  },
};
