// The page at `/docs`: the OpenAPI document, made readable.

/** An element with attributes and children; text is never taken for markup. */
function make(tag, attributes, ...children) {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** Text in which `code` stands between backticks. */
function prose(text) {
  return text.split('`').map((piece, i) => (i % 2 === 1 ? make('code', {}, piece) : piece));
}

/** A schema in one line where that says all: "integer, 1 to 1000, default 10". */
function inShort({ type, format, enum: choices, const: only, minimum, maximum, ...schema }) {
  const range = minimum !== undefined && maximum !== undefined && `${minimum} to ${maximum}`;
  const value = schema.default !== undefined && `default ${schema.default}`;
  const kind = choices?.join(' | ') ?? only ?? format ?? type;
  return [kind, range, value].filter(Boolean).join(', ');
}

/** References are followed, so that a schema stands there as a whole. */
function resolve(schema, components) {
  if (Array.isArray(schema)) return schema.map((part) => resolve(part, components));
  if (typeof schema !== 'object' || schema === null) return schema;
  if (schema.$ref) return resolve(components[schema.$ref.split('/').at(-1)], components);
  return Object.fromEntries(
    Object.entries(schema).map(([key, part]) => [key, resolve(part, components)]),
  );
}

function parameters(list) {
  if (list.length === 0) return undefined;
  const rows = list.map(({ name, in: where, required, description = '', schema }) =>
    make(
      'tr',
      {},
      make('td', {}, make('code', {}, name), required ? ' *' : ''),
      make('td', {}, where),
      make('td', {}, inShort(schema)),
      make('td', {}, description),
    ),
  );
  return make('table', {}, make('caption', {}, 'Parameters'), ...rows);
}

function contents(content, components) {
  return Object.entries(content).map(([type, { schema }]) => {
    const name = make('code', {}, type);
    if (schema === undefined) return make('p', {}, name);
    const text = JSON.stringify(resolve(schema, components), null, 2);
    return make('details', {}, make('summary', {}, name), make('pre', {}, text));
  });
}

function body({ description = '', content }, components) {
  const title = make('h4', {}, 'Body');
  return make(
    'section',
    {},
    title,
    make('p', {}, ...prose(description)),
    ...contents(content, components),
  );
}

function answers(responses, components) {
  const rows = Object.entries(responses).map(([status, { description, content }]) => {
    const good = Number(status) < 400;
    return make(
      'tr',
      {},
      make('td', {}, make('code', {}, status)),
      make('td', {}, ...prose(description), ...(good ? contents(content, components) : [])),
    );
  });
  return make('table', {}, make('caption', {}, 'Answers, and codes of errors'), ...rows);
}

function operation(path, method, details, components) {
  const { operationId, summary, description = '', requestBody, responses } = details;
  return make(
    'details',
    { id: operationId, className: 'operation' },
    make(
      'summary',
      {},
      make('code', {}, `${method.toUpperCase()} ${path}`),
      make('span', {}, summary),
      make('small', {}, details['x-access']),
    ),
    make('p', {}, ...prose(description)),
    parameters(details.parameters),
    requestBody && body(requestBody, components),
    answers(responses, components),
  );
}

const api = await (await fetch('openapi.json')).json();
document.getElementById('description').replaceChildren(...prose(api.info.description));
const all = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, details]) => ({ path, method, details })),
);
for (const { name } of api.tags) {
  const group = all.filter(({ details }) => details.tags.includes(name));
  const shown = group.map(({ path, method, details }) =>
    operation(path, method, details, api.components.schemas),
  );
  const section = make('section', {}, make('h2', {}, name), ...shown);
  document.getElementById('operations').append(section);
}
