import { describe, expect, it } from 'vitest';
import type { Contact } from '../../src/core/roster.ts';
import { changesData } from '../../src/core/roster-change.ts';
import { rosterLines } from '../../src/roster-out/roster-line.ts';
import { contacts, email, NL } from '../support/plans.ts';
import { ADMIN_OF_TWO, book, JOHN_AND_JANE, judged, rosterOfNl } from './judged.ts';

// What the commands of one mail make of the rosters, all together and in whatever order they stand.

type Case = {
  readonly name: string;
  readonly from?: string;
  readonly on?: readonly Contact[];
  readonly text: string;
  /** `NAME ADDRESS` in order of rank, for each ccTLD that would change. */
  readonly after?: { readonly [tld: string]: readonly string[] };
  readonly faults?: readonly string[];
  readonly verdict?: string;
};

const BEN = 'Name: Ben Boe\nEmail: ben@nic.nl\nPhone: +31 6 11111111\n';

const JOHN_AND_JANE_LINES =
  'Name: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678\n\nName: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678\n';

const CASES: readonly Case[] = [
  { name: 'the first contact', on: [], text: `SUBSCRIBE .nl\n${BEN}`, after: { nl: ['Ben Boe ben@nic.nl'] } },
  {
    name: 'a third contact goes behind the others',
    text: `SUBSCRIBE .nl\n${BEN}`,
    after: { nl: ['John Doe john@nic.nl', 'Jane Roe jane@nic.nl', 'Ben Boe ben@nic.nl'] },
  },
  {
    name: 'the ccTLD may be left out by an admin of one',
    text: `SUBSCRIBE\n${BEN}`,
    after: { nl: ['John Doe john@nic.nl', 'Jane Roe jane@nic.nl', 'Ben Boe ben@nic.nl'] },
  },
  {
    name: 'but not by an admin of two',
    from: ADMIN_OF_TWO,
    text: `SUBSCRIBE\n${BEN}`,
    faults: ['cctld-missing'],
    verdict: 'refuse',
  },
  {
    name: 'one set of contacts for two ccTLDs',
    from: ADMIN_OF_TWO,
    text: `SUBSCRIBE .br .рф\n${BEN}`,
    after: { br: ['Ben Boe ben@nic.nl'], 'xn--p1ai': ['Ben Boe ben@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'the edited text of the list as it is',
    text: `CONTACTS .nl\n${JOHN_AND_JANE_LINES}\n${BEN}\nVersion of this list: 4`,
    after: { nl: ['John Doe john@nic.nl', 'Jane Roe jane@nic.nl', 'Ben Boe ben@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'the edited text of an older list is asked back',
    text: `CONTACTS .nl\n${JOHN_AND_JANE_LINES}\n${BEN}\nVersion of this list: 3`,
    after: { nl: ['John Doe john@nic.nl', 'Jane Roe jane@nic.nl', 'Ben Boe ben@nic.nl'] },
    verdict: 'confirm',
  },
  { name: 'a wanted rank that somebody has', text: `SUBSCRIBE .nl\n${BEN}Role: primary`, verdict: 'hold' },
  {
    name: 'a wanted rank that gets free in the same mail',
    text: `REMOVE .nl john@nic.nl\nSUBSCRIBE .nl\n${BEN}Role: primary`,
    after: { nl: ['Ben Boe ben@nic.nl', 'Jane Roe jane@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'the same in the other order',
    text: `SUBSCRIBE .nl\n${BEN}Role: primary\n\nREMOVE .nl john@nic.nl`,
    after: { nl: ['Ben Boe ben@nic.nl', 'Jane Roe jane@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'a successor inherits the rank',
    text: `REPLACE .nl john@nic.nl\n${BEN}`,
    after: { nl: ['Ben Boe ben@nic.nl', 'Jane Roe jane@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'ranks close up',
    text: 'REMOVE .nl john@nic.nl',
    after: { nl: ['Jane Roe jane@nic.nl'] },
    verdict: 'accept',
  },
  { name: 'somebody who is not there', text: 'REMOVE .nl nobody@nic.nl', faults: ['not-there'], verdict: 'refuse' },
  {
    name: 'a successor of somebody who is not there',
    text: `REPLACE .nl nobody@nic.nl\n${BEN}`,
    faults: ['not-there'],
    verdict: 'refuse',
  },
  {
    name: 'a fourth contact',
    text: `SUBSCRIBE .nl\n${BEN}\nName: Zoe Zed\nEmail: zoe@nic.nl\nPhone: +31 6 22222222`,
    faults: ['fourth-contact'],
    verdict: 'refuse',
  },
  {
    name: 'all faults at once',
    text: 'SUBSCRIBE .nl\nName: A B\nEmail: noc@nic.nl\nPhone: 12\n\nName: C D\nPhone: +31 6 22222222 ext 5',
    faults: ['phone-impossible', 'role-address', 'phone-extension', 'email-missing'],
    verdict: 'refuse',
  },
  { name: 'everybody goes', text: 'REMOVE .nl ALL', after: { nl: [] }, verdict: 'hold' },
  {
    name: 'the list as it is changes nothing',
    text: 'CONTACTS .nl\nName: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678\nRole: primary\n\nName: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678\nRole: secondary\n',
    after: {},
    verdict: 'accept',
  },
  {
    name: 'a declared list in another order swaps the ranks',
    text: 'CONTACTS .nl\nName: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678\nRole: primary\n\nName: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678\nRole: secondary\n',
    after: { nl: ['Jane Roe jane@nic.nl', 'John Doe john@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'a declared list without ranks keeps those held',
    text: 'CONTACTS .nl\nName: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678\n\nName: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678\n',
    after: {},
    verdict: 'accept',
  },
  {
    name: 'a declared list that leaves somebody out',
    text: 'CONTACTS .nl\nName: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678\n',
    after: { nl: ['Jane Roe jane@nic.nl'] },
    verdict: 'confirm',
  },
  {
    name: 'a declared list with another address of a known person',
    text: 'CONTACTS .nl\nName: John Doe\nEmail: jd@new.example\nPhone: +31 6 12345678\n\nName: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678\n',
    after: { nl: ['John Doe jd@new.example', 'Jane Roe jane@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'a declared list and a newcomer beside it',
    text: `SUBSCRIBE .nl\n${BEN}\nCONTACTS .nl\nName: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678\n\nName: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678\n`,
    after: { nl: ['John Doe john@nic.nl', 'Jane Roe jane@nic.nl', 'Ben Boe ben@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'one command removes whom the declared list names',
    text: 'REMOVE .nl john@nic.nl\n\nCONTACTS .nl\nName: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678\n\nName: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 12345678\n',
    verdict: 'hold',
  },
  {
    name: 'the same contact again changes nothing',
    text: 'SUBSCRIBE .nl\nName: John Doe\nEmail: JOHN@nic.nl\nPhone: +31612345678',
    after: {},
    verdict: 'accept',
  },
  {
    name: 'a new phone number of a contact',
    text: 'SUBSCRIBE .nl\nEmail: john@nic.nl\nPhone: +31 6 22334455',
    after: { nl: ['John Doe john@nic.nl', 'Jane Roe jane@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'an UPDATE by the admin names the contact by address',
    text: 'UPDATE .nl\nEmail: john@nic.nl\nPhone: +31 6 22334455',
    after: { nl: ['John Doe john@nic.nl', 'Jane Roe jane@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'an UPDATE by the admin of somebody who is not there',
    text: 'UPDATE .nl\nEmail: ben@nic.nl\nPhone: +31 6 22334455',
    faults: ['not-there'],
    verdict: 'refuse',
  },
  {
    name: 'one address for two people',
    text: 'SUBSCRIBE .nl\nName: Max Moe\nEmail: john@nic.nl\nPhone: +31 6 22334455',
    verdict: 'hold',
  },
  {
    name: 'one person with two entries',
    text: 'SUBSCRIBE .nl\nName: John Doe\nEmail: jd@other.example\nPhone: +31 6 22334455',
    verdict: 'hold',
  },
  {
    name: 'the same newcomer twice, alike',
    on: [],
    text: `SUBSCRIBE .nl\n${BEN}\n${BEN}`,
    after: { nl: ['Ben Boe ben@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'the same newcomer twice, unlike',
    on: [],
    text: `SUBSCRIBE .nl\n${BEN}\nName: Ben Boe\nEmail: ben@nic.nl\nPhone: +31 6 33333333`,
    faults: ['same-address-twice'],
    verdict: 'refuse',
  },
  {
    name: 'a national number is read with the country of the ccTLD, and shown',
    on: [],
    text: 'SUBSCRIBE .nl\nName: Ben Boe\nEmail: ben@nic.nl\nPhone: 06 11111111',
    after: { nl: ['Ben Boe ben@nic.nl'] },
    verdict: 'confirm',
  },
  { name: 'a ccTLD that is none', text: `SUBSCRIBE .com\n${BEN}`, faults: ['cctld-gtld'], verdict: 'refuse' },
  { name: 'a ccTLD that was retired', text: `SUBSCRIBE .an\n${BEN}`, faults: ['cctld-retired'], verdict: 'refuse' },
  {
    name: 'a contact updates the own phone',
    from: email('john@nic.nl'),
    text: 'UPDATE\nPhone: +31 6 22334455',
    after: { nl: ['John Doe john@nic.nl', 'Jane Roe jane@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'a contact empties the secondary address',
    from: email('john@nic.nl'),
    on: contacts({ name: 'John Doe', email: email('john@nic.nl'), secondaryEmail: email('j@other.example') }),
    text: 'UPDATE\nSecondary email: none',
    after: { nl: ['John Doe john@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'a contact becomes somebody else',
    from: email('john@nic.nl'),
    text: 'UPDATE\nName: Max Moe',
    faults: ['another-person'],
    verdict: 'refuse',
  },
  {
    name: 'a contact wants another rank',
    from: email('jane@nic.nl'),
    text: 'UPDATE\nRole: primary',
    faults: ['rank-by-admin'],
    verdict: 'refuse',
  },
  {
    name: 'a contact tells the rank that it has',
    from: email('jane@nic.nl'),
    text: 'UPDATE\nRole: secondary\nPhone: +31 6 22334455',
    after: { nl: ['John Doe john@nic.nl', 'Jane Roe jane@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'a contact moves to another address',
    from: email('john@nic.nl'),
    text: 'UPDATE\nEmail: john@new.example',
    after: { nl: ['John Doe john@new.example', 'Jane Roe jane@nic.nl'] },
    verdict: 'confirm',
  },
  {
    name: 'a contact leaves',
    from: email('jane@nic.nl'),
    text: 'REMOVE me',
    after: { nl: ['John Doe john@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'a contact leaves by the own address',
    from: email('jane@nic.nl'),
    text: 'REMOVE .nl jane@nic.nl',
    after: { nl: ['John Doe john@nic.nl'] },
    verdict: 'accept',
  },
  {
    name: 'a contact takes off another one',
    from: email('jane@nic.nl'),
    text: 'REMOVE .nl john@nic.nl',
    verdict: 'refuse',
  },
  {
    name: 'an address with letters beyond ASCII waits for a person',
    text: 'SUBSCRIBE .nl\nName: Ben Boe\nEmail: bén@nic.nl\nPhone: +31 6 11111111',
    verdict: 'hold',
  },
];

describe('what the commands of a mail make of the rosters', () => {
  it.each(CASES)('$name', ({ from, on = JOHN_AND_JANE, text, after, faults, verdict }) => {
    const given = { text, world: { rosters: new Map([[NL, rosterOfNl(on)]]) } };
    const { items, changes, changeVerdict } = judged(from === undefined ? given : { ...given, from });
    if (faults !== undefined)
      expect(items.flatMap((item) => item.faults.map(({ code }) => code)).toSorted()).toEqual(faults.toSorted());
    if (verdict !== undefined) expect(changeVerdict).toBe(verdict);
    if (after === undefined) return;
    const changed = changes.filter(changesData);
    expect(
      Object.fromEntries(
        changed.map(({ tld, after: list }) => [tld, list.map(({ name, email: address }) => `${name} ${address}`)]),
      ),
    ).toEqual(after);
    for (const { tld, after: list } of changed) {
      expect(list.map(({ rank }) => rank)).toEqual([1, 2, 3].slice(0, list.length));
      expect(rosterLines(book.table, { tld, contacts: list })).toHaveLength(list.length);
    }
  });
});
