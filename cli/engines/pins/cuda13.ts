// CUDA 13.2.2 and cuDNN as PyTorch 2.15 pins them, which is what most machines with CUDA 13 run; it
// takes a driver of the series 580 or newer. ptxas and libdevice are what XLA compiles with.
import { nvidia, type Pin } from './pin.ts';

export const runtime: Pin = {
  name: 'nvidia-cuda-runtime',
  version: '13.2.86',
  licence: nvidia,
  take: ['nvidia/cu13/lib/libcudart.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64',
      bytes: 2_323_576,
      sha256: '3498247680dfddce31bad102af7e3e26fc795342a3cac64722bb0fa95e7f60f0',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux2014_aarch64.manylinux_2_17_aarch64',
      bytes: 2_341_433,
      sha256: '37844957894bfdecf90243568d21a2cb251b66106915b71459a23c8e6ef2da69',
    },
  },
};

export const cublas: Pin = {
  name: 'nvidia-cublas',
  version: '13.4.1.3',
  licence: nvidia,
  take: [
    'nvidia/cu13/lib/libcublas.so.*',
    'nvidia/cu13/lib/libcublasLt.so.*',
    '*.dist-info/licenses/*',
  ],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_27_x86_64',
      bytes: 404_870_805,
      sha256: 'a5917cb642cfb07f4a0231ee16aec7e2e0357d8cb8b1b78a0c9c68dba3e6afc7',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux_2_27_aarch64',
      bytes: 513_048_232,
      sha256: '4eb1472bf92b741e7cf24da7978dde251b58ddec2092d9f6a04f3623eb4e9a15',
    },
  },
};

export const nvrtc: Pin = {
  name: 'nvidia-cuda-nvrtc',
  version: '13.2.86',
  licence: nvidia,
  take: [
    'nvidia/cu13/lib/libnvrtc.so.*',
    'nvidia/cu13/lib/libnvrtc-builtins.so.*',
    '*.dist-info/licenses/*',
  ],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64',
      bytes: 47_018_468,
      sha256: '8111c5130e967b78222ea2124145f8efe9ce201b752b2579a2513100a53be1c5',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux2014_aarch64.manylinux_2_17_aarch64',
      bytes: 44_755_454,
      sha256: '1e5d7b411a2eb83f5c71c98d58133a763fc9fa86a4241ee320c5c4782d9ad1fd',
    },
  },
};

export const nvjitlink: Pin = {
  name: 'nvidia-nvjitlink',
  version: '13.2.86',
  licence: nvidia,
  take: ['nvidia/cu13/lib/libnvJitLink.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64',
      bytes: 41_370_546,
      sha256: '285a9cead9924391588d794400bdd7e8f9d1a277a7d78ed79acfa0ea702a14dd',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux2014_aarch64.manylinux_2_17_aarch64',
      bytes: 39_286_056,
      sha256: '4c90580631da1670c2cecfbdf8365247c4bfd9eabb4de63f2e3004223d1b7f5f',
    },
  },
};

export const cudnn: Pin = {
  name: 'nvidia-cudnn-cu13',
  version: '9.26.0.51',
  licence: nvidia,
  take: ['nvidia/cudnn/lib/libcudnn*.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_27_x86_64',
      bytes: 519_150_073,
      sha256: '9c976d539786698c71d6bcdbe2053b7485fae062ff7e1215d2f2ff67b1a2149a',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux_2_27_aarch64',
      bytes: 595_329_497,
      sha256: '8e5b4f5eccff721416f70ecf4353172fc4d5cdd8ca869fe6f983a4a5b0147b20',
    },
  },
};

export const cufft: Pin = {
  name: 'nvidia-cufft',
  version: '12.2.0.57',
  licence: nvidia,
  take: ['nvidia/cu13/lib/libcufft.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64',
      bytes: 218_258_101,
      sha256: '34da27fadf3979b0b042c43823f0530be8408b86df31ee0108e1ca0b621d4ef6',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux2014_aarch64.manylinux_2_17_aarch64',
      bytes: 218_244_742,
      sha256: '1ed438568ae1088ba2c25789d10205d4104b8b140b7bd942e39a787947a0fb74',
    },
  },
};

