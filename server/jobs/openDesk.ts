import type { Services } from '../services.ts';
import type { Desk } from './Desk.ts';
import { ownDesk } from './ownDesk.ts';
import { sharedDesk } from './sharedDesk.ts';

/** The desk of a server that has the store for itself, or of one among several. */
export function openDesk(services: Services): Desk {
  const own = ownDesk(services);
  const { replica, registry } = services;
  return replica === null ? own : sharedDesk(own, replica, registry);
}
