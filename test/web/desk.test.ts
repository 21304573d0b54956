import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR } from '../../src/core/instant.ts';
import type { Reference } from '../../src/core/message.ts';
import { ADMIN_BR, ADMIN_NL, ANNA, BEN, CLARA, subscribe } from '../e2e/invented-people.ts';
import { inboxOf } from '../e2e/inbox.ts';
import { NL, tld } from '../support/plans.ts';
import { type DeskWorld, hostileMail, type Person, startDeskWorld } from './desk-world.ts';
import { type Visitor, visitor } from './visitor.ts';

const DORA = 'Name: Dora Initial\nEmail: dora@nic.example\nPhone: +31 6 55554444';
const DECISIONS = ['approve', 'refuse', 'ask-admin', 'discard'] as const;
const PAGES = ['/held', '/roster', '/roster/nl', '/activity', '/stats', '/iana', '/outbox', '/failed', '/people'];

let world: DeskWorld;
let kim: Person;
let lee: Person;
let browser: Visitor;
let reader: Visitor;
beforeAll(async () => {
  world = await startDeskWorld();
  await world.play({ from: ADMIN_NL, text: subscribe('nl', DORA) });
  kim = await world.addPerson('kim@tld-ops.example', 'Kim Secretary', 'reviewer');
  browser = await world.signedIn(kim);
  lee = await world.addPerson('lee@tld-ops.example', 'Lee 李明', 'reader');
  reader = await world.signedIn(lee);
});
afterAll(() => world.close());

/** Nobody vouches for its sender, so it waits for the Secretariat. */
function heldRequest(subject = 'Our contacts'): Promise<Reference> {
  return world.held({
    from: 'colleague@unproved.example',
    cc: ADMIN_NL,
    signed: false,
    subject,
    text: subscribe('nl', ANNA, BEN),
  });
}

async function stateOf(ref: Reference): Promise<unknown> {
  const held = await world.service.workplace.store.heldCase(ref);
  return held === null ? null : [held.state, held.version];
}

async function people(label = NL): Promise<readonly string[]> {
  const rosters = await world.service.workplace.store.rosters();
  return rosters.filter((one) => one.tld === label).flatMap(({ contacts }) => contacts.map(({ name }) => name));
}

async function formOf(who: Visitor, ref: Reference): Promise<Record<'csrf' | 'digest' | 'version', string>> {
  const page = await who.get(`/held/${ref}`);
  expect(page.status).toBe(200);
  return { csrf: page.hidden('csrf'), digest: page.hidden('digest'), version: page.hidden('version') };
}

describe('a page', () => {
  test.each([...PAGES, '/held/2026-000001', '/activity/2026-000001'])(
    '%s is for those who are signed in',
    async (path) => {
      const seen = await visitor(world.service.web).get(path);
      expect([seen.status, seen.location?.startsWith('/login')]).toEqual([303, true]);
      expect(seen.text).toBe('');
    },
  );

  test.each(PAGES)('%s cannot be framed, kept or fed by others', async (path) => {
    const { status, headers, text } = await browser.get(path);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).not.toMatch(/ style=|<script(?! src="\/local-time\.js")|https?:\/\//u);
  });

  test.each(['/held/2026-999999', '/held/x', '/roster/zz', '/roster/com', '/activity/2026-999999'])(
    '%s does not exist',
    async (path) => {
      expect((await browser.get(path)).status).toBe(404);
    },
  );

  test('never changes anything by being looked at', async () => {
    const ref = await heldRequest('look only');
    const before = await world.service.workplace.store.audit({});
    const { csrf, digest } = await formOf(browser, ref);
    for (const decision of DECISIONS) {
      const query = new URLSearchParams({ csrf, digest, reason: 'x' }).toString();
      const seen = await browser.get(`/held/${ref}/${decision}?${query}`);
      expect(seen.status).toBe(404);
    }
    for (const path of PAGES) await browser.get(path);
    expect(await world.service.workplace.store.audit({})).toEqual(before);
    expect(await stateOf(ref)).toEqual(['open', 1]);
    await browser.post(`/held/${ref}/discard`, { csrf, digest });
  });
});

