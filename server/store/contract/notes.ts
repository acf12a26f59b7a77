/** What the service notes for itself, beside the collections. */
export interface Notes {
  /** Null where there is none. */
  getNote(name: NoteName): Promise<string | null>;
  putNote(name: NoteName, text: string | null): Promise<void>;
}

/** `serving`: digest of the model of new collections; `activation`: the one under way. */
export type NoteName = 'serving' | 'activation';
