import { asymmetryOf, type Config } from './schema.ts';

/** What is wrong with settings that are good by themselves but not together. */
export function conflicts(config: Config): string[] {
  return [...ofTheMachine(config), ...ofTheMethod(config)];
}

function ofTheMachine({ batch, microBatch = batch, engine, precision }: Config): string[] {
  const problems: string[] = [];
  const compiled = ['cpu', 'webgpu', 'cuda'].includes(engine);
  if (batch % microBatch !== 0) {
    problems.push(`microBatch (--micro-batch): ${microBatch} does not divide the batch, ${batch}`);
  }
  if (microBatch !== batch && !compiled) {
    problems.push('microBatch (--micro-batch) needs --engine cpu, webgpu or cuda');
  }
  if (precision === 'mixed' && engine !== 'webgpu' && engine !== 'cuda') {
    problems.push('precision (--precision): mixed needs --engine webgpu or cuda');
  }
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
