import type { TestContext } from 'node:test';
import { EngineUnavailableError } from '../../../trainer/errors.ts';

/** Set where a device has to be there: then a test that finds none fails. */
const required = process.env.SELFSAME_REQUIRE_WEBGPU === '1';

/** Runs a test's body, or skips the test where there is no WebGPU device. */
export async function withWebgpu(t: TestContext, body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (required || !(error instanceof EngineUnavailableError)) throw error;
    t.skip(`no WebGPU device here: ${error.reason}`);
  }
}
