import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import type { Request } from 'express';
import type { Limits } from '../config/limits.ts';
import {
  BodyAbortedError,
  BodyTooLargeError,
  MultipartMalformedError,
  OptionInvalidError,
  TooManyFilesError,
} from '../errors/request.ts';
import { limits } from '../limits.ts';
import { noRoom } from './bodies.ts';
import { declaredBytes, Gathered } from './Gathered.ts';

export interface Form {
  readonly files: readonly Buffer[];
  readonly fields: Readonly<Record<string, string>>;
}

/** What busboy makes of bytes that are not UTF-8; nobody means it. */
const replacement = '\ufffd';

/** Takes a multipart/form-data body apart in memory, each part within its limit. */
export function readForm(
  req: Request,
  bounds: Pick<Limits, 'formBytes' | 'pictureBytes' | 'picturesPerRequest'>,
): Promise<Form> {
  const { formBytes, pictureBytes, picturesPerRequest } = bounds;
  return new Promise((resolve, reject) => {
    // Of each part its place among the bytes of all.
    const places: { from: number; to: number }[] = [];
    const bytes = new Gathered(declaredBytes(req.headers));
    const fields: Record<string, string> = {};
    const form = openForm(req, picturesPerRequest, pictureBytes);
    let total = 0;

    // All of them: those of parts that are passed over too.
    const count = (piece: Buffer) => {
      total += piece.length;
      if (total > formBytes) fail(new BodyTooLargeError('The form', formBytes));
    };
    const finish = (settle: () => void) => {
      req.unpipe(form);
      req.off('data', count).off('close', aborted).off(noRoom, fail);
      // What is still being sent is read and dropped, so that the client gets to its answer.
      req.resume();
      settle();
    };
    const fail = (error: unknown) => finish(() => reject(error));
    const malformed = (error: unknown) =>
      fail(new MultipartMalformedError((error as Error).message));
    // A form that merely ends too early is busboy's to tell; here the client itself is gone.
    const aborted = () => {
      if (!req.complete) fail(new BodyAbortedError());
    };

    form.on('file', (_name, stream) => {
      const place = { from: bytes.length, to: bytes.length };
      places.push(place);
      stream.on('data', (piece: Buffer) => {
        // Parts come one after the other; should one not, it is brought together again.
        if (place.to !== bytes.length) {
          const begun = bytes.slice(place.from, place.to);
          place.from = bytes.length;
          bytes.append(begun);
        }
        bytes.append(piece);
        place.to = bytes.length;
      });
      stream.on('limit', () => fail(new BodyTooLargeError('The picture', pictureBytes)));
      stream.on('error', malformed);
    });
    form.on('field', (name: string | undefined, value, _nameTruncated, valueTruncated) => {
      if (!name) return fail(new MultipartMalformedError('a field has no name'));
      if (`${name}${value}`.includes(replacement))
        return fail(new MultipartMalformedError(`the field "${name}" is not UTF-8`));
      if (valueTruncated) fail(new BodyTooLargeError(`The field "${name}"`, limits.formFieldBytes));
      if (Object.hasOwn(fields, name)) fail(new OptionInvalidError(name, 'is given twice'));
      Object.defineProperty(fields, name, { value, enumerable: true, configurable: true });
    });
    form.on('filesLimit', () => fail(new TooManyFilesError(picturesPerRequest)));
    form.on('fieldsLimit', () =>
      fail(new MultipartMalformedError(`it has more than ${limits.formFields} fields`)),
    );
    form.on('partsLimit', () => fail(new MultipartMalformedError('it has too many parts')));
    form.on('error', malformed);
    form.on('finish', () => {
      const files = places.map(({ from, to }) => bytes.slice(from, to));
      finish(() => resolve({ files, fields }));
    });
    req.on('data', count).once('close', aborted).once(noRoom, fail);
    req.pipe(form);
  });
}

function openForm(req: Request, files: number, fileSize: number) {
  try {
    return new Busboy({
      headers: req.headers as BusboyHeaders,
      limits: {
        files,
        fileSize,
        fields: limits.formFields,
        // One more than there may be, so that it is known which are too many.
        parts: files + limits.formFields + 1,
        fieldSize: limits.formFieldBytes,
        fieldNameSize: 100,
        headerPairs: 20,
      },
    });
  } catch (error) {
    throw new MultipartMalformedError((error as Error).message);
  }
}
