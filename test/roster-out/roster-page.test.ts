import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { type CcTld, ccTldTable } from '../../src/core/cctld.ts';
import type { Contact, Roster } from '../../src/core/roster.ts';
import { rosterPage } from '../../src/roster-out/roster-page.ts';
import { SAVE_SCRIPT } from '../../src/roster-out/roster-page-save-script.ts';
import { SEARCH_SCRIPT } from '../../src/roster-out/roster-page-script.ts';
import { contact, contacts, email, NL, NOON, TABLE, tld } from '../support/plans.ts';

const WORDS = {
  title: 'Contacts',
  note: 'For you only.',
  search: 'Find:',
  count: 'entries',
  noScript: 'Use find.',
  save: 'Save:',
  saveTable: 'Table',
  saveCards: 'Cards',
  saveOldCards: 'Old cards',
  fileName: 'contacts',
  madeAt: NOON,
};

function roster(contactsThere: readonly Contact[], label = NL): Roster {
  return { tld: label, revision: 1, contacts: contactsThere, frozenUntil: null };
}

describe('the page', () => {
  test('shows everybody under the ccTLD, the country and the region', () => {
    const page = rosterPage(TABLE, [roster([contact({ secondaryEmail: email('john@oarc.net') })])], WORDS);
    expect(page).toContain('<tbody><tr><th colspan="4">.nl Netherlands (EU, Europe)');
    expect(page).toContain('<tr><td>#1<td>John Doe<td>+31 6 12345678<td>john.doe@nic.nl john@oarc.net');
  });

  test('lets nothing that a person wrote become markup', () => {
    const page = rosterPage(TABLE, [roster([contact({ name: `</td><script>alert("x")</script>&'` })])], WORDS);
    expect(page).toContain('<td>&lt;/td&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;<td>');
    expect(page.match(/<script/gu)).toHaveLength(1);
  });

  test('asks nobody for anything', () => {
    const page = rosterPage(TABLE, [roster([contact()])], WORDS);
    expect(page).not.toMatch(/https?:|\ssrc=|<link|<img|@import|[\s:]url\(/iu);
    expect(page).toContain(`content="default-src 'none';`);
  });

  test.each([SEARCH_SCRIPT, SAVE_SCRIPT])(
    'has scripts that every browser can read and that cannot end early',
    (script) => {
      expect(() => new Script(script)).not.toThrow();
      expect(script).not.toMatch(/<[!/a-z]/iu);
    },
  );

  test('is no larger than 200 kB for 1,000 contacts', () => {
    const rows = Array.from({ length: 334 }, (_, index): CcTld => {
      const label = `xn--test${index}`;
      return {
        tld: tld(label),
        ulabel: label,
        name: 'Some Country or Territory',
        iso: null,
        region: 'AP',
        status: 'active',
      };
    });
    const people = contacts(
      ...['one', 'two', 'three'].map((name) => ({
        name: 'Firstname Middle Lastname',
        email: email(`firstname.lastname.${name}@the-registry.example`),
        secondaryEmail: email(`firstname.lastname.${name}@elsewhere.example`),
      })),
    );
    const page = rosterPage(
      ccTldTable(rows),
      rows.map((row) => roster(people, row.tld)),
      WORDS,
    );
    expect(Buffer.byteLength(page)).toBeLessThan(200_000);
  });
});
