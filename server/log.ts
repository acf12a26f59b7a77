import { type DestinationStream, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export const logFormats = ['auto', 'text', 'json'] as const;

export interface LogOptions {
  readonly level: (typeof logLevels)[number];
  /** `auto`: text on a terminal, JSON elsewhere. */
  readonly format: (typeof logFormats)[number];
}

/** A log on stderr. */
export function createLog({ level, format }: LogOptions): Logger {
  // Lines are written by the dozen, at the latest after a second and when the process ends.
  const lines = { dest: 2, sync: false, minLength: 4096, periodicFlush: 1000 };
  const isText = format === 'text' || (format === 'auto' && process.stderr.isTTY);
  return pino({ level }, isText ? textOn(2) : pino.destination(lines));
}

/** What a request's line says already. */
const said = ['id', 'method', 'path', 'status', 'ms'];

/** A line for each event, for people: as it happens, in colours on a terminal unless NO_COLOR is set. */
function textOn(descriptor: number): DestinationStream {
  return pretty({
    destination: descriptor,
    sync: true,
    colorize: process.stderr.isTTY === true && !process.env.NO_COLOR,
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss',
    ignore: ['pid', 'hostname', ...said].join(','),
    messageFormat: (log, messageKey) =>
      log[messageKey] === 'request'
        ? `${log.method} ${log.path} ${log.status} ${log.ms} ms`
        : String(log[messageKey]),
  });
}
