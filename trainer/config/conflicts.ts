import { engines } from '../engine/engines.ts';
import type { EngineRecord } from '../engine/record.ts';
import { asymmetryOf, type Config } from './schema.ts';

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** What is wrong with settings that are good by themselves but not together. */
export function conflicts(config: Config): string[] {
  return [...ofTheMachine(config), ...ofTheMethod(config)];
}

function ofTheMachine({ batch, microBatch = batch, engine, precision }: Config): string[] {
  const problems: string[] = [];
  if (batch % microBatch !== 0) {
    problems.push(`microBatch (--micro-batch): ${microBatch} does not divide the batch, ${batch}`);
  }
  const needs = (what: string, able: (engine: EngineRecord) => boolean) => {
    const names: string[] = engines.filter(able).map(({ name }) => name);
    if (!names.includes(engine)) problems.push(`${what} needs --engine ${either.format(names)}`);
  };
  if (microBatch !== batch) needs('microBatch (--micro-batch)', (able) => able.microBatches);
  if (precision === 'mixed') needs('precision (--precision): mixed', (able) => able.mixedPrecision);
  return problems;
}

function ofTheMethod(config: Config): string[] {
  const { loss, terms, normalise, mix, views, batch, microBatch = batch } = config;
  const problems: string[] = [];
  if (loss !== 'barlow') {
    if (terms !== 'both') problems.push('terms (--terms) needs --loss barlow');
    if (normalise !== 'batch') problems.push('normalise (--normalise) needs --loss barlow');
    if (mix > 0) problems.push('mix (--mix) needs --loss barlow');
  }
  if (mix > 0 && views !== 2) problems.push('mix (--mix) needs --views 2');
  if (microBatch !== batch) {
    // A predictor normalises over the batch, and pictures are mixed across it.
    const asymmetry = asymmetryOf(config);
    if (asymmetry !== 'none') {
      const which = `which ${asymmetry === config.asymmetry ? 'was asked for' : `${loss} has`}`;
      problems.push(
        `microBatch (--micro-batch) does not go with asymmetry (--asymmetry) ${asymmetry}, ${which}`,
      );
    }
    if (mix > 0) problems.push('microBatch (--micro-batch) does not go with mix (--mix)');
  }
  return problems;
}
