import { modelDigest, modelName } from '@selfsame/models';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import type { Desk } from '../jobs/Desk.ts';
import type { EncoderLabels } from '../metrics/Metrics.ts';
import type { Services } from '../services.ts';

/** /metrics: figures for Prometheus. */
export function metricsEndpoint({ metrics, encoders, admission }: Services, desk: Desk): Endpoint {
  const labels = (): EncoderLabels[] =>
    encoders.loaded.map((encoder) => ({
      model: modelName(encoder.bundle.card),
      digest: modelDigest(encoder.bundle.card),
      device: encoder.engine.device,
      serving: encoder === encoders.serving ? 'true' : 'false',
    }));

  return endpoint({
    method: 'get',
    path: '/metrics',
    operationId: 'getMetrics',
    tag: 'operations',
    summary: 'Figures for Prometheus: times, queue, batches, errors, event loop, process',
    access: 'read',
    answers: { 200: { description: "Prometheus' text format", type: 'text/plain' } },
    async handle() {
      const text = await metrics.render({
        queue: admission.admitted,
        activation: await desk.underWay().catch(() => null),
        encoders: labels(),
      });
      return { status: 200, bytes: Buffer.from(text), type: metrics.contentType };
    },
  });
}
