import { beforeAll, describe, expect, test } from 'vitest';
import type { World } from '../../src/core/world.ts';
import type { House } from '../../src/plan/house.ts';
import { ADMIN, BR, NL } from '../support/plans.ts';
import { ADMIN_BR, attack, proved, roster, SECRETS, shippedHouse, STRANGER, world } from '../security/bench.ts';

let house: House;
let plain: World;

const { john, jane, joao } = SECRETS;
const NEW_PERSON = 'Name: New Person\nEmail: new.person@nic.nl\nPhone: +31 6 12121212';

beforeAll(async () => {
  house = await shippedHouse();
  plain = world(house, [roster(NL, [john, jane]), roster(BR, [joao])], {
    provedAddresses: proved(john.email, joao.email),
  });
});

describe('probe', () => {
  test('p', () => {
    const show = (name: string, o: ReturnType<typeof attack>) => {
      console.log(
        name,
        JSON.stringify(
          {
            smtp: o.answer,
            changeVerdict: o.judgement.changeVerdict,
            items: o.judgement.items.map((i) => [i.asked.request, i.verdict]),
            changes: o.plan.changes.map((c) => c.tld),
            cases: o.plan.cases.map((c) => [c.ref, c.kind, c.state, c.tlds, c.commands, c.confirmers.map((x) => [x.address, x.party, x.tlds])]),
            freezes: o.plan.freezes,
            out: o.plan.outgoing.map((m) => [m.kind, m.to, m.result, m.subject]),
            audit: o.plan.audit.map((a) => a.kind),
          },
          null,
          1,
        ),
      );
    };
    const go = (name: string, w: Parameters<typeof attack>[2]) => show(name, attack(house, plain, w));
    go('dispute+remove', { from: ADMIN, proof: 'signed', text: `DISPUTE .nl\nREMOVE .nl ${jane.email}` });
    go('dispute+subscribe held', { from: ADMIN, proof: 'signed', text: `DISPUTE .nl\nSUBSCRIBE .nl\nName: NOC Team\nEmail: it@nic.nl\nPhone: +31 6 12121212` });
    go('dispute auto', { from: ADMIN, proof: 'signed', origin: 'automatic', text: `DISPUTE .nl` });
    go('dispute identity', { from: ADMIN, proof: 'signed', identityAgreed: false, text: `DISPUTE .nl` });
    go('two tlds', { from: ADMIN, proof: 'signed', copied: [ADMIN_BR], text: `SUBSCRIBE .nl .br\n${NEW_PERSON}` });
    go('two tlds not copied', { from: ADMIN, proof: 'signed', text: `SUBSCRIBE .nl .br\n${NEW_PERSON}` });
    go('reads and change', { from: ADMIN, proof: 'aligned', text: `STATUS .nl\nHELP\nSUBSCRIBE .nl\n${NEW_PERSON}` });
    go('refused and read', { from: STRANGER, proof: 'aligned', text: `HELP\nREMOVE .nl ALL` });
    go('update own + subscribe', { from: john.email, proof: 'signed', copied: [ADMIN], text: `UPDATE\nPhone: +31 6 77777777\n\nSUBSCRIBE .nl\n${NEW_PERSON}` });
    go('confirm+deny', { from: ADMIN, proof: 'signed', text: `CONFIRM\nDENY` });
    expect(1).toBe(1);
  });
});
