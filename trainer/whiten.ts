import {
  ConfigError,
  callOf,
  endOnInterrupt,
  modelName,
  readCommand,
  startCall,
} from '@selfsame/models';
import type { EmbeddingMap } from '@selfsame/models/import';
import { z } from 'zod';
import { behind } from './derive/behind.ts';
import { embedSubject, mapEmbedded, worthOf } from './derive/measure.ts';
import { deriveOptions, deriveUsage } from './derive/options.ts';
import { publishDerived } from './derive/publishDerived.ts';
import { openSubject } from './derive/subject.ts';
import { figuresOf, isWorse, verdictOf, verdictText } from './derive/verdict.ts';
import { whiteningOf, whiteningPictures } from './export/whitening.ts';

const call = `${callOf('models')} whiten`;

const usage = `${call} <bundle> --data <folder> [flags]

Gives a bundle's embeddings of your own pictures mean 0 and the same variance in every direction, so
that the few directions that all of them share do not outweigh the many that tell them apart, and
publishes that as the bundle's next version. No labels are needed. Says what it did to how well pictures
are found, beside the version before, which stays.

  A bundle is a 'name' (newest version), 'name/version', or the path of its folder.

${deriveUsage}`;

const command = { call, settings: z.strictObject(deriveOptions), word: 'bundle' };

/** `selfsame models whiten`. @throws {SelfsameError} */
export async function whiten(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  endOnInterrupt('broken off; no whitened version was published');
  const options = { ...told.settings, model: told.word };
  const { dimensions, label, seed } = options;
  const subject = await openSubject(options, whiteningPictures);
  try {
    const { bundle, heldOut } = subject;
    // A mean takes one direction of those that pictures differ by.
    const most = Math.min(bundle.card.dimensions, subject.fitted.count - 1);
    if (dimensions !== undefined && dimensions > most) {
      const there = `${bundle.card.dimensions} dimensions and ${subject.fitted.count} pictures`;
      throw new ConfigError([`--dimensions: ${there} give at most ${most}`], call);
    }
    const embedded = await embedSubject(bundle.graphPath, subject, seed);
    const { mean, projection } = await whiteningOf(embedded.fitted, dimensions);
    const [inputs, outputs] = [mean.length, projection.length / mean.length];
    const map: EmbeddingMap = [{ inputs, outputs, mean, weights: projection }];
    const worth = (of: typeof embedded) => worthOf(of, subject, label !== undefined);
    const verdict = verdictOf(await worth(embedded), await worth(await mapEmbedded(embedded, map)));
    const made = await publishDerived(subject, options, {
      ...{ how: 'whitened', settings: { dimensions: outputs, seed } },
      ...(await behind(bundle, map)),
      evaluation: figuresOf(verdict, heldOut.count),
    });
    const { card, dir } = made;
    console.log(verdictText(verdict, [modelName(bundle.card), modelName(card)]));
    console.log(`\n${modelName(card)}: ${outputs} dimensions, published in ${dir}`);
    const better = isWorse(verdict) ? bundle : made;
    if (better === bundle)
      console.log(`${modelName(bundle.card)} finds pictures better: go on with it.`);
    console.log(`Serve it: ${startCall(better)}`);
  } finally {
    subject.close();
  }
}
