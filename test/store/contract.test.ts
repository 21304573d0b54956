import { describe } from 'vitest';
import { storeContract } from './store-contract.ts';
import { storeAt, temporaryFile } from './temporary-store.ts';

describe('the store on SQLite', () => {
  storeContract(() => storeAt(temporaryFile()));
});
