import type { Admission } from '../../embed/Admission.ts';
import { jobClient } from '../../embed/caller.ts';

/** Enough that decoders and encoder have always something to do. */
const alone = 32;
/** Few enough that a client's picture waits for one of them at most. */
const besideClients = 2;

/** How many kept pictures are in work at a time: clients come first. */
export const widthBy = (admission: Admission) => (): number =>
  admission.isBusyBeside(jobClient) ? besideClients : alone;
