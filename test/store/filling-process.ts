// Run as a process of its own under a limit on file sizes: commits mails until one fails, then says how many were kept and
// with which code the next one was refused.
import { ref, auditEntry, mailPlan, mailRecord, outgoing } from '../support/plans.ts';
import { openStore } from '../../src/store/sqlite/open.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { storeSettings } from './store-settings.ts';

const store = openStore(storeSettings(process.argv[2] ?? ''));
let committed = 0;
let code: string | null = null;
while (code === null && committed < 100) {
  const number = committed + 1;
  const mail = mailRecord({ text: `${number} ${'x'.repeat(20_000)}` });
  try {
    await store.commit(mailPlan(number, { mail, outgoing: [outgoing({ ref: ref(number) })], audit: [auditEntry()] }));
    committed = number;
  } catch (error) {
    code = error instanceof StoreError ? error.code : String(error);
  }
}
process.stdout.write(JSON.stringify({ committed, code }));
