import { openStore } from '../../../server/store/openStore.ts';
import { temporaryFolder } from '../helpers.ts';
import { storeContract } from './contract.ts';
import { model } from './fixtures.ts';

storeContract('SQLite', async () =>
  openStore({
    folder: await temporaryFolder(),
    model,
    exactLimit: 10_000,
    diskReserve: 0,
    onRestart: (thread, reason) => {
      throw new Error(`${thread}: ${reason}`);
    },
    onIndex() {},
  }),
);
