import { ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';

/** Logs when a collector begins to refuse spans, and when it takes them again, and not each batch. */
export function toldOnce(exporter: SpanExporter, log: Logger): SpanExporter {
  let refused = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.code !== ExportResultCode.SUCCESS;
        if (failed && !refused)
          log.warn({ reason: result.error?.message }, 'traces are not taken, and dropped');
        if (!failed && refused) log.info('traces are taken again');
        refused = failed;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
