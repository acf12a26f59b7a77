import { callOf } from '@selfsame/models';
import type { Logger } from 'pino';
import type { Registered } from './lookInto.ts';
import type { RegistryOptions } from './Registry.ts';

/** Logs that a bundle has appeared, is rejected or has gone, and what can be done. */
export function tellNews(
  log: Logger,
  { name: model, dir, error }: Registered,
  news: Parameters<RegistryOptions['onNews']>[1],
): void {
  if (news === 'new')
    log.info(
      { model, dir },
      `new model; to take it into use: ${callOf('models')} activate ${model}`,
    );
  else if (news === 'gone') log.warn({ model, dir }, 'the bundle of a model is gone');
  else log.error({ model, dir, code: error?.code, reason: error?.message }, 'model rejected');
}
