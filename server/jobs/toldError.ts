import { SelfsameError } from '@selfsame/models';
import { z } from 'zod';
import { InternalError } from '../errors/service.ts';

/** An error of something that goes on by itself, told beside it. */
export const toldErrorSchema = z.strictObject({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
});

/** @param again what to do once it is reported */
export function toldError(error: Error, again: string): z.input<typeof toldErrorSchema> {
  const { message } = error;
  const { code, remedy } =
    error instanceof SelfsameError
      ? error
      : { code: InternalError.code, remedy: `Report it, and ${again}.` };
  return { code, message, remedy };
}
