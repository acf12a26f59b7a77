/** Where the items of a collection lie: near what their vectors are near. */
export interface ItemMap {
  /** When it was made, ISO 8601. */
  readonly made: string;
  /** Vectors of the model that there were then: all of them are on it, or as many as fit. */
  readonly vectors: number;
  readonly ids: readonly string[];
  /** 0 .. 1, of each id. */
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** As it is kept with the generation. */
export const mapText = (map: ItemMap): string => JSON.stringify(map);

export const parseMap = (text: string): ItemMap => JSON.parse(text);
