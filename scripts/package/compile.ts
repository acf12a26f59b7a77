import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJavaScript } from './toJavaScript.ts';

/** The sources as JavaScript, and the types of models/ and client/, which others may program against. */
export function compile(root: string, folder: string): void {
  for (const project of ['tsconfig.json', 'tsconfig.types.json']) {
    execFileSync(
      process.execPath,
      [
        join(root, 'node_modules/typescript/bin/tsc'),
        ...['--project', join(import.meta.dirname, project)],
      ],
      { stdio: 'inherit' },
    );
  }
  const isThere = (path: string) => existsSync(join(folder, path));
  for (const file of globSync('**/*.{js,d.ts}', { cwd: folder })) {
    const path = join(folder, file);
    writeFileSync(path, toJavaScript(readFileSync(path, 'utf8'), file, isThere));
  }
}
