import type { Look } from '../../config/shown.ts';
import { scanPictures } from '../scan.ts';
import { type Advice, adviseOn } from './advise.ts';
import { lookAtSome } from './sample.ts';

/**
 * Looks at the pictures of a folder for what a middle cut or the background takes from them.
 * @returns what `auto` comes to, the same for the same pictures, and what there is to say
 * @throws {DatasetMissingError}
 */
export async function lookAtFolder(
  look: Look,
  { data, hidden }: { readonly data: string; readonly hidden: boolean },
): Promise<Advice> {
  return adviseOn(look, await lookAtSome(scanPictures(data, { hidden }).files));
}
