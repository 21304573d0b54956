import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Instant } from '../../src/core/instant.ts';
import { ccTldTable } from '../../src/core/cctld.ts';
import type { Attachment } from '../../src/core/outgoing.ts';
import { rosterAttachments } from '../../src/replies/roster-attachments.ts';
import { TEXTS } from '../replies/people.ts';
import { shippedRules } from '../rules/shipped-rules.ts';
import { thousandContacts } from '../support/thousand-contacts.ts';
import { contact, roster } from './people.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
const MADE = '2026-04-01T06:00:00.000Z' as Instant;

describe.skipIf(CHROMIUM === undefined)('the page that comes with the list, in a browser without a network', () => {
  let folder: string;
  let browser: Browser;
  let page: Page;
  let files: readonly Attachment[];

  beforeAll(async () => {
    const { rows, rosters } = thousandContacts((await shippedRules()).table);
    const hostile = contact(1, '=cmd, "x"; \\ <b>', "o'neil+x@nic.example");
    const zoe = contact(2, 'Zoë Ğül Ólafsdóttir', 'zoe@nic.example');
    const nl = roster('nl', hostile, zoe, contact(3, 'Łukasz O’Sørensen', 'lukasz@nic.example'));
    const list = rosters.map((one) => (one.tld === 'nl' ? nl : one));
    files = rosterAttachments(TEXTS, ccTldTable(rows), list, MADE);
    folder = await mkdtemp(join(tmpdir(), 'tldops-page-'));
    await writeFile(join(folder, 'page.html'), files[0]?.text ?? '');
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
    const context = await browser.newContext({ offline: true });
    page = await context.newPage();
    await page.goto(`file://${join(folder, 'page.html')}`);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function saved(button: string): Promise<{ readonly filename: string; readonly text: string }> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ]);
    return { filename: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }

  test.each(['Cards for phones (vCard 4.0)', 'Table (CSV)', 'Cards for Outlook (vCard 3.0)'])(
    'saves the very file that the mail may have had no room for: %s',
    async (button) => {
      await page.getByRole('searchbox').fill('');
      const made = await saved(button);
      expect(made).toEqual(
        files.map(({ filename, text }) => ({ filename, text })).find(({ filename }) => filename === made.filename),
      );
    },
  );

  test('finds a person by name without accents, a country and a number, and saves what it shows', async () => {
    await page.getByRole('searchbox').fill('netherlands cmd');
    expect(await page.locator('#found').innerText()).toMatch(/^1 /u);
    const { text } = await saved('Table (CSV)');
    expect(text.split('\r\n')).toHaveLength(3);
    await page.getByRole('searchbox').fill('zoe gul olafsdottir');
    expect(await page.locator('tbody tr:visible td:nth-child(2)').allInnerTexts()).toEqual(['Zoë Ğül Ólafsdóttir']);
    await page.getByRole('searchbox').fill("lukasz o'sorensen");
    expect(await page.locator('tbody tr:visible td:nth-child(2)').allInnerTexts()).toEqual(['Łukasz O’Sørensen']);
  });

  test('finds an internationalised ccTLD by either form of its label', async () => {
    const found: string[] = [];
    for (const label of ['.рф', 'xn--p1ai']) {
      await page.getByRole('searchbox').fill(label);
      found.push(await page.locator('#found').innerText());
    }
    expect(found).toEqual(['3 entries', '3 entries']);
  });
});
