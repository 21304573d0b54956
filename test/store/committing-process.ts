// Run as a process of its own: adds a contact to .nl and takes it off again, for `argv[3]` changes, each judged on the world
// as it is, and prints the reference of each change once it is committed.
import { DAY, plus } from '../../src/core/instant.ts';
import { rosterOf } from '../../src/core/world.ts';
import { openStore } from '../../src/store/sqlite/open.ts';
import { auditEntry, changed, jane, john, mailPlan, NL, NOON, outgoing } from '../support/plans.ts';
import { storeSettings } from './store-settings.ts';

const [, , file = '', changes = '1'] = process.argv;
const store = openStore(storeSettings(file));
const later = plus(NOON, DAY);

for (let done = 0; done < Number(changes); ) {
  const world = await store.world({ from: null, tokenHashes: [], deferralKey: null }, NOON);
  const roster = rosterOf(world, NL);
  const people = roster.contacts.length === 2 ? [john()] : [john(), jane({ confirmedAt: later })];
  const ref = await store.nextReference(NOON);
  const outcome = await store.commit(
    mailPlan(ref, {
      changes: [changed(roster, ...people)],
      outgoing: [outgoing({ ref }), outgoing({ ref, kind: 'change-notice' })],
      audit: [auditEntry(), auditEntry({ kind: 'roster-changed' })],
    }),
  );
  if (outcome.outcome !== 'committed') continue;
  done += 1;
  process.stdout.write(`${ref}\n`);
}
await store.close();
