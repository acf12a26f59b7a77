import { resolve } from 'node:path';
import { createApp } from './app.ts';
import { type Config, helpText, loadConfig } from './config/load.ts';
import { DataDamagedError } from './errors/start.ts';
import { drain, listen } from './http/listen.ts';
import { createLog } from './log.ts';
import { progressLines } from './progressLines.ts';
import { startServices } from './startServices.ts';
import { checkFolder } from './store/checkFolder.ts';
import { shownAddress } from './store/postgres/address.ts';
import { salvageFolder } from './store/rows/salvage/salvageFolder.ts';
import { welcome } from './welcome.ts';

async function serve(config: Config): Promise<void> {
  const { quiet, logLevel, logFormat } = config;
  const log = createLog({ level: quiet ? 'error' : logLevel, format: logFormat });
  const services = await startServices(config, log);
  const { limits, metrics } = services;
  try {
    const { server, url } = await listen(createApp(services), config, limits, metrics);
    if (!quiet) console.log(welcome(services, url, indexOf(config)));
    const signal = await new Promise<string>((resolve) => {
      for (const name of ['SIGTERM', 'SIGINT']) process.once(name, () => resolve(name));
    });
    log.info({ signal }, 'stopping');
    services.stop();
    await drain(server, limits.drainMs);
  } finally {
    await services.close();
  }
}

/** Where the index is, without secrets. */
const indexOf = ({ store, data }: Config) => (store === undefined ? data : shownAddress(store));

function check({ data }: Config): void {
  const { items, problems } = checkFolder(data, progressLines(process.stderr));
  if (problems.length === 0) {
    console.log(`${data} is sound: ${items} items.`);
    return;
  }
  for (const problem of problems) console.log(problem);
  throw new DataDamagedError(data, problems.length);
}

function salvage(data: string, into: string): void {
  const { items, vectors, images, lost } = salvageFolder(data, into, progressLines(process.stderr));
  for (const line of lost) console.log(`lost: ${line}`);
  console.log(
    `${into} holds ${items} items, ${vectors} vectors and ${images} pictures of ${data}; ${lost.length} lost.`,
  );
  if (lost.length > 0) process.exitCode = 1;
}

/** `selfsame start`. @throws {SelfsameError} */
export async function start(args: readonly string[]): Promise<void> {
  const config = loadConfig(args, process.env);
  if (config === null) console.log(helpText());
  else if (config.check) check(config);
  else if (config.salvage !== undefined) salvage(config.data, resolve(config.salvage));
  else await serve(config);
}
