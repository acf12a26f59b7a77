import {
  callOf,
  endOnInterrupt,
  evenly,
  modelName,
  readCommand,
  startCall,
} from '@selfsame/models';
import { gatherData, planQuantisation, quantiseGraph, readModel } from '@selfsame/models/import';
import { z } from 'zod';
import { embedSubject, worthOf } from './derive/measure.ts';
import { deriveOptions, plainUsage } from './derive/options.ts';
import { publishDerived } from './derive/publishDerived.ts';
import { openSubject } from './derive/subject.ts';
import { keptText } from './derive/text.ts';
import { figuresOf, isWorse, verdictOf, verdictText } from './derive/verdict.ts';
import { meanCosine } from './quantise/meanCosine.ts';
import { rangesOf } from './quantise/rangesOf.ts';

/** Pictures to look at and to measure by. */
const usualLimit = 1000;
/** Of these, whose values tell how large numbers become: more change little. */
const looked = 100;

const call = `${callOf('models')} quantise`;
const { dimensions: _, ...options } = deriveOptions;

const usage = `${call} <bundle> --data <folder> [flags]

Has the convolutions of a bundle's encoder compute in 8 bits, as large as numbers become on pictures of
yours, and publishes that as the bundle's next version: about a third of the size, and by the processor
less time. Says what it did to how well pictures are found, beside the version before, which stays.
Transformers are refused: their matrix products would stay as they are.

  A bundle is a 'name' (newest version), 'name/version', or the path of its folder.

${plainUsage}`;

const command = { call, settings: z.strictObject(options), word: 'bundle' };

/** `selfsame models quantise`. @throws {SelfsameError} */
export async function quantise(args: readonly string[]): Promise<void> {
  const told = readCommand(command, args);
  if (told === null) return console.log(usage);
  endOnInterrupt('broken off; no quantised version was published');
  const given = { ...told.settings, model: told.word };
  const { label, seed } = given;
  const subject = await openSubject(given, usualLimit);
  try {
    const { bundle, fitted, heldOut } = subject;
    const { card, graphPath } = bundle;
    const { model } = gatherData(graphPath, readModel(graphPath));
    const plan = planQuantisation(modelName(card), model);
    const pictures = evenly(fitted.count, looked);
    const ranges = await rangesOf(model, plan.values, fitted, pictures);
    const change = () => quantiseGraph(model, plan, ranges);
    const [before, after] = [
      await embedSubject(graphPath, subject, seed),
      await embedSubject(change(), subject, seed),
    ];
    const worth = (of: typeof before) => worthOf(of, subject, label !== undefined);
    const verdict = verdictOf(await worth(before), await worth(after));
    const cosine = meanCosine(before.heldOut, after.heldOut);
    const made = await publishDerived(subject, given, {
      ...{ how: 'quantised', change, text: keptText(bundle) },
      ...{ dimensions: card.dimensions, parameters: card.parameters },
      settings: {
        bits: 8,
        convolutions: plan.convolutions.length,
        pictures: pictures.length,
        seed,
      },
      evaluation: { ...figuresOf(verdict, heldOut.count), cosine },
    });
    console.log(verdictText(verdict, [modelName(card), modelName(made.card)]));
    const megabytes = ({ graph }: typeof card) => `${(graph.bytes / 1e6).toFixed(1)} MB`;
    console.log(`embeddings have a mean cosine of ${cosine.toFixed(4)} with those before`);
    console.log(
      `\n${modelName(made.card)}: ${megabytes(made.card)} in the place of ${megabytes(card)}, published in ${made.dir}`,
    );
    const better = isWorse(verdict) ? bundle : made;
    if (better === bundle) console.log(`${modelName(card)} finds pictures better: go on with it.`);
    console.log(`Serve it: ${startCall(better)}`);
  } finally {
    subject.close();
  }
}
