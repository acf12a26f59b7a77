import { hash } from 'node:crypto';
import type { JsonText } from './contract/items.ts';

/** Tells what a folder said of a picture from what it says now, where the text itself would be much. */
export const metadataDigest = (metadata: JsonText): string => hash('sha1', metadata, 'base64');
