import { useEffect, useState } from 'preact/hooks';
import { hasCode } from '../server/ask.ts';
import { keptPicture, sizeFor } from '../server/kept.ts';
import { useReturns } from './useReturns.ts';

/** An item's kept picture, or what stands in its place. */
export function Picture({
  collection,
  id,
  side,
  alt = '',
}: {
  collection: string;
  id: string;
  /** Pixels of the page that it fills at most; all that is kept is shown where it is left out. */
  side?: number;
  alt?: string;
}) {
  const [source, setSource] = useState<string | Error | undefined>(undefined);
  const round = useReturns(source);
  useEffect(() => {
    const gone = new AbortController();
    setSource(undefined);
    keptPicture(collection, id, side === undefined ? side : sizeFor(side), gone.signal).then(
      (found) => !gone.signal.aborted && setSource(found),
      (error: Error) => !gone.signal.aborted && setSource(error),
    );
    return () => gone.abort();
  }, [collection, id, side, round]);
  if (source instanceof Error)
    return (
      <span class="none">
        {hasCode(source, 'image_not_found') ? 'no picture kept' : 'no picture'}
      </span>
    );
  return source === undefined ? (
    <span class="loading" />
  ) : (
    <img src={source} alt={alt} decoding="async" />
  );
}
