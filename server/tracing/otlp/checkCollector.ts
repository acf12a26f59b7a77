import { ConfigError, callOf } from '@selfsame/models';

const addresses = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'];
const protocols = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'];

/**
 * Refuses a collector that nothing would reach: the exporter takes another one in the place of an
 * address that is none, and gRPC has a port of its own.
 * @throws {ConfigError}
 */
export function checkCollector(environment: NodeJS.ProcessEnv): void {
  const problems: string[] = [];
  for (const name of addresses) {
    const { [name]: address } = environment;
    if (address && !/^https?:$/.test(URL.parse(address)?.protocol ?? ''))
      problems.push(`${name}: is no address such as http://127.0.0.1:4318`);
  }
  const protocol = protocols.find((name) => environment[name]);
  if (protocol !== undefined && environment[protocol] === 'grpc')
    problems.push(
      `${protocol}: grpc is not spoken; name http/json, and the collector's port for HTTP`,
    );
  if (problems.length > 0) throw new ConfigError(problems, callOf('start'));
}
