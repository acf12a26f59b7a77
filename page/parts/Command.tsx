import { useState } from 'preact/hooks';

/** A command to be copied. */
export function Command({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  // Only pages of localhost and of https may write to the clipboard.
  const canCopy = navigator.clipboard !== undefined;
  return (
    <div class="command">
      <code>{text}</code>
      {canCopy && (
        <button
          type="button"
          onClick={async () => {
            await navigator.clipboard.writeText(text);
            setCopied(true);
          }}
        >
          {copied ? 'Copied' : 'Copy'}
        </button>
      )}
    </div>
  );
}
