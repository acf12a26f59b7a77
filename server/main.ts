import { SelfsameError } from '@selfsame/models';
import { pino } from 'pino';
import { createApp } from './app.ts';
import type { Config } from './config/config.ts';
import { helpText, readFlags } from './config/flags.ts';
import { DataCorruptError } from './errors/DataCorruptError.ts';
import { sentence } from './errors/sentence.ts';
import { drain, listen } from './http/listen.ts';
import { checkFolder } from './index/sqlite/checkFolder.ts';
import { startServices } from './startServices.ts';
import { welcome } from './welcome.ts';

async function main(config: Config): Promise<void> {
  const log = pino(pino.destination(2));
  const services = await startServices(config, log);
  try {
    const { server, url } = await listen(createApp(services), config.host, config.port);
    console.log(welcome(services, url, config.data));
    const signal = await new Promise<string>((resolve) => {
      for (const name of ['SIGTERM', 'SIGINT']) process.once(name, () => resolve(name));
    });
    log.info({ signal }, 'stopping');
    await drain(server);
  } finally {
    await services.close();
  }
}

function check({ data }: Config): void {
  const { items, problems } = checkFolder(data);
  if (problems.length > 0) throw new DataCorruptError(data, problems.join('; '));
  console.log(`${data} is sound: ${items} items.`);
}

try {
  const config = readFlags(process.argv.slice(2));
  if (config === 'help') console.log(helpText());
  else if (config.check) check(config);
  else await main(config);
} catch (error) {
  if (!(error instanceof SelfsameError)) throw error;
  console.error(`selfsame: ${sentence(error.message)} ${error.remedy}`);
  process.exitCode = 1;
}
