import * as activation from '../../../server/errors/activation.ts';
import * as collections from '../../../server/errors/collections.ts';
import * as request from '../../../server/errors/request.ts';
import * as service from '../../../server/errors/service.ts';
import { pictureAnswers } from '../../../server/errors/status.ts';

const all = [
  ...Object.values({ ...request, ...collections, ...service, ...activation }),
  ...pictureAnswers,
];

/** Every code that an HTTP answer can carry, with its status. */
export const errorTable: Readonly<Record<string, number>> = Object.fromEntries(
  all.flatMap((error) => ('status' in error ? [[error.code, error.status]] : [])),
);
