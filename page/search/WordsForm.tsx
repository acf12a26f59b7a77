import { useEffect, useState } from 'preact/hooks';
import { address, go } from '../address/address.ts';

/** As many letters as the server takes. */
const most = 2000;

/** Searching by words for what is to be seen. */
export function WordsForm() {
  const { text = '' } = address.value;
  const [words, setWords] = useState(text);
  // Back and forward lead to what was searched by then.
  useEffect(() => setWords(text), [text]);
  return (
    <form
      class="actions words"
      aria-label="By words"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== '') go({ view: 'search', text: words.trim() });
      }}
    >
      <input
        type="search"
        aria-label="Words for what is to be seen"
        placeholder="Words for what is to be seen"
        maxLength={most}
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <button type="submit">Search by words</button>
    </form>
  );
}
