import openapiTS, { astToString } from 'openapi-typescript';

const head = `// Made of the server's OpenAPI document, by
//   node --test --test-update-snapshots test/client/generated.test.ts
`;

/** The types of an OpenAPI document, as the text of a module. */
export async function typesOf(document: object): Promise<string> {
  const types = await openapiTS(structuredClone(document) as never, {
    alphabetize: true,
    emptyObjectsUnknown: true,
  });
  return head + astToString(types);
}
