import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { defaultModelsRoot } from '@selfsame/models';
import { z } from 'zod';
import { devices } from '../embed/devices.ts';

const whole = (name: string, least: number, most: number) =>
  z.coerce
    .number(`--${name} wants a whole number`)
    .int(`--${name} wants a whole number`)
    .min(least, `--${name} must be at least ${least}`)
    .max(most, `--${name} must be at most ${most}`);

/** The server's settings, each a flag of the same name. */
export const configSchema = z.strictObject({
  port: whole('port', 0, 65535).default(8080).describe('port to listen on; 0 takes a free one'),
  host: z.string().min(1, '--host is empty').default('127.0.0.1').describe('address to bind to'),
  models: z.string().min(1).default(defaultModelsRoot).describe('folder of the published bundles'),
  model: z
    .string()
    .min(1, '--model is empty')
    .optional()
    .describe('name, name/version or bundle folder; by default the one created last'),
  data: z
    .string()
    .min(1, '--data is empty')
    .default('./data')
    .transform((folder) => resolve(folder))
    .describe('folder of the index'),
  threads: whole('threads', 1, 256)
    .optional()
    .describe('threads of the encoder on the CPU; by default as many as help'),
  device: z
    .enum(['auto', ...devices], { error: `--device wants one of auto, ${devices.join(', ')}` })
    .default('cpu')
    .describe('where the encoder runs; auto takes the fastest that works'),
  insecure: z
    .boolean()
    .default(false)
    .describe('allow an address that other machines can reach, without any keys'),
  check: z.boolean().default(false).describe('check the data folder, say what is wrong, and exit'),
});

export type Config = z.infer<typeof configSchema>;

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
