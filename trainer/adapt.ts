import { ConfigError, endOnInterrupt, modelName, readCommand, startCall } from '@selfsame/models';
import { directionsOf, learnMap } from './adapt/learn.ts';
import { adaptOptions, call, usage } from './adapt/options.ts';
import { viewRows } from './adapt/viewRows.ts';
import { behind } from './derive/behind.ts';
import { embedSubject, mapEmbedded, worthOf } from './derive/measure.ts';
import { publishDerived } from './derive/publishDerived.ts';
import { openSubject } from './derive/subject.ts';
import { figuresOf, isWorse, verdictOf, verdictText } from './derive/verdict.ts';
import { AdaptedWorseError, NotSquareError } from './errors.ts';

/** Pictures to learn from: embedding their views takes the most time. */
const usualLimit = 4000;

const command = { call, settings: adaptOptions };

/** `selfsame adapt`. @throws {SelfsameError} */
export async function adapt(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  const options = told.settings;
  const { layers, pairs, steps, batch, learningRate, lambda, seed, publish, label } = options;
  endOnInterrupt('broken off; the same command goes on with the views that were embedded');
  const subject = await openSubject(options, usualLimit);
  try {
    const { bundle, fitted, heldOut } = subject;
    const { dimensions, input } = bundle.card;
    if (input.width !== input.height) throw new NotSquareError(modelName(bundle.card));
    const most = directionsOf({ count: fitted.count, dimensions });
    const width = options.dimensions ?? most;
    if (layers === 1 && width > most) {
      const there = `${dimensions} dimensions and ${fitted.count} pictures`;
      throw new ConfigError([`--dimensions: by a linear map, ${there} give at most ${most}`], call);
    }
    if (layers > 1 && bundle.card.text)
      console.error(
        'it will have no search by words: texts do not follow a hidden layer (--layers 1 keeps it)',
      );
    const rows = await viewRows(subject, options);
    const map = await learnMap(rows, width, options);
    const embedded = await embedSubject(bundle.graphPath, subject, seed, rows.plain);
    const worth = (of: typeof embedded) => worthOf(of, subject, label !== undefined);
    const verdict = verdictOf(await worth(embedded), await worth(await mapEmbedded(embedded, map)));
    console.log(verdictText(verdict, [modelName(bundle.card), 'adapted']));
    if (isWorse(verdict) && publish === 'better')
      throw new AdaptedWorseError(modelName(bundle.card));
    const made = await publishDerived(subject, options, {
      ...{ how: 'adapted', evaluation: figuresOf(verdict, heldOut.count) },
      ...(await behind(bundle, map)),
      settings: { dimensions: width, layers, pairs, steps, batch, learningRate, lambda, seed },
    });
    console.log(`\n${modelName(made.card)}: ${width} dimensions, published in ${made.dir}`);
    console.log(`Serve it: ${startCall(made)}`);
  } finally {
    subject.close();
  }
}
