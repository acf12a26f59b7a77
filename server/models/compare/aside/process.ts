import { type Answer, operations, type Request } from './operations.ts';

/** The process of one comparison: see Aside.ts. */
process.on('message', async ({ id, operation, argument }: Request) => {
  const run = operations[operation] as (argument: unknown) => Promise<unknown>;
  const answer: Answer = await run(argument).then(
    (result) => ({ id, result }),
    (error: Error) => ({ id, error: error.message }),
  );
  process.send!(answer);
});
