import type { EncoderName } from '../nn/encoders.ts';
import { type Choice, type Chosen, type Facts, large, reference } from './facts.ts';

/*
 * Which settings suit a folder and a machine. Sources:
 * [recipes]   trainer/recipes.md: what was tried on CIFAR-10 for the encoder of an hour
 * [ablations] trainer/ablations.md: 10,000 pictures, short runs, three seeds
 * [sets]      kNN, k = 20, of 64-pixel photographs. 2,000 pictures: 37.6 % after 20 epochs (300 steps),
 *             44.4 % after 150. 500 pictures: 13.9 % after 20 epochs and 15.8 % after 105 from nothing,
 *             25.8 % of the shipped encoder, which has never seen them. From its weights, 40 epochs
 *             of batches of 64: 25.6 % at a rate of 0.001, 27.7 % at 0.003. Its weights as they are, seeing
 *             pictures of 40 pixels in place of 24 and whitened by these: 28.2 %
 * [lightly]   docs.lightly.ai/train, pretrain settings: 200 to 2,000 epochs for fewer than 100,000
 *             pictures, 100 to 500 for up to a million; FAQ: small sets gain from long training, and
 *             pretraining overfits little
 * [low-data]  arXiv 2404.17202: on few pictures of a field of their own, training on them is worth it
 */

/** How often each picture is worth being seen, by how many there are. [sets] [lightly] */
const worthwhile = [
  { upTo: 1_000, epochs: 400 },
  { upTo: 5_000, epochs: 200 },
  { upTo: 20_000, epochs: 100 },
  { upTo: 100_000, epochs: 60 },
  { upTo: Number.POSITIVE_INFINITY, epochs: 30 },
] as const;

/**
 * Sides in pixels: of a view, of a stored picture, and of what the published encoder sees, in the
 * proportion that was best. [recipes] Each needs pictures with so long a side, and time for its steps.
 */
const sides = [
  { size: 16, source: 32, inputSize: 24, from: 0 },
  { size: 24, source: 64, inputSize: 40, from: 48 },
] as const;
/** The same for a large encoder on a fast machine; what the published one sees: arXiv 1906.06423. */
const sidesOfLarge = [
  { size: 32, source: 32, inputSize: 32, from: 0 },
  { size: 64, source: 80, inputSize: 80, from: 64 },
  { size: 128, source: 160, inputSize: 160, from: 128 },
] as const;

/**
 * Time of a step beside that of `small`, with views of the same side: as measured [recipes], of those
 * that are no plain networks by their multiplications.
 */
const relativeTime: Readonly<Record<EncoderName, number>> = {
  ...{ small: 1, medium: 2.1, resnet20: 3, resnet10: 4 },
  ...{ resnet18: 37, resnet34: 75, resnet50: 80 },
};

/** Steps after which a larger encoder, or larger views, are ahead of smaller ones. [recipes] */
const stepsForMore = 5_000;
/**
 * Pictures, and how often one is seen, from which a large encoder is worth training from nothing: twice
 * what the shipped one has seen, which was made in an hour of two cores [recipes].
 */
const [enoughPictures, enoughSeen] = [20_000, 2 * 56 * 50_000];

/** Of Barlow Twins here a batch of 32 to 128 is as good as a larger one. [ablations] */
const [largestBatch, smallestBatch] = [128, 8];

/** The largest batch that a set fills twice, so that an epoch has more than one step. */
export function batchFor(pictures: number): number {
  const filled = 2 ** Math.floor(Math.log2(Math.max(1, pictures / 2)));
  return Math.min(largestBatch, Math.max(smallestBatch, filled));
}

const isLarge = (encoder: EncoderName = reference.encoder) =>
  relativeTime[encoder] >= relativeTime[large.encoder];

/** Milliseconds of a step, from what was timed: they grow with a view's area, and with the batch. */
export function stepTime({ timed }: Facts, chosen: Chosen): number {
  const { encoder = reference.encoder, size, batch = largestBatch } = chosen;
  const [base, time] =
    isLarge(encoder) && timed.large !== undefined
      ? [large, timed.large]
      : [reference, timed.reference];
  const area = ((size ?? base.size) / base.size) ** 2;
  const network = relativeTime[encoder] / relativeTime[base.encoder];
  return time * network * area * (batch / base.batch);
}

const stepsIn = (facts: Facts, settings: Chosen) => facts.time / stepTime(facts, settings);

/** Steps that a set is worth. */
export function worthSteps({ look }: Pick<Facts, 'look'>, batch: number): number {
  const { epochs } = worthwhile.find(({ upTo }) => look.pictures <= upTo)!;
  return Math.max(1, Math.round((epochs * look.pictures) / batch));
}

