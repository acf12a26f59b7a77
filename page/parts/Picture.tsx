import { useEffect, useState } from 'preact/hooks';
import { keptPicture } from '../server/kept.ts';

/** An item's kept picture, or what stands in its place. */
export function Picture({
  collection,
  id,
  alt = '',
}: {
  collection: string;
  id: string;
  alt?: string;
}) {
  const [source, setSource] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    const gone = new AbortController();
    setSource(undefined);
    keptPicture(collection, id, gone.signal).then(
      (found) => !gone.signal.aborted && setSource(found),
      () => !gone.signal.aborted && setSource(null),
    );
    return () => gone.abort();
  }, [collection, id]);
  if (source === null) return <span class="none">no picture kept</span>;
  return source === undefined ? (
    <span class="loading" />
  ) : (
    <img src={source} alt={alt} decoding="async" />
  );
}
