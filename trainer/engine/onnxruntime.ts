// The official builds of onnxruntime send usage events to their maker unless this is set before the
// first session. Nothing leaves this machine that its user did not send.
process.env.ORT_DISABLE_TELEMETRY = '1';

export { InferenceSession, Tensor, type TypedTensor } from 'onnxruntime-node';
