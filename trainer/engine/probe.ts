import { EngineUnavailableError } from '../errors.ts';
import { type EngineName, engineNamed } from './engines.ts';
import { selfTest } from './selfTest.ts';

/** What a probe reports: the milliseconds of a step, or why the engine cannot be used. */
export type ProbeReport = { readonly milliseconds: number } | { readonly reason: string };

/**
 * The self-test of one engine, in a process of its own (see choose.ts).
 * Arguments: the engine's name, and threads of one operator on the CPU.
 */
async function probe(name: EngineName, threads: number): Promise<ProbeReport> {
  try {
    return { milliseconds: await selfTest(engineNamed(name), threads) };
  } catch (error) {
    if (!(error instanceof EngineUnavailableError)) throw error;
    return { reason: error.reason };
  }
}

const [name, threads] = process.argv.slice(2);
const report = await probe(name as EngineName, Number(threads));
process.send!(report, () => process.disconnect());
