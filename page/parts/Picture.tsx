import { useEffect, useState } from 'preact/hooks';
import { keptPicture, sizeFor } from '../server/kept.ts';

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
  const [source, setSource] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    const gone = new AbortController();
    setSource(undefined);
    keptPicture(collection, id, side === undefined ? side : sizeFor(side), gone.signal).then(
      (found) => !gone.signal.aborted && setSource(found),
      () => !gone.signal.aborted && setSource(null),
    );
    return () => gone.abort();
  }, [collection, id, side]);
  if (source === null) return <span class="none">no picture kept</span>;
  return source === undefined ? (
    <span class="loading" />
  ) : (
    <img src={source} alt={alt} decoding="async" />
  );
}
