import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/core/instant.ts';
import type { Reference } from '../../src/core/message.ts';
import { ADMIN_NL, ANNA, BEN, subscribe } from '../e2e/invented-people.ts';
import { type DeskWorld, hostileMail, PASSWORD, type Person, startDeskWorld } from './desk-world.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
if (CHROMIUM === undefined) {
  process.stdout.write(
    'SKIPPED: no chromium is installed, so the desk was not tried in a browser (apt install chromium)\n',
  );
}

const DORA = 'Name: Dora Initial\nEmail: dora@nic.example\nPhone: +31 6 55554444';
const PAGES = ['/', '/held', '/roster', '/roster/nl', '/activity', '/stats', '/iana', '/outbox', '/failed', '/people'];

describe.skipIf(CHROMIUM === undefined)('in a browser', () => {
  let world: DeskWorld;
  let kim: Person;
  let browser: Browser;
  const opened: BrowserContext[] = [];

  beforeAll(async () => {
    world = await startDeskWorld();
    await world.play({ from: ADMIN_NL, text: subscribe('nl', DORA) });
    kim = await world.addPerson('kim@tld-ops.example', 'Kim Secretary', 'reviewer');
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  }, 60_000);
  afterEach(async () => {
    world.pass(16 * MINUTE);
    for (const context of opened.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  /** A window of a person who has just opened the browser. */
  async function window(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({ baseURL: `http://${world.service.web}`, ...options });
    opened.push(context);
    return context.newPage();
  }

  async function signedIn(options: Parameters<Browser['newContext']>[0] = {}, person = kim): Promise<Page> {
    const page = await window(options);
    await page.goto('/login');
    await page.getByLabel('E-mail address').fill(person.email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByLabel('Code from your authenticator').fill(person.code());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Waiting', level: 1 }).waitFor();
    return page;
  }

  function heldRequest(subject: string): Promise<Reference> {
    return world.held({
      from: 'colleague@unproved.example',
      cc: ADMIN_NL,
      signed: false,
      subject,
      text: subscribe('nl', ANNA, BEN),
    });
  }

  async function contacts(): Promise<number> {
    return (await world.service.workplace.store.rosters()).flatMap((roster) => roster.contacts).length;
  }

  test('a reviewer signs in, understands a case, approves it, and signs out; also without scripts', async () => {
    const ref = await heldRequest('please add us');
    const page = await signedIn({ javaScriptEnabled: false });
    await page.getByRole('link', { name: ref }).click();
    await page.getByText('An unproved sender asks for a roster change', { exact: false }).first().waitFor();
    const afterwards = page.getByRole('region', { name: '.nl afterwards' });
    expect(await afterwards.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('Dora Initial'),
      expect.stringContaining('Anna Visser'),
      expect.stringContaining('Ben Bakker'),
    ]);
    expect(await page.getByRole('region', { name: '.nl now' }).innerText()).toContain('Dora Initial');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Decided: approved by kim@tld-ops.example', { exact: false }).waitFor();
    expect(await contacts()).toBe(3);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto('/held');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  test('of two windows the second sees what the first decided', async () => {
    const ref = await heldRequest('two windows');
    const max = await world.addPerson('max@tld-ops.example', 'Max', 'reviewer');
    const [one, two] = [await signedIn(), await signedIn({}, max)];
    for (const page of [one, two]) await page.goto(`/held/${ref}`);
    await one.getByLabel('Reason, for the sender').fill('Please let the Admin Contact ask.');
    await one.getByRole('button', { name: 'Refuse' }).click();
    await one.getByText('Decided: refused by kim@tld-ops.example', { exact: false }).waitFor();
    await two.getByRole('button', { name: 'Discard' }).click();
    await two.getByRole('alert').getByText('Somebody decided this case before you', { exact: false }).waitFor();
    await two.getByText('Decided: refused by kim@tld-ops.example', { exact: false }).waitFor();
    expect(await two.getByText('Please let the Admin Contact ask.').count()).toBe(1);
  });

  test('everything can be done with the keyboard alone', async () => {
    const ref = await heldRequest('keyboard');
    const page = await window();
    await page.goto('/held');
    const focused = (): Promise<string> =>
      page.evaluate('(document.activeElement?.innerText || document.activeElement?.id || "").trim()');
    const tabTo = async (what: string): Promise<void> => {
      for (let presses = 0; presses < 80; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await focused()).includes(what)) return;
      }
      throw new Error(`the keyboard never came to ${what}`);
    };
    await tabTo('email');
    await page.keyboard.type(kim.email);
    await tabTo('password');
    await page.keyboard.type(PASSWORD);
    await tabTo('code');
    await page.keyboard.type(kim.code());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Waiting', level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('To the content');
    await page.keyboard.press('Enter');
    await tabTo(ref);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/held/${ref}`);
    await tabTo('Decide');
    await page.keyboard.press('Enter');
    await tabTo('reason');
    await page.keyboard.type('Not with this address.');
    await tabTo('Refuse');
    await page.keyboard.press('Enter');
    await page.getByText('Decided: refused', { exact: false }).waitFor();
  });

  test('markup in every field of a mail stays text, runs nothing and asks nobody', async () => {
    const ref = await world.held(
      hostileMail('<img src=https://evil.example/x.png onerror=alert(1)><script>alert(2)</script>'),
    );
    const page = await signedIn();
    const troubles: string[] = [];
    page.on('dialog', (dialog) => {
      troubles.push(`dialog ${dialog.message()}`);
      dialog.dismiss().catch((error: unknown) => troubles.push(String(error)));
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`http://${world.service.web}/`)) troubles.push(request.url());
    });
    page.on('pageerror', (error) => troubles.push(error.message));
    for (const path of ['/held', `/held/${ref}`, `/activity/${ref}`, '/activity', '/outbox']) {
      await page.goto(path);
      expect(await page.locator('main img, main script, main iframe').count()).toBe(0);
    }
    await page.goto(`/held/${ref}`);
    expect(await page.getByText('onerror=alert(1)', { exact: false }).count()).toBeGreaterThan(2);
    expect(troubles).toEqual([]);
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Decided: discarded', { exact: false }).waitFor();
  });

  test.each([1280, 390])(
    'every page is accessible and fits, %i pixels wide, by day and by night',
    async (width) => {
      const open = await heldRequest(`wide ${width}`);
      // Far from UTC, so that each time is followed by another one.
      const page = await signedIn({ viewport: { width, height: 900 }, bypassCSP: true, timezoneId: 'Asia/Kolkata' });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const path of [...PAGES, `/held/${open}`, `/activity/${open}`, '/nowhere']) {
          await page.goto(path);
          expect([path, await page.evaluate('document.documentElement.scrollWidth <= innerWidth')]).toEqual([
            path,
            true,
          ]);
          await page.evaluate(axe.source);
          const found = await page.evaluate(
            'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes.map(({ html }) => html).join(" ")))',
          );
          expect([path, found]).toEqual([path, []]);
        }
      }
      const signIn = await window({ viewport: { width, height: 900 }, bypassCSP: true });
      await signIn.goto('/login');
      await signIn.evaluate(axe.source);
      expect(await signIn.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')).toEqual([]);
    },
    180_000,
  );

  test.each(['screen', 'print'] as const)('the columns of the public page begin in one line: %s', async (media) => {
    const page = await window();
    await page.emulateMedia({ media });
    await page.goto('/');
    const tops = await page
      .locator('#missing .labels')
      .first()
      .evaluate((list) => {
        const places = [...list.children].map((item) => item.getBoundingClientRect());
        const heads = places.filter(({ left }, index) => index === 0 || left > (places[index - 1]?.right ?? 0));
        return heads.map(({ top }) => Math.round(top));
      });
    expect(tops.length).toBeGreaterThan(1);
    expect(new Set(tops).size).toBe(1);
  });

  test('a page tells the reader’s own time beside UTC', async () => {
    const page = await signedIn({ timezoneId: 'Asia/Tokyo', locale: 'en-GB' });
    await page.goto('/activity');
    const time = page.locator('main time').first();
    expect(await time.innerText()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/u);
    const local = time.locator('xpath=following-sibling::*[1]');
    expect(await local.innerText()).toMatch(/^\((?:\d{1,2} \p{L}+,? )?\d\d:\d\d your time\)$/u);
    const [hour = ''] = /(?<=\s)\d\d(?=:)/u.exec(await time.innerText()) ?? [];
    expect(await local.innerText()).toContain(` ${String((Number(hour) + 9) % 24).padStart(2, '0')}:`.trim());
    const there = await signedIn({ timezoneId: 'UTC' });
    await there.goto('/activity');
    expect(await there.locator('.local').count()).toBe(0);
  });
});
