import { ApiError } from './ApiError.ts';

/** The item's vector was made by another model than the one served, so it is not compared. */
export class OtherModelError extends ApiError {
  constructor(collection: string, id: string, model: string) {
    super(
      'item_of_other_model',
      `The item "${id}" of "${collection}" has no vector of the served model ${model}: it was put in under another one.`,
      'Put the item in again, or serve the model that made it.',
      'id',
    );
  }
}
