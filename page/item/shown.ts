import { signal } from '@preact/signals';

/** The ids that are shown, in their order: the larger view goes from one to the next. */
export const shown = signal<readonly string[]>([]);
