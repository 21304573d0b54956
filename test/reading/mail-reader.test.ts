import { afterEach, describe, expect, test } from 'vitest';
import { createMailReader } from '../../src/reading/mail-reader.ts';
import { openLane } from '../../src/reading/worker-lane.ts';
import { onTheWire } from '../mime/octets.ts';
import { TABLE } from '../support/plans.ts';

const start = { table: TABLE };

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

function reader(): ReturnType<typeof createMailReader> {
  const created = createMailReader(TABLE, { limitMs: 20_000 });
  opened.push(created);
  return created;
}

function moodyLane(limitMs: number): ReturnType<typeof openLane> {
  const lane = openLane({
    name: 'moody',
    entry: new URL('./moody-worker.ts', import.meta.url),
    start,
    limitMs,
    memoryMb: 32,
  });
  opened.push(lane);
  return lane;
}

describe('reading in a worker thread', () => {
  test('gives text, subject, From and commands, and leaves the octets as they were', async () => {
    const raw = onTheWire('From: a@nic.example\nSubject: =?utf-8?Q?Zo=C3=AB?=\n\nWHO\n');
    const before = Buffer.from(raw);
    expect(await reader().read(raw)).toEqual({
      ok: true,
      reading: { text: 'WHO\n', source: 'plain', doubts: [], alternative: null, parts: ['text/plain'] },
      subject: 'Zoë',
      headerFrom: ['a@nic.example'],
      request: expect.objectContaining({ commands: [expect.objectContaining({ text: 'WHO' })], hints: [] }),
      report: null,
    });
    expect(raw.equals(before)).toBe(true);
  });

  test('reads many at once, big ones beside small ones, each with its own answer', async () => {
    const mails = Array.from({ length: 40 }, (_, at) => (at % 10 === 0 ? `${at} ${'x'.repeat(1_100_000)}` : `${at} y`));
    const shared = reader();
    const outcomes = await Promise.all(mails.map((body) => shared.read(onTheWire(`From: a@nic.example\n\n${body}`))));
    const numbers = outcomes.map((outcome) => (outcome.ok ? Number.parseInt(outcome.reading.text, 10) : null));
    expect(numbers).toEqual(mails.map((_, at) => at));
  });

  test('text and HTML that ask for different things are doubtful, those that differ in form are not', async () => {
    const mail = (html: string): Buffer =>
      onTheWire(
        'From: a@nic.example\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nREMOVE .nl ALL\n' +
          `--b\nContent-Type: text/html\n\n${html}\n--b--\n`,
      );
    const shared = reader();
    expect(await shared.read(mail('<p><b>remove</b> .nl all</p>'))).toMatchObject({ reading: { doubts: [] } });
    expect(await shared.read(mail('<p>STATUS .nl</p>'))).toMatchObject({
      reading: { doubts: ['alternatives-disagree'] },
    });
  });

  test('a yes in the text with a no in the HTML is no yes', async () => {
    const alternatives = (html: string): Buffer =>
      onTheWire(
        'From: a@nic.example\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nCONFIRM\n' +
          `--b\nContent-Type: text/html\n\n${html}\n--b--\n`,
      );
    const shared = reader();
    const yes = { commands: [{ command: { word: 'CONFIRM' } }] };
    expect(await shared.read(alternatives('<p>Confirm</p>'))).toMatchObject({ request: yes });
    expect(await shared.read(alternatives('<p>DENY</p>'))).toMatchObject({ request: { commands: [] } });
  });

  test('says of a mail with 10,000 levels that it is too complex', async () => {
    const level = (at: number): string => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`;
    const raw = onTheWire(Array.from({ length: 10_000 }, (_, at) => level(at)).join(''));
    expect(await reader().read(raw)).toEqual({ ok: false, fault: 'too-complex' });
  });
});

describe('a worker that is lost takes one mail with it', () => {
  const moods: readonly (readonly [string, 'timed-out' | 'crashed', number])[] = [
    ['stuck', 'timed-out', 3000],
    ['throw', 'crashed', 20_000],
    ['exit', 'crashed', 20_000],
    ['hungry', 'crashed', 20_000],
  ];
  test.each(moods)('%s: the others are read', async (word, fault, limitMs) => {
    const lane = moodyLane(limitMs);
    const outcomes = await Promise.all(['one', word, 'two', 'three'].map((each) => lane.read(Buffer.from(each))));
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.reading.text : outcome.fault))).toEqual([
      'one',
      fault,
      'two',
      'three',
    ]);
    expect(await lane.read(Buffer.from('later'))).toMatchObject({ ok: true });
  });

  test.each(moods)('%s, several times: each of them fails, and no other', async (word, fault, limitMs) => {
    const lane = moodyLane(limitMs);
    const words = ['one', word, 'two', word, 'three', 'four'];
    const outcomes = await Promise.all(words.map((each) => lane.read(Buffer.from(each))));
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.reading.text : outcome.fault))).toEqual(
      words.map((each) => (each === word ? fault : each)),
    );
  });

  test('mail that keeps coming gives a stuck one no more time', async () => {
    const lane = moodyLane(300);
    const stuck = lane.read(Buffer.from('stuck'));
    const coming = setInterval(() => void lane.read(Buffer.from('more')), 50);
    expect(await stuck).toEqual({ ok: false, fault: 'timed-out' });
    clearInterval(coming);
  });

  test('a mail for which there was no processor has longer, though not for ever', async () => {
    const lane = moodyLane(200);
    expect(await lane.read(Buffer.from('a second without a processor'))).toMatchObject({ ok: true });
    expect(await lane.read(Buffer.from('for ever without a processor'))).toEqual({ ok: false, fault: 'timed-out' });
    expect(await lane.read(Buffer.from('later'))).toMatchObject({ ok: true });
  });
});

describe('the end', () => {
  test('mails that wait are given up, later ones are not taken', async () => {
    const lane = moodyLane(20_000);
    const outcomes = ['stuck', 'one'].map((each) => lane.read(Buffer.from(each)));
    await lane.close();
    outcomes.push(lane.read(Buffer.from('two')));
    expect(await Promise.all(outcomes)).toEqual(Array.from({ length: 3 }, () => ({ ok: false, fault: 'crashed' })));
  });

  test('a reader that never read anything closes', async () => {
    await createMailReader(TABLE).close();
  });

  test('a worker that does not start fails its mail instead of leaving it', async () => {
    const entry = new URL('./no-such-worker.ts', import.meta.url);
    const lane = openLane({ name: 'nobody', entry, start, limitMs: 20_000, memoryMb: 32 });
    opened.push(lane);
    expect(await lane.read(Buffer.from('one'))).toEqual({ ok: false, fault: 'crashed' });
  });
});