export const curand: Pin = {
  name: 'nvidia-curand',
  version: '10.4.2.66',
  licence: nvidia,
  take: ['nvidia/cu13/lib/libcurand.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_27_x86_64',
      bytes: 59_954_122,
      sha256: '9bb3796a2f6223454b2e326e3d7572c1500cfa4d629de827676b4eeecd30ab0c',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux_2_27_aarch64',
      bytes: 62_415_161,
      sha256: 'cb61a0bb7e7a7446b25bf5ff93aa560009dd738b48ed52f57ae764a4cae37381',
    },
  },
};

export const cusolver: Pin = {
  name: 'nvidia-cusolver',
  version: '12.2.0.11',
  licence: nvidia,
  take: ['nvidia/cu13/lib/libcusolver.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_27_x86_64',
      bytes: 227_913_465,
      sha256: 'fab5778f6769947389a1a6abc07e635576825a08c0ffc68c3ae7f1392c794b42',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux_2_27_aarch64',
      bytes: 250_383_075,
      sha256: '8be097fca28de6be0990ab216ee9b804dd51077e1d1d83acf6c9850650bdc64d',
    },
  },
};

export const cusparse: Pin = {
  name: 'nvidia-cusparse',
  version: '12.7.10.12',
  licence: nvidia,
  take: ['nvidia/cu13/lib/libcusparse.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64',
      bytes: 150_999_307,
      sha256: '25907c75e4db1581685f06f61cc6cdecc04611765516a52373e0a18ebd69fa00',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux2014_aarch64.manylinux_2_17_aarch64',
      bytes: 169_043_093,
      sha256: '597eff2cd83e3ab1d1e3a0dce9c9c879d77cf64ec2659bfdb5af6a5d02e7aaa9',
    },
  },
};

export const cupti: Pin = {
  name: 'nvidia-cuda-cupti',
  version: '13.2.86',
  licence: nvidia,
  take: ['nvidia/cu13/lib/libcupti.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_25_x86_64',
      bytes: 11_988_600,
      sha256: '8fa29f15dd8336181f961764d9d95236fc6b931dd0c8fcf8cd70aab0c310b586',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux_2_25_aarch64',
      bytes: 11_760_263,
      sha256: 'd9a5c133f73fcb9013f3ada0da6fb54d4117618d81f3f5a0419417ea6ee829d4',
    },
  },
};

export const nccl: Pin = {
  name: 'nvidia-nccl-cu13',
  version: '2.30.7',
  licence: 'BSD-3-Clause',
  take: ['nvidia/nccl/lib/libnccl.so.*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux_2_18_x86_64',
      bytes: 215_965_170,
      sha256: 'cefa7fdb9710efd0f39c5f1be1d61ff6fc9a996c451265bd7fbdcf9455ed4b50',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux_2_18_aarch64',
      bytes: 215_983_881,
      sha256: 'ca786ffa5a647c75d4d1f5cc72a6c4f537947e2ba8823d7c8aaf768e7a7b9f77',
    },
  },
};

export const nvcc: Pin = {
  name: 'nvidia-cuda-nvcc',
  version: '13.2.86',
  licence: nvidia,
  take: ['nvidia/cu13/bin/ptxas', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64',
      bytes: 44_042_846,
      sha256: '7d3f56c8d705bad35bbba69eb0470d90856fd5d4dc48c6a6173aaf1e9f887cf5',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux2014_aarch64.manylinux_2_17_aarch64',
      bytes: 38_716_270,
      sha256: '909140a1f942b943982b2eff120e618c94e29d75d9e33f5cd074f0e64eb411e8',
    },
  },
};

export const nvvm: Pin = {
  name: 'nvidia-nvvm',
  version: '13.2.86',
  licence: nvidia,
  take: ['nvidia/cu13/nvvm/libdevice/*', '*.dist-info/licenses/*'],
  wheels: {
    'linux-x64': {
      tag: 'py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64',
      bytes: 64_280_112,
      sha256: 'a9244f3209922d655612c11ebb4117ea1f80983cb2b215c9cccded127282cebc',
    },
    'linux-arm64': {
      tag: 'py3-none-manylinux2014_aarch64.manylinux_2_17_aarch64',
      bytes: 61_886_756,
      sha256: 'a502dcc2859f17a925adba495c222d44a221b9eb10e7d111a7046dc2cc883b69',
    },
  },
};
