import { dirname, join, relative } from 'node:path/posix';

/** A string that is the path of a module; tsc itself writes those of imports anew, and not in types. */
const sourcePath = /(['"`])([\w./-]+)\.ts\1/g;

/** What would name a source all the same: in a template, with something after it. */
const leftOver = /.*\.ts['"`?#].*/;

/**
 * What a compiled file says where it is part of a package: paths of modules, of threads and
 * processes too, end in .js, and models/ is a folder beside the others.
 * @param file its path within the package
 * @param isThere whether the package has such a file
 * @throws {Error} for a path that leads to no module of the package
 */
export function toJavaScript(
  text: string,
  file: string,
  isThere: (path: string) => boolean,
): string {
  const modelsFrom = (door: string) => {
    const fromHere = relative(dirname(file), `models${door}/index.js`);
    return fromHere.startsWith('.') ? fromHere : `./${fromHere}`;
  };
  const packaged = text
    .replaceAll(/'@selfsame\/models((?:\/\w+)?)'/g, (_, door: string) => `'${modelsFrom(door)}'`)
    .replaceAll(sourcePath, (_, quote: string, path: string) => {
      const module = `${path}.js`;
      if (!isThere(join(dirname(file), module)))
        throw new Error(`${file} names ${path}.ts, and there is no such module beside it`);
      return `${quote}${module}${quote}`;
    });
  const [line] = leftOver.exec(packaged) ?? [];
  if (line !== undefined) throw new Error(`${file} names a source: ${line.trim()}`);
  return packaged;
}
