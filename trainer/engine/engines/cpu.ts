import { onnxEngine } from '../onnxEngine.ts';

export const cpu = onnxEngine({
  name: 'cpu',
  about: 'onnxruntime on the processor',
  remedy: 'Install it again; onnxruntime-node needs Linux x64/arm64, macOS or Windows.',
  auto: true,
  keepsResults: false,
  target: async () => (await import('../cpuTarget.ts')).cpuTarget(),
});
