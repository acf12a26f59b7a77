import { useEffect, useRef, useState } from 'preact/hooks';
import { key, takeKey, wanted } from './server/key.ts';

const reasons = {
  missing: 'This server wants an API key.',
  wrong: 'The server does not know this key.',
  other: 'Another key may do more: read looks, write puts in and deletes, admin does all.',
} as const;

/** Asks for the key. A wrong one is told, and what waits for it goes on with the right one. */
export function KeyForm() {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const reason = wanted.value;
  useEffect(() => {
    input.current?.focus();
    setText('');
  }, [reason]);
  if (reason === null) return null;
  return (
    <form
      class="key"
      aria-label="Key"
      onSubmit={(event) => {
        event.preventDefault();
        takeKey(text.trim());
      }}
    >
      <p role="alert" class={reason === 'wrong' ? 'bad' : ''}>
        {reasons[reason]}
      </p>
      <label>
        API key{' '}
        <input
          ref={input}
          type="password"
          autocomplete="off"
          required
          pattern="\s*[!-~]+\s*"
          title="Letters, digits and signs of a plain keyboard: keys have no others"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div class="actions">
        {reason === 'other' && (
          <button type="button" onClick={() => (wanted.value = null)}>
            Cancel
          </button>
        )}
        {key.value !== null && (
          <button type="button" onClick={() => takeKey(null)}>
            Forget the key
          </button>
        )}
        <button type="submit" class="strong">
          Use
        </button>
      </div>
      <p class="faint">Kept in this tab until it is closed.</p>
    </form>
  );
}
