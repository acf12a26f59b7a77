import { SelfsameError } from '@selfsame/models';

/** There is nothing to tell apart in pictures that are all the same. */
export class ConstantPicturesError extends SelfsameError {
  constructor(folder: string, count: number) {
    super(
      'dataset_constant',
      `The pictures in ${folder} are all the same (${count} of them were compared).`,
      'Give --data a folder of different pictures; look at some of them, if they should be.',
    );
  }
}
