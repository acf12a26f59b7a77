/** A version of a package on npm. */
export interface NpmPin {
  readonly name: string;
  readonly version: string;
  /** As npm tells it. */
  readonly integrity: string;
}

/** TensorFlow's binding for Node as sources, and its kernels for TensorFlow.js. */
export const tfjsNode: NpmPin = {
  name: '@tensorflow/tfjs-node-gpu',
  version: '4.22.0',
  integrity:
    'sha512-p//NN6DGiN4hInUmIkRffaFVMcdTREUMjPyjW04J7OXvB2zBlQimj61eFKSgRrH3f5TnOfKzb0n56he/B6a4bw==',
};

/** Its dependency that its kernels load. */
export const protobuf: NpmPin = {
  name: 'google-protobuf',
  version: '3.21.4',
  integrity:
    'sha512-MnG7N936zcKTco4Jd2PX2U96Kf9PxygAPKBug+74LHzmHXmceN16MmRcdgZv+DGef/S9YvQAfRsNCn4cjf9yyQ==',
};

/** What it is compiled with. */
export const nodeHeaders: NpmPin = {
  name: 'node-api-headers',
  version: '1.9.0',
  integrity:
    'sha512-2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==',
};
