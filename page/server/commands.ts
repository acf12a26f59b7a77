import { serverUrl } from './ask.ts';

interface Commands {
  readonly index: string;
  readonly models: string;
  readonly train: string;
  readonly refresh: string;
}

const told = document.querySelector<HTMLMetaElement>('meta[name="selfsame-commands"]')?.content;

/** How commands are called on the server's machine, which tells it with the page. */
export const commands: Commands = JSON.parse(told || 'null') ?? {
  index: 'selfsame index',
  models: 'selfsame models',
  train: 'selfsame train',
  refresh: 'selfsame refresh',
};

/** Of a command that is about a collection; what is no name comes from a link, and into no command. */
export const collectionFlag = (collection: string): string =>
  `--collection ${/^[A-Za-z0-9][\w-]*$/.test(collection) ? collection : '<name>'}`;

/** Fills a collection from a folder of the server's machine. */
export function indexCommand(collection: string): string {
  const where = collection === 'default' ? '' : ` ${collectionFlag(collection)}`;
  const url = serverUrl.replace(/\/$/, '');
  const asked = url === 'http://127.0.0.1:8080' ? '' : ` --url ${url}`;
  return `${commands.index} ~/pictures${where}${asked}`;
}
