import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ConfigError } from './ConfigError.ts';
import { coerce, type Flags, toFlag } from './flags.ts';
import { nearest } from './nearest.ts';
import { type Config, configKeys, configSchema } from './schema.ts';

/**
 * Settings from a config file, overridden by flags.
 * @throws {ConfigError} listing every unknown key and every value that cannot be used
 */
export function loadConfig(flags: Flags['values'], file?: string): Config {
  const fromFile = file === undefined ? {} : readJson(file);
  return checkConfig({ ...fromFile, ...coerce(flags, configSchema) });
}

/** Fills in the defaults. */
export function checkConfig(settings: Record<string, unknown>): Config {
  const parsed = configSchema.safeParse(settings);
  if (parsed.success) {
    const problems = conflicts(parsed.data);
    if (problems.length > 0) throw new ConfigError(problems);
    return parsed.data;
  }
  throw new ConfigError(parsed.error.issues.flatMap(describe));
}

/** Settings that are good by themselves but not together. */
function conflicts({ batch, microBatch = batch, engine, precision }: Config): string[] {
  const problems: string[] = [];
  const compiled = ['cpu', 'webgpu', 'cuda'].includes(engine);
  if (batch % microBatch !== 0) {
    problems.push(`microBatch (--micro-batch): ${microBatch} does not divide the batch, ${batch}`);
  }
  if (microBatch !== batch && !compiled) {
    problems.push('microBatch (--micro-batch) needs --engine cpu, webgpu or cuda');
  }
  if (precision === 'mixed' && engine !== 'webgpu' && engine !== 'cuda') {
    problems.push('precision (--precision): mixed needs --engine webgpu or cuda');
  }
  return problems;
}

function describe(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${key} is unknown${nearest(key, configKeys)}`);
  }
  const key = String(issue.path[0]);
  return [`${key} (--${toFlag(key)}): ${issue.message}`];
}

function readJson(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
    throw new Error('it is not a JSON object');
  } catch (error) {
    throw new ConfigError([`${file}: ${(error as Error).message}`]);
  }
}
