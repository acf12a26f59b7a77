/** Exit status after Ctrl-C, as shells report it. */
const interrupted = 130;
let told: string | undefined;

/**
 * Has Ctrl-C end a command that leaves nothing half done.
 * @param said what its user is told then; of several calls the last one counts
 */
export function endOnInterrupt(said: string): void {
  if (told === undefined)
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.once(signal, () => {
        console.error(`\n${told}`);
        process.exit(interrupted);
      });
  told = said;
}
