import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConfigError } from '../../models/index.ts';
import { temporaryFolder } from '../server/helpers.ts';
import { configOf, defaultPort, healthPaths, root, yamlOf } from './files.ts';

const folder = 'deploy/kubernetes';
const base = Object.fromEntries(
  readdirSync(join(root, folder, 'base')).map((file) => [file, yamlOf(`${folder}/base/${file}`)]),
);
const { 'kustomization.yaml': kustomization, ...manifests } = base;
const gpu = yamlOf(`${folder}/gpu/deployment.yaml`);
const pod = manifests['deployment.yaml'].spec.template.spec;
const [server] = pod.containers;

const packageOf = ({ apiVersion }: { apiVersion: string }) => `kubernetes-models/${apiVersion}`;

test('every manifest is one by the schemas of Kubernetes', async () => {
  for (const [file, manifest] of Object.entries(manifests)) {
    const { [manifest.kind]: Model } = await import(packageOf(manifest));
    assert.doesNotThrow(() => new Model(manifest).validate(), file);
  }
});

test('no manifest has a field that Kubernetes does not know, which it would leave out', async () => {
  // The schemas let such a field pass; the compiler does not, in a literal of the type.
  const place = await temporaryFolder();
  await symlink(join(root, 'node_modules'), join(place, 'node_modules'));
  const lines = [
    'type Part<T> = T extends (infer E)[] ? Part<E>[] : T extends object ? { [K in keyof T]?: Part<T[K]> } : T;',
    ...[...Object.values(manifests), gpu].map(
      (manifest, i) =>
        `import type { I${manifest.kind} as T${i} } from '${packageOf(manifest)}';\n` +
        `export const m${i}: Part<T${i}> = ${JSON.stringify(manifest)};`,
    ),
  ];
  const check = async (text: string) => {
    await writeFile(join(place, 'manifests.ts'), text);
    const tsc = join(root, 'node_modules/.bin/tsc');
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext'];
    execFileSync(tsc, [...options, '--types', '', 'manifests.ts'], { cwd: place, stdio: 'pipe' });
  };
  await check(lines.join('\n'));
  const misspelt = lines.join('\n').replace('"readinessProbe"', '"readynessProbe"');
  await assert.rejects(check(misspelt), ({ stdout }) => /readynessProbe/.test(String(stdout)));
});

test('every manifest is applied, but the example of a secret, which is told as one', () => {
  const files = Object.keys(manifests).filter((file) => file !== 'secret.example.yaml');
  assert.deepEqual(kustomization.resources.toSorted(), files.toSorted());
  const { resources, patches, images } = yamlOf(`${folder}/gpu/kustomization.yaml`);
  assert.deepEqual([resources, patches], [['../base'], [{ path: 'deployment.yaml' }]]);
  assert.equal(kustomization.images[0].name, server.image);
  assert.equal(images[0].name, kustomization.images[0].newName);
  assert.equal(gpu.spec.template.spec.containers[0].name, server.name);
});

test('the variables are settings of the server, which starts with them', () => {
  const names = server.envFrom.map((from: object) => Object.values(from)[0].name);
  const { data } = manifests['configmap.yaml'];
  const { stringData } = manifests['secret.example.yaml'];
  for (const file of ['configmap.yaml', 'secret.example.yaml'])
    assert.ok(names.includes(manifests[file].metadata.name), file);
  const config = configOf(server.args, { ...data, ...stringData });
  assert.equal(config.port, defaultPort);
  assert.ok(config.hosts.includes(manifests['service.yaml'].metadata.name));
  const mounted = server.volumeMounts.map((mount: { mountPath: string }) => mount.mountPath);
  assert.ok(mounted.includes(config.data));
  // Without keys it is refused, since others reach it.
  assert.throws(() => configOf(server.args, data), ConfigError);
  // What Kubernetes says of the Service would be taken for a setting.
  const port = { SELFSAME_PORT: `tcp://10.0.0.1:${defaultPort}` };
  assert.throws(() => configOf(server.args, { ...data, ...stringData, ...port }), ConfigError);
  assert.equal(pod.enableServiceLinks, false);
});

test('ports, labels, volumes and paths are those that there are', () => {
  const [port] = server.ports;
  assert.equal(port.containerPort, defaultPort);
  const probes = [server.startupProbe, server.readinessProbe, server.livenessProbe];
  for (const { httpGet } of probes) {
    assert.equal(httpGet.port, port.name);
    assert.ok(healthPaths.includes(httpGet.path), httpGet.path);
  }
  assert.equal(manifests['service.yaml'].spec.ports[0].targetPort, port.name);
  assert.equal(manifests['networkpolicy.yaml'].spec.ingress[0].ports[0].port, port.name);
  const { labels } = manifests['deployment.yaml'].spec.template.metadata;
  const selected = [
    manifests['deployment.yaml'].spec.selector.matchLabels,
    manifests['service.yaml'].spec.selector,
    manifests['poddisruptionbudget.yaml'].spec.selector.matchLabels,
    manifests['networkpolicy.yaml'].spec.podSelector.matchLabels,
  ];
  for (const one of selected) assert.deepEqual(one, labels);
  const { scaleTargetRef } = manifests['horizontalpodautoscaler.yaml'].spec;
  assert.equal(scaleTargetRef.name, manifests['deployment.yaml'].metadata.name);
  const named = (of: { name: string }[]) => of.map(({ name }) => name).toSorted();
  assert.deepEqual(named(server.volumeMounts), named(pod.volumes));
});
