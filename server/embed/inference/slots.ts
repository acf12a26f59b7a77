/** Slots of the exchange between the engine and the encoder's process. */
export const pixelSlot = 0;
export const embeddingSlot = 1;
