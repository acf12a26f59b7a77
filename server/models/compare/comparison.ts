import type { Change } from '@selfsame/models';

/** How well one model's embeddings of the sample do. All shares are 0 .. 1. */
export interface ModelFigures {
  readonly name: string;
  readonly dimensions: number;
  /**
   * Share of pictures that are the nearest, or among the ten nearest, of an augmented view of theirs.
   * Where another picture is as near, the view has not found its own.
   */
  readonly recall1: number;
  readonly recall10: number;
  /**
   * Top-1 accuracy of weighted kNN (k = 20), each labelled picture by all the others; null where there
   * are fewer than two classes.
   */
  readonly knn: number | null;
  /** Effective rank of the embeddings, 1 .. the lesser of pictures and dimensions. */
  readonly rankMe: number;
  /** Mean standard deviation of a dimension, and 1 / sqrt(dimensions), where it is best. */
  readonly spread: number;
  readonly spreadIdeal: number;
  /** Pictures whose embedding is none: it has values that are no numbers, or is zero. */
  readonly broken: number;
  /** Decoding and inference, views included. */
  readonly picturesPerSecond: number;
}

export interface Neighbour {
  readonly id: string;
  readonly cosine: number;
}

/** A picture and its nearest others by either model, nearest first. */
export interface Query {
  readonly id: string;
  readonly label: string | null;
  /** Share of the neighbours that both models name, 0 .. 1. */
  readonly overlap: number;
  readonly present: readonly Neighbour[];
  readonly candidate: readonly Neighbour[];
}

/** Two models on the same pictures. It goes through JSON as it is. */
export interface Comparison {
  /** Pictures that were compared, and those that could not be used. */
  readonly pictures: number;
  readonly leftOut: number;
  /** Of the views. */
  readonly seed: number;
  readonly classes: number;
  readonly present: ModelFigures;
  readonly candidate: ModelFigures;
  /** Mean share of the nearest neighbours that both models name, 0 .. 1, and how many those are. */
  readonly agreement: number;
  readonly neighbours: number;
  readonly changes: {
    readonly recall1: Change;
    readonly recall10: Change;
    /** Null where there are fewer than two classes. */
    readonly knn: Change | null;
  };
  /** Some of the pictures, those first whose neighbours have changed most. */
  readonly queries: readonly Query[];
}
