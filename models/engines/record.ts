import { z } from 'zod';

/** What `selfsame engines install` takes: libraries that engines and devices run with. */
export const enginePackages = ['xla-cuda', 'xla-cpu', 'ort-cuda', 'tfjs-gpu', 'tfjs-cpu'] as const;
export type EnginePackage = (typeof enginePackages)[number];

/** The file in an engine's folder that says what is there; with it the folder appears, complete. */
export const recordFile = 'engine.json';

export const recordSchema = z.object({
  name: z.enum(enginePackages),
  /** Of what a program loads first. */
  version: z.string(),
  /** That file, from the engine's folder. */
  library: z.string(),
  /** What was unpacked: names of wheels and packages, with their versions. */
  versions: z.record(z.string(), z.string()),
  /** SHA-256 of all that it was made of and how: another one is to be installed anew. */
  recipe: z.string(),
  /** ISO 8601. */
  installed: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});

/** What `engine.json` holds. Paths have forward slashes, and begin in the engine's folder. */
export type EngineRecordFile = z.output<typeof recordSchema>;
