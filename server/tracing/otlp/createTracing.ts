import { hostname } from 'node:os';
import { defaultTextMapGetter, ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { version } from '@selfsame/models';
import type { Logger } from 'pino';
import type { Tracing } from '../Tracing.ts';
import { checkCollector } from './checkCollector.ts';
import { OtlpSpan } from './OtlpSpan.ts';
import { samplerOf } from './samplerOf.ts';
import { toldOnce } from './toldOnce.ts';

/**
 * Sends spans by OTLP over HTTP, as JSON, some seconds after they have ended. The processor holds
 * 2,048 at the most and drops those beyond, and one batch is on its way at a time, so that a collector
 * that is gone or slow holds up nothing.
 * @throws {ConfigError}
 */
export function createTracing(environment: NodeJS.ProcessEnv, log: Logger): Tracing {
  checkCollector(environment);
  const exporter = toldOnce(new OTLPTraceExporter(), log);
  const own = { 'service.name': 'selfsame', 'service.version': version(), 'host.name': hostname() };
  const detectors = [resourceAttributesEnvDetector, serviceNameEnvDetector];
  const provider = new TracerProvider({
    resource: resourceFromAttributes(own).merge(detectResources({ detectors })),
    sampler: samplerOf(environment),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('selfsame', version());
  const propagator = new W3CTraceContextPropagator();
  return {
    request(name, headers, attributes) {
      const parent = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
      return span.isRecording() ? new OtlpSpan(tracer, span, parent) : undefined;
    },
    // What was not taken has been told.
    close: () => provider.shutdown().catch(() => {}),
  };
}
