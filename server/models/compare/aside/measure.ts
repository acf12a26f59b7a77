import {
  createNearest,
  knnClasses,
  type Nearest,
  offer,
  rankMeOf,
  spread,
  vectorsOf,
} from '@selfsame/models';

/** Neighbours that both models' are compared by, and that vote for a class. */
const [compared, voting] = [10, 20];
/** Cosines that are no further apart are of copies of a picture, but for rounding. */
const sameCosine = 1e-6;

/** What one model has made of a sample. */
export interface Embedded {
  /** [count, dimensions], rows of length one; of a broken embedding zeros. */
  readonly pictures: Float32Array;
  /** The i-th is of a view of the i-th picture. */
  readonly views: Float32Array;
  readonly dimensions: number;
  /** Classes as 0, 1, ...; -1 for a picture without one. */
  readonly labels: Int32Array;
}

/** What is measured of that, query by query where both models are to be compared. */
export interface Measured {
  /** At which place each view finds its own picture, from 1 on. */
  readonly places: Int32Array;
  /** Whether the others tell each labelled picture's class, in the order of the pictures. */
  readonly right: readonly boolean[];
  /** The nearest others of each picture. */
  readonly nearest: readonly Nearest[];
  readonly rankMe: number;
  readonly spread: number;
}

/** Takes seconds for a thousand pictures: not for the thread that serves. */
export function measure({ pictures, views, dimensions, labels }: Embedded): Measured {
  const count = labels.length;
  const ofViews = cosines(views, pictures, dimensions);
  const places = Int32Array.from({ length: count }, (_, i) =>
    placeOf(ofViews.subarray(i * count, (i + 1) * count), i),
  );
  const between = cosines(pictures, pictures, dimensions);
  const rows = Array.from({ length: count }, (_, i) =>
    Float32Array.from(between.subarray(i * count, (i + 1) * count)),
  );
  const labelled = [...labels.keys()].filter((i) => labels[i]! >= 0);
  const votes = labelled.map((i) => nearestOf(rows[i]!, i, voting, (j) => labels[j]! >= 0));
  const classes = knnClasses(votes, labels, voting);
  return {
    places,
    right: labelled.map((i, query) => classes[query] === labels[i]),
    nearest: rows.map((row, i) => nearestOf(row, i, compared, () => true)),
    rankMe: rankMeOf(between, count),
    spread: spread(vectorsOf(pictures, dimensions)),
  };
}

/** In double precision, so that what has no rank is not lent some by rounding. */
function cosines(a: Float32Array, b: Float32Array, dimensions: number): Float64Array {
  const count = a.length / dimensions;
  const found = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let k = 0; k < dimensions; k++) sum += a[i * dimensions + k]! * b[j * dimensions + k]!;
      found[i * count + j] = sum;
    }
  }
  return found;
}

/** Behind all that are as near: a model to which everything is the same finds nothing. */
function placeOf(row: Float64Array, own: number): number {
  const least = row[own]! - sameCosine;
  return row.reduce((place, cosine, j) => (j !== own && cosine >= least ? place + 1 : place), 1);
}

function nearestOf(
  row: Float32Array,
  own: number,
  k: number,
  isOther: (j: number) => boolean,
): Nearest {
  // What is nothing is never offered.
  const others = row.map((cosine, j) => (j !== own && isOther(j) ? cosine : Number.NaN));
  const count = others.reduce((sum, cosine) => (Number.isNaN(cosine) ? sum : sum + 1), 0);
  const nearest = createNearest(Math.min(k, count));
  if (count > 0) offer(nearest, others, [0, others.length], 0);
  return nearest;
}
