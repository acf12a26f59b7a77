import { formatTable, printable, SelfsameError } from '@selfsame/models';
import type { ActivationAnswer, CollectionAnswer, NamedAnswer } from './answers.ts';

/** How many are named of those that something is told of. */
const named = 10;

/** What came of an activation: what was measured, which collections follow, and what was left out. */
export function outcomeLines(
  { model, collections: asked, begun, serve, verdict, untouched, unmade }: ActivationAnswer,
  all: readonly CollectionAnswer[],
): string[] {
  const those = all.filter((one) => one.model === model && (asked?.includes(one.name) ?? true));
  const lines = verdict === null ? [] : [formatTable(verdict.figures), ''];
  if (verdict?.forced) lines.push('Taken all the same:', ...reasonLines(verdict.reasons));
  for (const { collection, id, message } of unmade.items.slice(0, named))
    lines.push(`left out: ${collection}/${printable(id)}: ${printable(message)}`);
  if (unmade.count > named) lines.push(`and ${unmade.count - named} more`);
  if (untouched.length > 0)
    lines.push(`no picture is kept of: ${untouched.join(', ')}; they go on with their model`);
  const names = those.map(({ name }) => name).join(', ');
  lines.push(`${model} is in use${names === '' ? '' : `: ${names}`}.`);
  if (begun.length === 0) lines.push('No collection had to follow.');
  if (serve) lines.push('New collections, and requests that name no model, have it now.');
  return lines;
}

/** Why a model was refused. */
export const refusalLines = (
  model: string,
  { figures, reasons }: NonNullable<ActivationAnswer['verdict']>,
): string[] => [formatTable(figures), '', `${model} is refused:`, ...reasonLines(reasons)];

const reasonLines = (reasons: readonly string[]) => reasons.map((reason) => `  ${reason}`);

/** Where an activation stands: "mine/2: embedding, 12 of 100 pictures | 35/s | 3 s left". */
export function standingOf({ model, state, stage, done, total, rate, left }: ActivationAnswer) {
  const counts = total > 0 ? `, ${done} of ${total} pictures` : '';
  const speed = state === 'running' && total > 0 ? ` | ${rate} | ${left}` : '';
  return `${model}: ${state === 'running' ? stage : `${state}, ${stage}`}${counts}${speed}`;
}

/** How many, and the first of their ids. */
export function namedText({ count, ids }: NamedAnswer): string {
  const first = ids.slice(0, named).map((id) => printable(id));
  return `${count} (${first.join(', ')}${count > first.length ? ', ...' : ''})`;
}

/** Why an activation failed. */
export const failureOf = ({ error }: ActivationAnswer): SelfsameError =>
  new SelfsameError(error!.code, error!.message, error!.remedy);
