import { ApiError } from './ApiError.ts';

/** The form has no file, or has several where exactly one picture is wanted. */
export class FilesExpectedError extends ApiError {
  constructor(found: number, wanted: string) {
    super(
      'pictures_expected',
      `The request holds ${found} pictures where ${wanted} is expected.`,
      'Send the picture as a file part: curl -F image=@picture.jpg.',
    );
  }
}
