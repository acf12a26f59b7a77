import type { paths } from './generated/openapi.ts';

type CodeOf<Answer> = Answer extends {
  content: { 'application/json': { error?: { code?: infer Code } } };
}
  ? Code extends string
    ? // What an answer that is no error tells of one is any string.
      string extends Code
      ? never
      : Code
    : never
  : never;
type CodesOf<Operation> = Operation extends { responses: infer Answers }
  ? { [Status in keyof Answers]: CodeOf<Answers[Status]> }[keyof Answers]
  : never;

/** The codes that the server's answers may carry, as its OpenAPI document lists them. */
export type ServerErrorCode = {
  [Path in keyof paths]: {
    [Method in keyof paths[Path]]-?: CodesOf<paths[Path][Method]>;
  }[keyof paths[Path]];
}[keyof paths];

/** The codes of this library's own. */
export type OwnErrorCode = 'no_server' | 'not_selfsame' | 'client_option_invalid';

/** What a call failed by; an abort throws the signal's reason instead. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  /** Stable; a newer server may have codes that are not listed here. */
  readonly code: ServerErrorCode | OwnErrorCode | (string & {});
  /** What to do about it. */
  readonly remedy: string;
  /** Of the answer; null where there was none. */
  readonly status: number | null;
  /** The field, option or part of the request that is at fault. */
  readonly param: string | null;
  /** By which the server's log knows the request. */
  readonly requestId: string | null;

  constructor(
    code: ClientError['code'],
    message: string,
    remedy: string,
    more: Partial<Pick<ClientError, 'status' | 'param' | 'requestId' | 'cause'>> = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.remedy = remedy;
    this.status = more.status ?? null;
    this.param = more.param ?? null;
    this.requestId = more.requestId ?? null;
  }
}

/** Of these, other pictures may do: the picture, its id or its metadata, or chance, is at fault. */
const statusesOfOne: readonly (number | null)[] = [400, 413, 415, 422, 500, 504];

/** Whether an error is of one picture alone, so that the others of a batch may still do. */
export const concernsOnePicture = (error: unknown): boolean =>
  error instanceof ClientError && statusesOfOne.includes(error.status);