describe('a decision', () => {
  test('needs the token of the session, a page of this host, and a reviewer', async () => {
    const ref = await heldRequest();
    const form = await formOf(browser, ref);
    const other = await world.signedIn(kim);
    const tries: readonly (readonly [string, Visitor, Record<string, string>, Record<string, string>?])[] = [
      ['no token', browser, { digest: form.digest }],
      ['an empty token', browser, { ...form, csrf: '' }],
      ['the token of another session', browser, { ...form, csrf: (await formOf(other, ref)).csrf }],
      ['another site', browser, form, { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
      ['a neighbour', browser, form, { 'Sec-Fetch-Site': 'same-site' }],
      ['a reader', reader, { digest: form.digest, csrf: (await reader.get('/held')).hidden('csrf') }],
    ];
    for (const decision of DECISIONS) {
      for (const [who, from, fields, headers] of tries) {
        const seen = await from.post(`/held/${ref}/${decision}`, { reason: 'no', ...fields }, headers);
        expect([who, decision, seen.status]).toEqual([who, decision, 403]);
      }
      const nobody = await visitor(world.service.web).post(`/held/${ref}/${decision}`, form);
      expect([nobody.status, nobody.location]).toEqual([303, '/login']);
    }
    expect(await stateOf(ref)).toEqual(['open', 1]);
    expect(await people()).toEqual(['Dora Initial']);
    await browser.post(`/held/${ref}/discard`, form);
  });

  test('needs the digest of what was shown', async () => {
    const ref = await heldRequest();
    const { csrf } = await formOf(browser, ref);
    expect((await browser.post(`/held/${ref}/approve`, { csrf })).status).toBe(400);
    expect((await browser.post(`/held/${ref}/approve`, { csrf, digest: 'f'.repeat(64) })).status).toBe(409);
    expect(await stateOf(ref)).toEqual(['open', 1]);
    await browser.post(`/held/${ref}/discard`, await formOf(browser, ref));
  });

  test('to approve does what was shown, tells everybody, and names the reviewer', async () => {
    const inbox = inboxOf(world.sink);
    const ref = await heldRequest('please take them');
    const page = await browser.get(`/held/${ref}`);
    for (const shown of [
      'Anna Visser',
      'Ben Bakker',
      '+31 6 12345678',
      'colleague@unproved.example',
      'please take them',
    ])
      expect(page.text).toContain(shown);
    const seen = await browser.post(`/held/${ref}/approve`, await formOf(browser, ref));
    expect([seen.status, seen.location]).toEqual([303, `/held/${ref}`]);
    expect(await people()).toEqual(['Dora Initial', 'Anna Visser', 'Ben Bakker']);
    await inbox.next(ADMIN_NL, 'notice');
    await inbox.next('anna.visser@nic.example', 'notice');
    const audit = await world.service.workplace.store.audit({ ref });
    expect(audit.find(({ kind }) => kind === 'case-approved')?.actor).toBe('secretariat:kim@tld-ops.example');
    expect((await browser.get(`/held/${ref}`)).text).toMatch(/Decided: <strong>approved<\/strong>/u);
    expect((await browser.get('/roster/nl')).text).toContain('Anna Visser');
    expect((await browser.get('/roster?q=anna')).text).toContain('anna.visser@nic.example');
  });

  test('comes once: the second one sees the first and changes nothing', async () => {
    const ref = await heldRequest('twice');
    const one = await formOf(browser, ref);
    const colleague = await world.signedIn(await world.addPerson('max@tld-ops.example', 'Max', 'reviewer'));
    const other = await formOf(colleague, ref);
    expect(
      (await browser.post(`/held/${ref}/refuse`, { ...one, reason: 'Send it from your own address.' })).status,
    ).toBe(303);
    const before = await world.service.workplace.store.audit({});
    for (const decision of DECISIONS) {
      const seen = await colleague.post(`/held/${ref}/${decision}`, { ...other, reason: 'late' });
      expect(seen.status).toBe(409);
      expect(seen.text).toContain('Somebody decided this case before you');
      expect(seen.text).toContain('kim@tld-ops.example');
    }
    expect(await world.service.workplace.store.audit({})).toEqual(before);
    expect(await stateOf(ref)).toEqual(['refused', 2]);
  });

  test('is about the case as it was shown, not as a colleague left it', async () => {
    const ref = await world.held({
      from: 'colleague@elsewhere.example',
      cc: ADMIN_NL,
      subject: 'a third one',
      text: 'REMOVE .nl dora@nic.example',
    });
    const stale = await formOf(browser, ref);
    expect((await browser.post(`/held/${ref}/ask-admin`, stale)).status).toBe(303);
    const late = await browser.post(`/held/${ref}/approve`, stale);
    expect([late.status, late.text.includes('Somebody changed this case')]).toEqual([409, true]);
    expect(await people()).toContain('Dora Initial');
  });

  test('is about the roster as it was shown', async () => {
    const ref = await heldRequest('again');
    const stale = await formOf(browser, ref);
    expect(await world.play({ from: ADMIN_NL, text: 'REMOVE .nl ben.bakker@nic.example' })).toMatch(/ applied$/u);
    const late = await browser.post(`/held/${ref}/approve`, stale);
    expect([late.status, late.text.includes('The roster changed since')]).toEqual([409, true]);
    expect(await people()).toEqual(['Dora Initial', 'Anna Visser']);
    expect((await browser.post(`/held/${ref}/approve`, await formOf(browser, ref))).status).toBe(303);
    expect(await people()).toEqual(['Dora Initial', 'Anna Visser', 'Ben Bakker']);
  });

  test('to refuse needs a reason', async () => {
    const ref = await heldRequest('no reason');
    const form = await formOf(browser, ref);
    expect((await browser.post(`/held/${ref}/refuse`, { ...form, reason: ' \n ' })).status).toBe(400);
    expect(await stateOf(ref)).toEqual(['open', 1]);
    await browser.post(`/held/${ref}/discard`, form);
  });
});

test('an approval is taken back as a change of its own, once, and only while nothing changed since', async () => {
  // Five changes a day are as many as the policy lets through without a person.
  world.pass(25 * HOUR);
  browser = await world.signedIn(kim);
  reader = await world.signedIn(lee);
  expect(await world.play({ from: ADMIN_NL, text: 'REMOVE .nl ben.bakker@nic.example' })).toMatch(/ applied$/u);
  const before = await people();
  const ref = await heldRequest('to be taken back');
  await browser.post(`/held/${ref}/approve`, await formOf(browser, ref));
  expect(await people()).toContain('Ben Bakker');
  const form = await formOf(browser, ref);
  expect(
    (await reader.post(`/held/${ref}/undo`, { ...form, csrf: (await reader.get('/held')).hidden('csrf') })).status,
  ).toBe(403);
  const inbox = inboxOf(world.sink);
  expect((await browser.post(`/held/${ref}/undo`, form)).status).toBe(303);
  expect(await people()).toEqual(before);
  expect((await inbox.next('ben.bakker@nic.example', 'notice')).text).toBeTruthy();
  expect((await browser.get(`/held/${ref}`)).text).toContain('<strong>taken back</strong>');
  expect((await browser.post(`/held/${ref}/undo`, form)).status).toBe(409);
  const audit = await world.service.workplace.store.audit({ ref });
  expect(audit.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['case-approved', 'roster-changed', 'case-undone']),
  );

  const late = await heldRequest('changed since');
  await browser.post(`/held/${late}/approve`, await formOf(browser, late));
  const page = await formOf(browser, late);
  expect(await world.play({ from: ADMIN_NL, text: 'REMOVE .nl anna.visser@nic.example' })).toMatch(/ applied$/u);
  expect((await browser.post(`/held/${late}/undo`, page)).status).toBe(409);
});

test('what is grave needs two reviewers, who have seen the same change', async () => {
  const ref = await world.held({
    from: 'colleague@unproved.example',
    cc: ADMIN_BR,
    signed: false,
    text: subscribe('br', CLARA),
  });
  const page = await browser.get(`/held/${ref}`);
  expect(page.text).toContain('2 reviewers have to approve this: it gives a ccTLD its first contacts');
  const form = await formOf(browser, ref);
  for (let times = 0; times < 2; times += 1) {
    expect((await browser.post(`/held/${ref}/approve`, form)).status).toBe(303);
    expect(await people(tld('br'))).toEqual([]);
  }
  expect((await browser.get(`/held/${ref}`)).text).toContain('You have approved it.');
  const second = await world.signedIn(await world.addPerson('eve@tld-ops.example', 'Eve', 'reviewer'));
  expect((await second.get(`/held/${ref}`)).text).toContain('So far: <bdi>kim@tld-ops.example</bdi>');
  expect((await second.post(`/held/${ref}/approve`, await formOf(second, ref))).status).toBe(303);
  expect(await people(tld('br'))).toEqual(['Clara Souza']);
  const audit = await world.service.workplace.store.audit({ ref });
  expect(audit.flatMap(({ kind, actor }) => (/endorsed|approved/u.test(kind) ? [`${kind} ${actor}`] : []))).toEqual([
    'case-endorsed secretariat:kim@tld-ops.example',
    'case-approved secretariat:eve@tld-ops.example',
  ]);
});

test('two reviewers see who has a case, and what was noted', async () => {
  const ref = await heldRequest('shared');
  const colleague = await world.signedIn(await world.addPerson('ada@tld-ops.example', 'Ada', 'reviewer'));
  const form = await formOf(colleague, ref);
  await colleague.post(`/held/${ref}/assign`, form);
  await colleague.post(`/held/${ref}/note`, { ...form, note: 'I have phoned <b>them</b>.' });
  expect((await browser.get('/held')).text).toContain('<bdi>Ada</bdi>');
  const page = await browser.get(`/held/${ref}`);
  expect(page.text).toContain('<bdi>Ada</bdi> has this case');
  expect(page.text).toContain('I have phoned &lt;b&gt;them&lt;/b&gt;.');
  await colleague.post(`/held/${ref}/give-back`, form);
  expect((await browser.get(`/held/${ref}`)).text).toContain('Nobody has this case yet');
  expect((await browser.post(`/held/${ref}/discard`, form)).status).toBe(403);
  expect((await browser.post(`/held/${ref}/discard`, await formOf(browser, ref))).status).toBe(303);
});

test('markup in a mail is text on every page', async () => {
  const markup = '<img src=x onerror=alert(1)>';
  const ref = await world.held(hostileMail(markup));
  const form = await formOf(browser, ref);
  await browser.post(`/held/${ref}/note`, { ...form, note: markup });
  const pages = [
    '/held',
    `/held/${ref}`,
    `/activity/${ref}`,
    '/roster',
    '/outbox',
    `/activity?q=${encodeURIComponent(markup)}`,
  ];
  for (const path of pages) {
    const { text } = await browser.get(path);
    expect(text).not.toContain('<img');
    expect(text).not.toContain('</pre></td>');
    expect(text).not.toContain('\u202e');
    expect(text).not.toMatch(/="[^"]*<img/u);
  }
  expect((await browser.get(`/held/${ref}`)).text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  await browser.post(`/held/${ref}/discard`, form);
});

test('activity shows every mail, also one that was refused, and finds it by its words', async () => {
  expect(
    await world.play({
      from: ADMIN_NL,
      signed: false,
      clientIp: '127.0.0.9',
      subject: 'forged 100%_x',
      text: 'REMOVE .nl ALL',
    }),
  ).toMatch(/^550 /u);
  const all = await browser.get('/activity');
  expect(all.text).toContain('forged 100%_x');
  const found = await browser.get(`/activity?q=${encodeURIComponent('forged 100%_X')}`);
  expect(found.text.match(/<tr role="row"><td/gu)).toHaveLength(1);
  expect((await browser.get(`/activity?q=${encodeURIComponent('forged 100__x')}`)).text).toContain('No mail was found');
  expect((await browser.get('/activity?before=1')).text).toContain('No mail came yet');
  expect((await browser.get('/activity?before=nonsense')).status).toBe(200);
});

test('a ccTLD without contacts has a page, and an IDN one is found by its A-label', async () => {
  expect((await browser.get('/roster/br')).text).toContain('director@registry.example');
  expect((await browser.get('/roster/xn--p1ai')).text).toContain('.рф');
});

test('what a session may do ends with it', async () => {
  const guest = await world.signedIn(kim);
  const ref = await heldRequest('too late');
  const form = await formOf(guest, ref);
  world.pass(13 * HOUR);
  const seen = await guest.post(`/held/${ref}/approve`, form);
  expect([seen.status, seen.location]).toEqual([303, '/login']);
  expect(await stateOf(ref)).toEqual(['open', 1]);
});
