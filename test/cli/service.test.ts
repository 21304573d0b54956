import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readiness } from '../../src/cli/readiness.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import { STORY_WORLD } from '../../src/demo/story.ts';
import type { LogEvent } from '../../src/ops/events.ts';

const PATIENCE = { timeout: 10_000, interval: 50 };

let world: DemoWorld;
let events: LogEvent[] = [];

beforeEach(async () => {
  events = [];
  world = await startDemoWorld({ ...STORY_WORLD, log: (event) => events.push(event) });
});

afterEach(() => world.close());

test.runIf(existsSync('/proc'))('is not ready where the disk takes no further mail', async () => {
  const { workplace } = world.service;
  expect(await readiness(workplace)).toMatchObject({ databaseWritable: true });
  const onFullDisk = { ...workplace, settings: { ...workplace.settings, dataDir: '/proc' } };
  expect(await readiness(onFullDisk)).toMatchObject({
    databaseWritable: false,
    details: expect.arrayContaining(['The disk is full.']),
  });
});

test('a new Admin Contact in the IANA file is told in the log, as soon as the file changes', async () => {
  const [aw] = STORY_WORLD.iana;
  if (aw === undefined) throw new Error('the story has no IANA file');
  await world.publishIana([{ ...aw, admin: { name: 'New', email: 'new@aw.example' } }]);
  await vi.waitFor(() => {
    expect(events).toContainEqual({
      event: 'iana-admin-changed',
      tld: 'aw',
      before: 'hostmaster@aw.example',
      after: 'new@aw.example',
    });
  }, PATIENCE);
});

test('an entry of the IANA file that cannot be read is told, and the others count', async () => {
  const [aw] = STORY_WORLD.iana;
  if (aw === undefined) throw new Error('the story has no IANA file');
  await world.publishIana([aw, { ...aw, tld: 'nowhere' }]);
  await vi.waitFor(() => {
    expect(events).toContainEqual(expect.objectContaining({ event: 'iana-warning', source: 'file' }));
    // The one that was read, the one that was skipped, and .bt, which the file does not name any more.
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'iana-looked', records: 1, changed: 0, warnings: 2 }),
    );
  }, PATIENCE);
});

test('links in our mails lead to the port that the desk got, where the settings leave it open', () => {
  expect(world.service.workplace.settings.web.listen.port).toBe(0);
  expect(world.service.workplace.house.deskUrl).toBe(`http://${world.service.web}`);
});

test('a client that goes away in the middle of its mail is told in the log', async () => {
  const colon = world.service.smtp.lastIndexOf(':');
  const socket = connect({ host: '127.0.0.1', port: Number(world.service.smtp.slice(colon + 1)) });
  socket.on('data', (chunk: Buffer) => {
    if (chunk.toString().startsWith('220')) {
      socket.write(`EHLO x.example\r\nMAIL FROM:<a@aw.example>\r\nRCPT TO:<${world.mailbox}>\r\nDATA\r\n`);
    }
    if (chunk.toString().includes('354')) socket.end('Subject: half a m');
  });
  await vi.waitFor(() => {
    expect(events).toContainEqual(expect.objectContaining({ event: 'smtp-transfer-aborted', ip: '127.0.0.1' }));
  }, PATIENCE);
});

test('a recipient that is none of ours is told in the log', async () => {
  const client = await connectSmtp(world.service.smtp);
  await client.command('MAIL FROM:<a@aw.example>');
  expect(await client.command('RCPT TO:<victim@elsewhere.example>')).toMatch(/^550 /u);
  await client.quit();
  expect(events).toContainEqual({ event: 'smtp-refused', ip: '127.0.0.1', why: 'recipient' });
});

test('metrics count mails by a closed list of outcomes, whatever a refusal says', async () => {
  await world.play({ from: 'Director <director@bt.example>', text: 'HELP' });
  await world.play({ from: 'Eve <eve@elsewhere.example>', text: 'WHO', clientIp: '127.0.0.2' });
  const page = await (await fetch(`http://${world.service.web}/metrics`)).text();
  expect(
    [...page.matchAll(/^tldops_mails_total\{(.*)\} (\d+)$/gmu)].map(([, labels, count]) => [labels, count]),
  ).toEqual([
    ['verdict="info"', '1'],
    ['verdict="refused"', '1'],
  ]);
  expect(page).toMatch(/^tldops_cases_open 0$/mu);
});
