import type { Logger } from 'pino';
import type { Tracing } from './Tracing.ts';

/**
 * Traces, where the environment names a collector; what that takes is imported then. All is set by
 * OpenTelemetry's own variables: https://opentelemetry.io/docs/specs/otel/protocol/exporter.
 * @returns null where none is named, or `OTEL_SDK_DISABLED` is true
 * @throws {ConfigError} where a variable asks for what there is not
 */
export async function openTracing(
  environment: NodeJS.ProcessEnv,
  log: Logger,
): Promise<Tracing | null> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = environment;
  const isNamed = Boolean(OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || OTEL_EXPORTER_OTLP_ENDPOINT);
  if (!isNamed || environment.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return null;
  const { createTracing } = await import('./otlp/createTracing.ts');
  return createTracing(environment, log);
}
