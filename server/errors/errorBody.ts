import { sentence } from '@selfsame/models/light';
import { z } from 'zod';
import { ApiError } from './ApiError.ts';
import { type AnswerableError, statusOf } from './status.ts';

/** An error in OpenAI's shape, with what to do about it. */
export const errorSchema = z
  .strictObject({
    message: z
      .string()
      .describe(
        'what is wrong and what to do about it: of an error, clients show no more than this',
      ),
    type: z.enum(['invalid_request_error', 'rate_limit_error', 'server_error']),
    code: z.string().describe('stable; each answer lists the codes that it may carry'),
    param: z.string().nullable().describe('the field, option or part that is at fault'),
    remedy: z.string().describe('what to do about it, alone'),
  })
  .meta({ id: 'Error' });

export type ErrorBody = z.output<typeof errorSchema>;

export function errorBody(error: AnswerableError): ErrorBody {
  const { message, code, remedy } = error;
  const param = error instanceof ApiError ? error.param : null;
  const type = typeOf(statusOf(error));
  return {
    message: `${sentence(cut(message, 2000))} ${remedy}`,
    type,
    code,
    param: param && cut(param, 200),
    remedy,
  };
}

/** What a client has sent may be told back to it, but not megabytes of it. */
const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most)}…` : text);

function typeOf(status: number): ErrorBody['type'] {
  if (status === 429) return 'rate_limit_error';
  return status < 500 ? 'invalid_request_error' : 'server_error';
}
