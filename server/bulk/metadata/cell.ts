import type { Scalar } from '../../store/filter/filter.ts';

/**
 * What a text stands for in metadata, which filters compare by type: true, false and numbers that
 * are written as JSON would write them; "007" and "1.50" are texts, so that nothing of them is lost.
 */
export function typedValue(text: string): Scalar {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && String(Number(text)) === text && Number.isFinite(Number(text))
    ? Number(text)
    : text;
}
