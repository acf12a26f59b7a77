import { ApiError } from './ApiError.ts';

/** The item exists and no picture is kept with it. */
export class UnknownImageError extends ApiError {
  constructor(collection: string, id: string) {
    super(
      'image_not_found',
      `No picture is kept for the item "${id}" of "${collection}": it was put in as a vector.`,
      'Put the item in as a picture to have a preview kept.',
      'id',
    );
  }
}
