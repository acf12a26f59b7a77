import { SelfsameError } from '../errors/define.ts';
import { sentence } from '../errors/sentence.ts';

/**
 * Runs a command to its end: what a user can meet is printed with its code and what to do about it,
 * and the exit status is 1 then; whatever else goes wrong ends the process with its stack.
 */
export async function runCommand(main: () => Promise<void> | void): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SelfsameError)) throw error;
    const { code, message, remedy } = error;
    console.error(`error ${code}: ${sentence(message)} ${remedy}`);
    process.exitCode = 1;
  }
}
