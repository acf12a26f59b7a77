import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { writeAtomic } from '../files/writeAtomic.ts';
import { plot } from '../plot/plot.ts';
import type { ArmResults } from './arm.ts';
import type { HeldOut } from './heldOut.ts';
import { readResult } from './result.ts';
import type { Run } from './runs.ts';
import { type StudyName, studies } from './studies.ts';
import type { Study } from './study.ts';
import { collect, finished } from './summary.ts';
import {
  claimsTable,
  markdownTable,
  measuredTable,
  publishedPlaces,
  publishedTable,
} from './tables.ts';

export interface ReportOptions {
  /** Of the report, a Markdown file; its plots go into a folder of the same name. */
  readonly path: string;
  readonly base: Config;
  readonly data: HeldOut;
  readonly runs: readonly Run[];
  /** Of a run with the base's batch. */
  readonly steps: number;
  readonly seeds: number;
}

const introduction = `# Ablations

What Barlow Twins is known for, tried at a small scale by \`npm run ablate\`. Accuracies are those of kNN (k = 20) by the encoder's embeddings, not whitened, for pictures held out of the training data; mean ± standard deviation over the seeds. RankMe is the effective rank of the embeddings; the spread is that of the projections, which the loss sees, as a share of the best: 0 where they have collapsed. Published accuracies are linear probes on ImageNet with ResNet-50: directions can be compared with them, numbers cannot. A claim is a difference that is above zero where it holds, taken seed by seed, with the standard error of its mean: confirmed, or the opposite, if the mean's 95 % confidence interval (Student's t) leaves zero out, and undecided else.`;

/** Writes the report of all runs that are finished, and the plots that it shows. */
export function writeReport(options: ReportOptions): void {
  const { path, runs } = options;
  const plots = path.replace(/\.md$/, '');
  mkdirSync(plots, { recursive: true });
  const sections = [...Map.groupBy(runs, ({ study }) => study)].map(([name, own]) => {
    const arms = collect(own);
    const file = `${name}.svg`;
    write(join(plots, file), plotOf(studies[name], arms));
    return section(name, arms, options.base, `${basename(plots)}/${file}`);
  });
  write(path, `${[introduction, setting(options), ...sections].join('\n\n')}\n`);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeAtomic(path, (fd) => writeFileSync(fd, text));
}

function setting({ base, data, runs, steps, seeds }: ReportOptions): string {
  const { bank, queries, classes } = data.labelled;
  const done = runs.filter(({ config }) => readResult(config.run!)).length;
  const { data: _, cache, name, run, models, evaluate, init, seed, steps: none, ...rest } = base;
  return [
    markdownTable([
      ['', ''],
      ['pictures', `${bank.indices.length}, and ${queries.indices.length} held out`],
      ['classes', String(classes.length)],
      ['steps', `${steps} of ${base.batch} pictures; as many pictures with another batch`],
      ['runs', `${done} of ${runs.length}, ${seeds} of each`],
    ]),
    `<details><summary>Settings that all runs share</summary>\n\n\`\`\`json\n${JSON.stringify(rest, null, 2)}\n\`\`\`\n\n</details>`,
  ].join('\n\n');
}

function section(
  name: StudyName,
  arms: readonly ArmResults[],
  base: Config,
  picture: string,
): string {
  const study: Study = studies[name];
  const { title, finding, published } = study;
  return [
    `## ${title}`,
    `The finding: ${finding}`,
    claimsTable(study.claims(base), arms),
    `![${title}](${picture})`,
    measuredTable(study, arms),
    `Published top-1 accuracies, %. ${published.source}`,
    publishedTable(study, published),
  ].join('\n\n');
}

function plotOf({ title, axis, published }: Study, arms: readonly ArmResults[]): string {
  const series = [...Map.groupBy(arms, ({ arm }) => arm.series)].map(([name, own]) => ({
    name,
    points: own.flatMap((one) => {
      const { arm } = one;
      const values = finished(one).flatMap(({ figures }) =>
        figures ? 100 * figures.accuracy : [],
      );
      return values.length > 0 ? { x: arm.x, values } : [];
    }),
  }));
  const theirs = Object.entries(published.series).map(([name, points]) => ({
    name,
    points: points.map(([x, value]) => ({ x, values: [value] })),
  }));
  const places = [...new Set(arms.map(({ arm }) => arm.x))];
  return plot(title, [
    { title: 'here: kNN, %', axis, places, series },
    {
      ...{ title: 'published: ImageNet, %', axis },
      ...{ places: publishedPlaces(published), series: theirs },
    },
  ]);
}
