import { duration, printable, toFlag } from '@selfsame/models';
import type { NewRun } from '../config/readTrain.ts';
import type { Look } from './look.ts';
import type { RunPlan } from './makePlan.ts';

/** What has nothing to do with how it is trained. */
const places = [
  'data',
  'cache',
  'run',
  'models',
  'name',
  'hidden',
  'evaluate',
  'publish',
  'threads',
];

const count = (value: number) => value.toLocaleString('en-GB');
const time = (ms: number) => duration(ms / 1000);

/** A plan as text for people: each choice with its reason, and how long all takes. */
export function planText(plan: RunPlan, { chosen }: NewRun): string {
  const { choices, config } = plan;
  const rows = choices.map(({ key, value, shown, reason }) => {
    return [`${toFlag(key)} ${shown ?? value}`, reason] as const;
  });
  const width = Math.max(0, ...rows.map(([flag]) => flag.length));
  const given = Object.keys(chosen).filter((key) => !places.includes(key));
  return [
    `plan: ${lookText(plan.look)}`,
    ...rows.map(([flag, reason]) => `  ${flag.padEnd(width)}  ${reason}`),
    ...(given.length > 0
      ? [`  as given: ${given.map((key) => `${toFlag(key)} ${chosen[key]}`).join(' ')}`]
      : []),
    timeText(plan, config.minutes),
    ...shortText(plan),
  ].join('\n');
}

function lookText({ folder, files, seen, pictures, copies, side, isGrey, readable }: Look): string {
  const some = seen < readable ? `, as ${count(seen)} of them tell` : '';
  const notes = [
    `about ${side} pixels high or wide at their narrower side`,
    isGrey ? 'grey' : 'in colour',
    ...(readable < files ? [`${count(files - readable)} files cannot be read`] : []),
    ...(copies > 0
      ? [
          `${(100 * copies).toFixed(1)} % are copies of others, or nearly: ${count(pictures)} are different`,
        ]
      : []),
  ];
  return `${count(readable)} pictures in ${printable(folder)}: ${notes.join('; ')}${some}`;
}

function timeText({ steps, perStep, times }: RunPlan, minutes: number | undefined): string {
  const { decoding, closing } = times;
  const all = decoding + times.steps + closing;
  const most = minutes === undefined ? '' : `, of ${duration(60 * minutes)} at most (--minutes)`;
  const parts = [
    `${time(decoding)} to decode the pictures, where they are not yet`,
    `${time(times.steps)} for ${count(steps)} ${steps === 1 ? 'step' : 'steps'} of ${(perStep / 1000).toPrecision(2)} s`,
    `${time(closing)} to judge the encoder and to publish it`,
  ];
  const line = `time: about ${time(all)}${most}: ${parts.join(', ')}`;
  const isOver = minutes !== undefined && all > 1.15 * 60_000 * minutes;
  return isOver ? `${line}. That is more than it may take: give it more, or fewer pictures` : line;
}

/** Steps below which next to nothing is learned: from nothing, and from weights that there are. */
const fewSteps = { fresh: 300, warm: 50 };

function shortText({ steps, choices, config }: RunPlan): string[] {
  const few = config.init === undefined ? fewSteps.fresh : fewSteps.warm;
  if (steps >= few || !choices.some(({ key }) => key === 'epochs')) return [];
  return [
    `In so few steps little is learned: give it more time (--minutes), or quicker views (--size).`,
  ];
}
