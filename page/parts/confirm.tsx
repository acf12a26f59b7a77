import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { Dialog } from './Dialog.tsx';
import { Problem } from './Problem.tsx';

interface Question {
  readonly title: string;
  readonly text: string;
  /** Ids and the like, shown whole. */
  readonly names?: readonly string[];
  /** What is done, as the button says it. */
  readonly action: string;
  readonly act: () => Promise<unknown>;
}

const question = signal<Question | null>(null);

/** Asks before something is done that cannot be undone. */
export function confirm(asked: Question): void {
  question.value = asked;
}

const mostNames = 20;

/** Where `confirm` asks. */
export function Confirmation() {
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  if (question.value === null) return null;
  const { title, text, names = [], action, act } = question.value;
  const close = () => {
    question.value = null;
    setError(null);
  };
  const carryOut = async () => {
    setWorking(true);
    try {
      await act();
      close();
    } catch (failed) {
      setError(failed as Error);
    } finally {
      setWorking(false);
    }
  };
  return (
    <Dialog title={title} onClose={close}>
      <p>{text}</p>
      {names.length > 0 && (
        <ul class="names">
          {names.slice(0, mostNames).map((name) => (
            <li key={name}>{name}</li>
          ))}
          {names.length > mostNames && <li>and {names.length - mostNames} more</li>}
        </ul>
      )}
      {error && <Problem error={error} />}
      <div class="actions">
        <button type="button" onClick={close}>
          Cancel
        </button>
        <button type="button" class="danger" disabled={working} onClick={carryOut}>
          {action}
        </button>
      </div>
    </Dialog>
  );
}
