import { computed, signal } from '@preact/signals';
import { type Client, ClientError, createClient } from '@selfsame/client';
import { key, wanted } from './key.ts';

/** Where the server is, which is where the page comes from. */
export const serverUrl = new URL('.', location.href).href;

/** Whether the server did not answer the last time. */
export const offline = signal(false);

/** How often the server has come back: what it did not answer is asked again then. */
export const returns = signal(0);

function noteAnswer(came: boolean): void {
  if (came && offline.peek()) returns.value++;
  offline.value = !came;
}

const client = computed(() => createClient({ url: serverUrl, apiKey: key.value ?? undefined }));

/**
 * Asks the server with the key that there is, and notes where that is not enough, or nothing answers.
 * @throws {ClientError}
 */
export async function ask<Answer>(question: (client: Client) => Promise<Answer>): Promise<Answer> {
  const used = key.peek();
  try {
    const answer = await question(client.peek());
    noteAnswer(true);
    return answer;
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    noteAnswer(error.code !== 'no_server');
    // Another question may have got a key meanwhile.
    if (error.status === 401 && key.peek() === used)
      wanted.value = used === null ? 'missing' : 'wrong';
    throw error;
  }
}

/** Whether the server has told this of a question. */
export const hasCode = (error: unknown, code: string): boolean =>
  error instanceof ClientError && error.code === code;
