import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Response } from 'supertest';

interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
}

export interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, { readonly content: Record<string, object> }>;
}

/** Checks real answers against what the served document says, by a validator of its own. */
export interface Contract {
  /** Every operation with the statuses of its good answers: "putItem 201". */
  readonly good: readonly string[];
  /** @returns the operation and the status, as in `good` */
  check(answer: Response): string;
}

export function contractOf(document: Document): Contract {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(document, 'api');
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const pattern = path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
      return { method, path, operation, pattern: new RegExp(`^${pattern}$`) };
    }),
  );

  return {
    good: operations.flatMap(({ operation: { operationId, responses } }) =>
      Object.keys(responses)
        .filter((status) => status.startsWith('2'))
        .map((status) => `${operationId} ${status}`),
    ),

    check(answer) {
      const { status, type, body } = answer;
      const { method, url } = (answer as unknown as { request: { method: string; url: string } })
        .request;
      const { pathname } = new URL(url);
      const found = operations.find(
        (candidate) =>
          candidate.method === method.toLowerCase() && candidate.pattern.test(pathname),
      );
      assert.ok(found, `${method} ${pathname} is in the document`);
      const { operationId, responses } = found.operation;
      const key = `${operationId} ${status}`;
      const declared = responses[status];
      assert.ok(declared, `${key} is declared; it was answered with ${JSON.stringify(body)}`);
      const family = `${type.split('/')[0]}/*`;
      assert.ok(
        type in declared.content || family in declared.content,
        `${key} is declared as ${type}`,
      );
      if (type === 'application/json') {
        const at = [found.path, found.method, 'responses', `${status}`, 'content', type, 'schema'];
        const pointer = at.map((part) => encodeURIComponent(part.replaceAll('/', '~1'))).join('/');
        const valid = ajv.validate({ $ref: `api#/paths/${pointer}` }, body);
        assert.ok(valid, `${key}: ${ajv.errorsText()} in ${JSON.stringify(body).slice(0, 500)}`);
      }
      return key;
    },
  };
}
