import { resolve } from 'node:path';
import { modelFolders } from '@selfsame/models';
import { z } from 'zod';
import { keyHint, parseKeys } from '../auth/keys.ts';
import { logFormats, logLevels } from '../log.ts';
import { isPicturesPlace } from '../store/pictures/place.ts';
import { isPostgresUrl } from '../store/postgres/address.ts';
import { devices } from './devices.ts';
import { limitSettings } from './limits.ts';

const filled = () => z.string().min(1, 'is empty');

/** A setting that is a list: text with commas. */
const listOf = (isGood: (entry: string) => boolean, problem: string) =>
  z
    .string()
    .default('')
    .transform((text, context): string[] => {
      const entries = text.split(',').map((entry) => entry.trim());
      const given = entries.filter((entry) => entry !== '');
      for (const entry of given) {
        if (!isGood(entry))
          context.addIssue({ code: 'custom', message: `"${entry.slice(0, 80)}" ${problem}` });
      }
      return given;
    });

/** Every setting, with its default. A flag, a variable and a key of the file are made of each. */
export const configSchema = z.strictObject({
  port: z.int().min(0).max(65535).default(8080).describe('port to listen on; 0 takes a free one'),
  host: filled().default('127.0.0.1').describe('address to bind to'),
  models: filled()
    .optional()
    .transform(modelFolders)
    .describe('folder of the published bundles; by default ./models and the shipped ones'),
  model: filled()
    .optional()
    .describe(
      'name, name/version or bundle folder; by default the one that made the index, or the one created last',
    ),
  follow: z
    .enum(['pinned', 'latest'])
    .default('pinned')
    .describe(
      'a newer bundle of the model that serves: pinned tells of it; latest activates it, if it does as well',
    ),
  keepPreviousHours: z
    .number()
    .min(0)
    .max(24 * 365)
    .default(24 * 7)
    .describe('how long the vectors of the model before are kept for a rollback'),
  data: filled()
    .default('./data')
    .transform((folder) => resolve(folder))
    .describe('folder of the index'),
  store: z
    .string()
    .refine(isPostgresUrl, 'is no address such as postgres://user@host/database')
    .optional()
    .describe(
      'PostgreSQL database with pgvector that has the index in place of the folder: postgres://user@host/database; with a password only as SELFSAME_STORE',
    ),
  pictures: z
    .string()
    .refine(isPicturesPlace, 'is neither s3://bucket/prefix nor the absolute path of a folder')
    .optional()
    .describe(
      'where kept pictures are beside the database of --store: s3://bucket/prefix, or a folder that all servers share; by default in the database',
    ),
  threads: z
    .int()
    .min(1)
    .max(256)
    .optional()
    .describe('threads of the encoder on the CPU; by default as many as help'),
  device: z
    .enum(['auto', ...devices])
    .default('cpu')
    .describe('where the encoder runs; auto takes the fastest that works'),
  hosts: listOf(
    (name) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name),
    'is no host name in lower case, without scheme and port',
  ).describe('names that the server answers to beside localhost and IP addresses, by commas'),
  corsOrigins: listOf(
    (origin) => URL.parse(origin)?.origin === origin,
    'is no origin such as https://pictures.example:8443',
  ).describe('origins whose pages may use the API, by commas; by default none'),
  insecure: z
    .boolean()
    .default(false)
    .describe('allow an address that other machines can reach, without any keys'),
  apiKeys: z
    .string()
    .default('')
    .transform((text, context) => {
      const { keys, problems } = parseKeys(text);
      for (const message of problems) context.addIssue({ code: 'custom', message });
      return keys;
    })
    .describe(keyHint),
  logLevel: z
    .enum(logLevels)
    .default('info')
    .describe('what is logged: from debug and info, a line for each request, to silent'),
  logFormat: z
    .enum(logFormats)
    .default('auto')
    .describe('lines for people, or JSON; auto: the first on a terminal, the second elsewhere'),
  quiet: z.boolean().default(false).describe('print nothing but errors'),
  ...limitSettings,
});

/** Settings that a list of processes would show to everyone on the machine: never a flag. */
export const secrets: readonly string[] = ['apiKeys'];

export type Settings = z.output<typeof configSchema>;
export type SettingName = keyof typeof configSchema.shape;
export const settingNames = Object.keys(configSchema.shape) as SettingName[];
