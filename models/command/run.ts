import { ConfigError } from '../errors/config.ts';
import { SelfsameError } from '../errors/define.ts';
import { sentence } from '../errors/sentence.ts';

/** Exit statuses: something failed, or the command was called wrongly. */
const failed = 1;
const wrongUse = 2;

/**
 * Runs a command to its end: what a user can meet is printed with its code and what to do about it,
 * and is told by the exit status; whatever else goes wrong ends the process with its stack.
 */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SelfsameError)) throw error;
    const { code, message, remedy } = error;
    // Behind a list, a line of its own.
    const said = message.includes('\n') ? `${message}\n` : `${sentence(message)} `;
    console.error(`error ${code}: ${said}${remedy}`);
    process.exitCode = error instanceof ConfigError ? wrongUse : failed;
  }
}
