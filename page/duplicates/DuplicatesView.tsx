import { useState } from 'preact/hooks';
import { address, go } from '../address/address.ts';
import { deleted, deletedKey, deleteItems } from '../item/deleteItems.ts';
import { ItemCard } from '../item/ItemCard.tsx';
import { Problem } from '../parts/Problem.tsx';
import { useAnswer } from '../parts/useAnswer.ts';

/** Groups of items that are nearly the same picture. */
export function DuplicatesView() {
  const { collection, score } = address.value;
  const answer = useAnswer(
    (client, cancel) =>
      client.duplicates(collection, {
        ...(score !== undefined && { minScore: score }),
        ...{ limit: 100, ...cancel },
      }),
    [collection, score],
  );
  const isThere = (id: string) => !deleted.value.has(deletedKey(collection, id));
  const groups =
    answer.state === 'there'
      ? answer.value.groups
          .map(({ items }) => items.filter(({ id }) => isThere(id)))
          .filter((items) => items.length > 1)
      : [];
  return (
    <section aria-labelledby="duplicates">
      <h2 id="duplicates" tabIndex={-1}>
        Near-duplicates in {collection}
      </h2>
      <ScoreForm
        key={`${collection} ${score}`}
        score={score ?? (answer.state === 'there' ? answer.value.minScore : undefined)}
      />
      <p class="status" role="status" aria-live="polite">
        {answer.state === 'waiting' && 'Comparing …'}
        {answer.state === 'there' && sentenceOf(answer.value)}
      </p>
      {answer.state === 'failed' && <Problem error={answer.error} />}
      {groups.map((items, i) => (
        <GroupOfAlike key={items[0]!.id} number={i + 1} collection={collection} items={items} />
      ))}
    </section>
  );
}

function ScoreForm({ score }: { score: number | undefined }) {
  const [text, setText] = useState<string | undefined>(undefined);
  const value = text ?? (score === undefined ? '' : String(Math.round(score * 1000) / 1000));
  return (
    <form
      class="bar"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== '') go({ score: Number(value) });
      }}
    >
      <label>
        Alike from a score of{' '}
        <input
          type="number"
          min="0"
          max="1"
          step="any"
          value={value}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit">Find</button>
    </form>
  );
}

function GroupOfAlike({
  number,
  collection,
  items,
}: {
  number: number;
  collection: string;
  items: readonly { readonly id: string; readonly score: number }[];
}) {
  const [first, ...others] = items.map(({ id }) => id);
  return (
    <section class="group" aria-label={`Group ${number}: ${items.length} items`}>
      <div class="bar">
        <strong>{items.length} alike</strong>
        <button type="button" class="danger" onClick={() => deleteItems(collection, others)}>
          Keep {first}, delete {others.length === 1 ? 'the other' : `${others.length} others`} …
        </button>
      </div>
      <ul class="cards">
        {items.map(({ id, score }) => (
          <ItemCard key={id} collection={collection} id={id} score={score} />
        ))}
      </ul>
    </section>
  );
}

function sentenceOf({
  total,
  groups,
  compared,
  considered,
  minScore,
  minScoreOf,
}: {
  total: number;
  groups: readonly unknown[];
  compared: number;
  considered: number;
  minScore: number;
  minScoreOf: 'request' | 'model' | 'default';
}): string {
  const found =
    total === 0 ? 'No two items are so alike' : `${total} ${total === 1 ? 'group' : 'groups'}`;
  const shown = groups.length < total ? `, the ${groups.length} largest of which stand here` : '';
  const part =
    compared < considered
      ? ` In the time that there is, ${compared.toLocaleString()} of ${considered.toLocaleString()} items were compared.`
      : '';
  const source = {
    request: '',
    model: ', as was measured of this encoder',
    default: ', which nothing was measured for',
  }[minScoreOf];
  return `${found}${shown}: a score of ${Math.round(minScore * 1000) / 1000} and more${source}.${part}`;
}
