import { ClientError } from '../errors.ts';
import type { ErrorBody } from '../types.ts';

/** The error that an answer tells. */
export async function errorOf(answer: Response, url: string): Promise<ClientError> {
  const { status, headers } = answer;
  const requestId = headers.get('X-Request-Id');
  try {
    const { error } = (await answer.json()) as { error: ErrorBody };
    return told(error, status, requestId);
  } catch (cause) {
    return new ClientError(
      'not_selfsame',
      `What answers at ${url} is no selfsame server: its answer is ${status}, and tells no error.`,
      'Name the address of the server as url.',
      { status, requestId, cause },
    );
  }
}

/** An error as answers carry it, of a whole request or of one thing in it. */
export function told(
  { code, message, remedy, param }: ErrorBody,
  status: number | null,
  requestId: string | null,
): ClientError {
  // It ends with the remedy, for clients that show nothing else.
  const end = ` ${remedy}`;
  const problem = message.endsWith(end) ? message.slice(0, -end.length) : message;
  return new ClientError(code, problem, remedy, { status, param, requestId });
}
