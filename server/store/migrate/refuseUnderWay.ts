import { MigrationBusyError } from '../../errors/start.ts';

/** A change of the encoder is not moved in its middle. @param activation the note of it */
export function refuseUnderWay(activation: string | null): void {
  if (activation !== null) throw new MigrationBusyError();
}
