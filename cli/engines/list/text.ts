import { sizeText } from '../size.ts';
import type { EnginesReport, FoundPlugin, PackageReport, Tried } from './report.ts';

const column = 10;

/** The report as people read it. */
export function reportText({ engines, devices, folder, packages, plugins }: EnginesReport): string {
  return [
    ...['To train (--engine):', ...engines.flatMap(triedLines)],
    ...['', 'To serve (--device):', ...devices.flatMap(triedLines)],
    ...['', `To install, in ${folder}:`, ...packages.flatMap(packageLines)],
    ...plugins.map(pluginLine),
  ].join('\n');
}

const triedLines = ({ name, usable, why, remedy }: Tried): string[] => [
  `  ${name.padEnd(column)} ${usable ? 'usable' : 'not   '}  ${oneLine(why)}`,
  ...(remedy === undefined ? [] : [`  ${''.padEnd(column)}         ${remedy}`]),
];

function packageLines({ name, about, install, ...found }: PackageReport): string[] {
  const head = `  ${name.padEnd(column)} `;
  const { state, version = '', bytes = 0, problem = '' } = found;
  if (state === 'installed') return [`${head}${version}, ${sizeText(bytes)}`];
  const says = { absent: about, outdated: `${version}, of an older selfsame`, damaged: problem };
  return [`${head}${says[state]}`, `  ${''.padEnd(column)}   ${install}`];
}

const pluginLine = ({ from, file, isThere }: FoundPlugin): string =>
  `  found: ${from} ${file}${isThere ? '' : ', which is not there'}`;

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
