import type { Admission } from '../../embed/Admission.ts';
import { jobClient } from '../../embed/caller.ts';

/** Enough that decoders and encoder have always something to do. */
const alone = 32;
/** Few enough that a client's picture waits for one of them at most. */
const besideClients = 2;
/** Clients that pause between two requests would meet with all that was begun meanwhile. */
const lingerMs = 1000;

/** How many kept pictures are in work at a time: clients come first. */
export function widthBy(admission: Admission): () => number {
  let until = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (admission.isBusyBeside(jobClient)) until = now + lingerMs;
    return now < until ? besideClients : alone;
  };
}
