import { toFlag } from '@selfsame/models';
import { engines } from '../engine/engines.ts';
import type { EngineRecord } from '../engine/record.ts';
import { foreignSettings, mixOf } from './ownSettings.ts';
import { asymmetryOf, type Config, defaultOf } from './schema.ts';

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Which settings were given, in whatever way, and which of them by flags. */
export interface Said {
  readonly given: Readonly<Record<string, unknown>>;
  readonly flags: readonly string[];
}

/** What is wrong with settings that are good by themselves but not together. */
export function conflicts(config: Config, said: Said): string[] {
  return [...ofOthers(config, said), ...ofTheMachine(config), ...ofTheMethod(config)];
}

/**
 * Settings that were given for another loss or optimiser than the one there is. In a file a default
 * says nothing: a run's config.json has every setting.
 */
function ofOthers(config: Config, { given, flags }: Said): string[] {
  return foreignSettings(config).flatMap(({ setting, by, owners }) => {
    const meant = flags.includes(setting) || given[setting] !== defaultOf(setting);
    // --mix 0 is true of any loss.
    const untrue = setting !== 'mix' || given[setting] !== mixOf(config);
    if (!(setting in given) || !meant || !untrue) return [];
    return `${setting} (${toFlag(setting)}) needs ${toFlag(by)} ${either.format(owners)}`;
  });
}

function ofTheMachine(config: Config): string[] {
  const { batch, microBatch = batch, engine, precision, devices } = config;
  const problems: string[] = [];
  if (batch % microBatch !== 0) {
    problems.push(`microBatch (--micro-batch): ${microBatch} does not divide the batch, ${batch}`);
  }
  const needs = (what: string, able: (engine: EngineRecord) => boolean) => {
    const names: string[] = engines.filter(able).map(({ name }) => name);
    if (!names.includes(engine)) problems.push(`${what} needs --engine ${either.format(names)}`);
  };
  if (microBatch !== batch) needs('microBatch (--micro-batch)', (able) => able.microBatches);
  if (devices > 1) needs('devices (--devices)', (able) => able.severalDevices === true);
  if (microBatch % devices !== 0)
    problems.push(
      `devices (--devices): ${devices} do not divide ${microBatch} pictures at a time (--batch, --micro-batch)`,
    );
  if (precision === 'mixed')
    needs('precision (--precision): mixed', (able) => able.mixedPrecision !== undefined);
  return problems;
}

function ofTheMethod(config: Config): string[] {
  const { loss, views, batch, microBatch = batch } = config;
  const mixes = mixOf(config) > 0;
  const problems: string[] = [];
  if (config.labels !== undefined && config.evaluate === undefined)
    problems.push('labels (--labels) needs --evaluate: training itself takes no labels');
  if (mixes && views !== 2) problems.push('mix (--mix) needs --views 2');
  if (microBatch !== batch) {
    // A predictor normalises over the batch, and pictures are mixed across it.
    const asymmetry = asymmetryOf(config);
    if (asymmetry !== 'none') {
      const which = `which ${asymmetry === config.asymmetry ? 'was asked for' : `${loss} has`}`;
      problems.push(
        `microBatch (--micro-batch) does not go with asymmetry (--asymmetry) ${asymmetry}, ${which}`,
      );
    }
    if (mixes) problems.push('microBatch (--micro-batch) does not go with mix (--mix)');
  }
  return problems;
}
