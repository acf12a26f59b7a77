import { SelfsameError } from '@selfsame/models';

/** The folders do not say which pictures belong together. */
export class LabelsError extends SelfsameError {
  constructor(folder: string, reason: string) {
    super(
      'labels_missing',
      `The pictures in ${folder} cannot be used to evaluate: ${reason}`,
      'Put the pictures of each class into a folder of its own: <data>/cat/*.jpg, or <data>/train/cat/*.jpg and <data>/test/cat/*.jpg.',
    );
  }
}
