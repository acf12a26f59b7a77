import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onnxruntimeReason } from '@selfsame/models';

test('of what onnxruntime says, what is wrong is kept', () => {
  const check = '/src/webgpu_context.cc:95 void f() adapter was false. Failed to get an adapter.\n';
  assert.equal(onnxruntimeReason(check), 'Failed to get an adapter.');
  const call =
    '/src/cuda_call.cc:154 std::conditional_t<THRW, void> CudaCall() CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=-1 ; hostname=vm ; expr=cudaSetDevice(info_.device_id);';
  const said = 'CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version.';
  assert.equal(onnxruntimeReason(call), said);
  assert.equal(onnxruntimeReason('it is not installed.'), 'it is not installed.');
});
