import { leftOutText, passedOverCount } from '@selfsame/models';
import type { PictureCache } from './cache.ts';

/** What became of everything in a folder: 'found 14: 9 pictures, 5 left out (5 named)'. */
export function sumsOf({
  count,
  skipped,
  unused,
  passedOver,
}: Pick<PictureCache, 'count' | 'skipped' | 'unused' | 'passedOver'>): string {
  const found = count + skipped.length + unused + passedOverCount(passedOver);
  const beyond = unused > 0 ? `${unused} beyond the limit, ` : '';
  return `found ${found}: ${count} pictures, ${beyond}${leftOutText(skipped.length, passedOver)}`;
}
