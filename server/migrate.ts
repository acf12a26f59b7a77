import { resolve } from 'node:path';
import { ConfigError, callOf, readCommand } from '@selfsame/models';
import { z } from 'zod';
import { createProgress, type Progress } from './client/progress.ts';
import { isPicturesPlace } from './store/pictures/place.ts';
import { hasPassword, isPostgresUrl, shownAddress } from './store/postgres/address.ts';

const call = callOf('migrate');

const usage = `${call} --from <data folder> --to postgres://user@host/database
${call} --from postgres://user@host/database --to <new data folder>

  --pictures  where the database's kept pictures go, or are: s3://bucket/prefix, or a folder that all
              servers share; by default in the database

Moves an index as it is when this begins, pictures and vectors of all models included, and then
compares all of it. What is written to it afterwards is not moved: have nobody write meanwhile; reading
goes on. Broken off, it goes on where it was when it is called again. It writes over nothing.
A password belongs into PGPASSWORD or ~/.pgpass.`;

const command = {
  call,
  settings: z.strictObject({
    from: z.string().min(1).describe('a data folder, or the address of a database'),
    to: z.string().min(1).describe('the other'),
    pictures: z
      .string()
      .refine(isPicturesPlace, 'is neither s3://bucket/prefix nor the absolute path of a folder')
      .optional()
      .describe("where the database's kept pictures go, or are"),
  }),
};

/** `selfsame migrate`. @throws {SelfsameError} */
export async function migrate(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const { from, to, pictures } = told.settings;
  const into = isPostgresUrl(to) ? 'database' : 'folder';
  const [folder, database] = into === 'database' ? [from, to] : [to, from];
  if (!isPostgresUrl(database) || isPostgresUrl(folder))
    throw new ConfigError(['one of --from and --to is a database, the other one a folder'], call);
  if (hasPassword(database))
    throw new ConfigError(
      ['everyone on this machine can read the password of a flag: PGPASSWORD or ~/.pgpass has it'],
      call,
    );
  const { migrateIndex } = await import('./store/migrate/migrateIndex.ts');
  const progress = new Map<string, Progress>();
  const items = await migrateIndex(
    { folder: resolve(folder), database, pictures, into },
    (doing, done, total) => {
      const bar = progress.get(doing) ?? createProgress(process.stderr, doing, 'items');
      progress.set(doing, bar);
      bar.update(done, total);
      if (done === total) bar.stop();
    },
  );
  const place = into === 'database' ? shownAddress(database) : resolve(folder);
  console.log(`${place} has all ${items} items; they are the same.`);
}
