import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import { ConfigError, callOf } from '@selfsame/models';

const roots = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio: number) => new TraceIdRatioBasedSampler(ratio),
};
type Root = keyof typeof roots;

const parentBased = 'parentbased_';
const names = (Object.keys(roots) as Root[]).flatMap((name) => [name, `${parentBased}${name}`]);

/**
 * Which requests are traced, by `OTEL_TRACES_SAMPLER` and its argument, as OpenTelemetry has them:
 * all, unless the client's trace says otherwise.
 * @throws {ConfigError}
 */
export function samplerOf(environment: NodeJS.ProcessEnv): Sampler {
  const name = environment.OTEL_TRACES_SAMPLER || 'parentbased_always_on';
  const argument = environment.OTEL_TRACES_SAMPLER_ARG || '1';
  const problems: string[] = [];
  if (!names.includes(name)) problems.push(`OTEL_TRACES_SAMPLER: is none of ${names.join(', ')}`);
  const ratio = Number(argument);
  if (!(ratio >= 0 && ratio <= 1))
    problems.push('OTEL_TRACES_SAMPLER_ARG: is no number from 0 to 1');
  if (problems.length > 0) throw new ConfigError(problems, callOf('start'));
  const root = roots[name.replace(parentBased, '') as Root](ratio);
  return name.startsWith(parentBased) ? new ParentBasedSampler({ root }) : root;
}
