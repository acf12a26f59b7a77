// `npm run check`: no two folders (or files beside them) of one folder import each other, not even by
// way of others, types included: imports go down only. The linter sees circles of files, not of folders.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const imports = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name));

/** The folders that a file is in, up to its package's. */
function foldersOf(file) {
  const parts = file.slice(root.length).split(sep);
  return parts.slice(1).map((_, i) => join(root, ...parts.slice(0, i + 1)));
}

/** What each child of a folder imports of its siblings, with one import that does. */
function siblingsOf(folder, files) {
  const inside = (file) => file.startsWith(folder + sep);
  const childOf = (file) => file.slice(folder.length + 1).split(sep)[0];
  const graph = new Map();
  for (const file of files.filter(inside)) {
    for (const [, path] of readFileSync(file, 'utf8').matchAll(imports)) {
      const target = resolve(dirname(file), path);
      const [from, to] = [childOf(file), childOf(target)];
      if (!inside(target) || from === to) continue;
      if (!graph.has(from)) graph.set(from, new Map());
      graph.get(from).set(to, `${file.slice(root.length)} imports ${target.slice(root.length)}`);
    }
  }
  return graph;
}

/** The imports that lead from a child back to it; undefined if none do. */
function circleFrom(graph, start) {
  const seen = new Set();
  const search = (child, way) => {
    for (const [next, example] of graph.get(child) ?? []) {
      if (next === start) return [...way, example];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = search(next, [...way, example]);
      if (found) return found;
    }
  };
  return search(start, []);
}

for (const name of ['models', 'client', 'trainer', 'server', 'page', 'cli']) {
  const files = filesOf(join(root, name)).filter((file) => !/node_modules|dist/.test(file));
  for (const folder of new Set(files.flatMap(foldersOf))) {
    const graph = siblingsOf(folder, files);
    const circle = [...graph.keys()].map((child) => circleFrom(graph, child)).find(Boolean);
    if (!circle) continue;
    console.error(`folders of ${folder.slice(root.length)} import each other:`);
    for (const line of circle) console.error(`  ${line}`);
    process.exitCode = 1;
  }
}
