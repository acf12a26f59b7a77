import { ApiError } from './ApiError.ts';

/** An option that has something for each picture has not as many entries as there are pictures. */
export class ListLengthError extends ApiError {
  constructor(option: string, entries: number, pictures: number) {
    super(
      'list_length',
      `The option "${option}" has ${entries} entries for ${pictures} pictures.`,
      'Send one entry for each picture, in their order; null where there is none.',
      option,
    );
  }
}