/** Whether pictures and time are enough for a large encoder, and to do without the shipped one. */
function goesBeyond(facts: Facts): boolean {
  const seen = stepsIn(facts, large) * large.batch;
  return facts.look.pictures >= enoughPictures && seen >= enoughSeen;
}

/** Of what was chosen by the rules before it. */
type Rule = (facts: Facts, chosen: Chosen) => readonly Choice[];

const number = (value: number) => value.toLocaleString('en-GB', { maximumFractionDigits: 1 });

const startsFrom = ({ start }: Facts, { init: from }: Chosen) =>
  start !== undefined && from === start.dir ? start : undefined;

const init: Rule = (facts) => {
  const { start, look } = facts;
  if (start === undefined || goesBeyond(facts)) return [];
  const reason = `it has learned from ${number(start.pictures)} pictures already, and goes on with these ${number(look.pictures)} (--init none: from nothing)`;
  return [{ key: 'init', value: start.dir, shown: start.name, reason }];
};

const encoder: Rule = (facts, chosen) => {
  const because = (value: EncoderName, reason: string) =>
    [{ key: 'encoder', value, reason }] as const;
  const own = startsFrom(facts, chosen)?.settings.encoder;
  if (own !== undefined) return because(own, 'that of the encoder that it starts from');
  if (goesBeyond(facts))
    return because(large.encoder, 'pictures and time are enough for a large one');
  const steps = Math.floor(stepsIn(facts, { encoder: 'medium', size: sides[0].size }));
  return steps >= stepsForMore
    ? because('medium', `there is time for ${number(steps)} steps of it`)
    : because('small', 'in a short time its many steps are worth more than a larger one');
};

const size: Rule = (facts, chosen) => {
  const { look, trained } = facts;
  const own = startsFrom(facts, chosen)?.settings;
  const table = isLarge(chosen.encoder) ? sidesOfLarge : sides;
  const [smallest] = table;
  const batch = batchFor(trained);
  const enough = Math.min(stepsForMore, worthSteps(facts, batch));
  const shown = table.filter(({ size, from }) => from <= look.side && size > (own?.size ?? 0));
  const found = shown.findLast(({ size }) => stepsIn(facts, { ...chosen, size, batch }) >= enough);
  const usual = own
    ? 'the views that it has learned from'
    : 'small views, of which many can be seen';
  const reason = found
    ? `views that show what is in pictures of ${look.side} pixels, and that there is time for`
    : `${usual}${shown.length > 0 ? '; there is no time for larger ones (--minutes)' : ''}`;
  const { size: side, source, inputSize } = found ?? own ?? smallest;
  const choose = (key: Choice['key'], value: number | undefined, why: string): Choice[] =>
    value === undefined ? [] : [{ key, value, reason: why }];
  return [
    ...choose('size', side, reason),
    ...choose('source', source, 'of this side pictures are stored, for crops show them enlarged'),
    ...choose('inputSize', inputSize, 'whole pictures at the scale of the crops'),
  ];
};

const batch: Rule = ({ trained }) => {
  const value = batchFor(trained);
  const reason =
    value === largestBatch
      ? 'larger ones are no better'
      : `the ${number(trained)} pictures to train on fill no larger one twice`;
  return [{ key: 'batch', value, reason }];
};

/** What the `small` preset has [recipes], also where it goes on with weights that there are. [sets] */
const optimisation: Rule = () => [
  { key: 'lambda', value: 0.02, reason: 'the best that was tried' },
  { key: 'learningRate', value: 0.003, reason: 'the best that was tried' },
];

const augmentations: Rule = ({ look }, { size: side = 0 }) => [
  side <= 64
    ? { key: 'augment', value: 'cifar', reason: 'mild crops and no blur, for small views' }
    : { key: 'augment', value: 'paper', reason: 'as published, for large views' },
  ...(look.isGrey
    ? [{ key: 'without', value: 'greyscale', reason: 'they are grey already' } as const]
    : []),
];

/** In this order: each sees what those before it have chosen. */
export const rules: readonly Rule[] = [init, encoder, size, batch, optimisation, augmentations];

/**
 * How often the pictures are gone through.
 * @param perStep milliseconds
 */
export function chooseEpochs(facts: Facts, batch: number, perStep: number): Choice {
  const { look, trained, time } = facts;
  const perEpoch = Math.max(1, Math.floor(trained / batch));
  const [worth, fitting] = [worthSteps(facts, batch), time / perStep];
  const epochs = Math.max(1, Math.min(worth, fitting)) / perEpoch;
  const value = epochs < 10 ? Math.ceil(epochs * 100) / 100 : Math.round(epochs);
  const reason =
    worth <= fitting
      ? `more are not worth their time for ${number(look.pictures)} pictures`
      : 'as many as there is time for';
  return { key: 'epochs', value, reason };
}
