import { z } from 'zod';

/** A PNG of one pixel. */
const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12M4Y2wMAAMBATMV4WRMAAAAAElFTkSuQmCC';

/** Fields that JSON bodies have in common. */
export const base64Schema = z.string().meta({
  description: 'a picture: base64, bare or as a data URI (data:image/jpeg;base64,...)',
  examples: [`data:image/png;base64,${onePixel}`],
});

export const vectorField = z
  .array(z.number())
  .optional()
  .describe('as many numbers as the served model has dimensions, not all of them 0');

/** Anything passes here; `checkMetadata` refuses what is not an object, with a code of its own. */
export const metadataField = z
  .unknown()
  .optional()
  .meta({ type: 'object', description: 'a JSON object', examples: [{ kind: 'plant' }] });
