import { ClientError } from '@selfsame/client';
import { hasCode, offline } from '../server/ask.ts';
import { wanted } from '../server/key.ts';

/** Their remedies are for programs. */
const forPrograms = ['item_not_found', 'collection_not_found', 'client_option_invalid'];

/** What went wrong, in a sentence, and what to do. */
export function textOf(error: Error): string {
  if (hasCode(error, 'no_server')) return 'The server does not answer.';
  if (forPrograms.some((code) => hasCode(error, code))) return error.message;
  return error instanceof ClientError ? `${error.message} ${error.remedy}` : error.message;
}

export function Problem({ error, again }: { error: Error; again?: (() => void) | undefined }) {
  // That the server does not answer stands above everything already.
  if (offline.value && hasCode(error, 'no_server')) return null;
  return (
    <div class="problem" role="alert">
      <p>{textOf(error)}</p>
      {hasCode(error, 'access_denied') && (
        <button type="button" onClick={() => (wanted.value = 'other')}>
          Use another key
        </button>
      )}
      {again && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}
