import { openPostgres } from '../../../../server/store/postgres/openPostgres.ts';
import { storeContract } from '../contract.ts';
import { emptyDatabase } from './database.ts';

storeContract('PostgreSQL', async () =>
  openPostgres({
    url: await emptyDatabase(),
    exactLimit: 10_000,
    onIndex: (message) => {
      throw new Error(message);
    },
  }),
);
