import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readMail } from '../../src/mime/read-mail.ts';

const HEAD = [
  'From: MAILER-DAEMON@mx.nic.example (Mail Delivery System)',
  'To: tld-ops-admin+bounce-x@tld-ops.example',
  'Subject: Undelivered Mail Returned to Sender',
  'MIME-Version: 1.0',
];

function report(status: readonly string[], type = 'message/delivery-status'): string {
  return [
    ...HEAD,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'This is the mail system at host mx.nic.example. 550 5.1.1 stands here, too.',
    '',
    '--b',
    `Content-Type: ${type}`,
    '',
    'Reporting-MTA: dns; mx.nic.example',
    'Status: 5.9.9',
    '',
    ...status,
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Subject: ours',
    'Status: 5.7.7',
    '',
    'Our mail.',
    '--b--',
    '',
  ].join('\r\n');
}

const plain = (text: string): string => [...HEAD, 'Content-Type: text/plain', '', text, ''].join('\r\n');

async function read(mail: string | Uint8Array): Promise<unknown> {
  const outcome = await readMail(typeof mail === 'string' ? Buffer.from(mail, 'latin1') : mail);
  if (!outcome.ok) throw new Error(outcome.fault);
  return outcome.report;
}

const recipient = (action: string, status: string, ...more: readonly string[]): readonly string[] => [
  'Final-Recipient: rfc822; jane@nic.example',
  `Action: ${action}`,
  `Status: ${status}`,
  ...more,
];

describe('a delivery status notification', () => {
  test.each<readonly [string, readonly string[], object]>([
    [
      'of an unknown user',
      recipient('failed', '5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 <jane@nic.example>:', ' unknown\u0007 user'),
      { form: 'standard', action: 'failed', status: '5.1.1', reason: '550 5.1.1 <jane@nic.example>: unknown user' },
    ],
    ['with a comment', recipient('Failed', '5.2.2 (mailbox full)'), { action: 'failed', status: '5.2.2' }],
    ['of a delay', recipient('delayed', '4.4.1'), { action: 'delayed', status: '4.4.1' }],
    ['of one of two', [...recipient('delayed', '4.4.1'), '', ...recipient('failed', '5.1.2')], { status: '5.1.2' }],
    ['without a word of its own', recipient('failed', '5.0.0'), { reason: '' }],
  ])('%s is read', async (_name, lines, expected) => {
    expect(await read(report(lines))).toMatchObject(expected);
  });

  test.each<readonly [string, string]>([
    ['of success', report(recipient('delivered', '2.0.0'))],
    ['of relaying', report(recipient('relayed', '2.0.0'))],
    ['without a status', report(['Final-Recipient: rfc822; jane@nic.example', 'Action: failed'])],
    ['with a status that is none', report(recipient('failed', '5.1.1.1'))],
    ['with a status of no class', report(recipient('failed', '3.1.1'))],
    ['about the message only', report([])],
    ['in a part of another type', report(recipient('failed', '5.1.1'), 'text/plain')],
    ['of reading (RFC 8098)', report(recipient('failed', '5.1.1'), 'message/disposition-notification')],
    [
      'that somebody forwards',
      report(recipient('failed', '5.1.1')).replace('multipart/report; report-type=delivery-status', 'multipart/mixed'),
    ],
  ])('%s says nothing', async (_name, mail) => {
    const found = await read(mail);
    expect(found === null || JSON.stringify(found).includes('unmarked')).toBe(true);
  });

  it('of hundreds of recipients is read to its fiftieth', async () => {
    const many = Array.from({ length: 60 }, () => [...recipient('delivered', '2.0.0'), '']).flat();
    expect(await read(report([...many, ...recipient('failed', '5.1.1')]))).toBeNull();
  });
});

describe('an old mail server', () => {
  test.each([
    ['I was not able to deliver.\n<jane@nic.example>:\nRemote host said: 550 5.1.1 no such user', '5.1.1'],
    ["Sorry, no mailbox here by that name. (#5.1.1)\nI've given up.", '5.1.1'],
    ['Connected to 192.0.2.1 but it said: 554 delivery error', '5.0.0'],
  ])('is understood by its status or code', async (text, status) => {
    expect(await read(plain(text.replaceAll('\n', '\r\n')))).toMatchObject({ form: 'unmarked', status });
  });

  test.each([
    'I am away until Monday. Call +31 20 5551111.',
    'Still trying: 451 4.4.1 no answer',
    'Version 15.1.1 of 2026',
    'The host 10.5.1.1.',
  ])('says nothing with "%s"', async (text) => {
    expect(await read(plain(text))).toBeNull();
  });
});

it('never breaks on what comes in as a report, and never says more than it may', async () => {
  const whole = Buffer.from(report(recipient('failed', '5.1.1', 'Diagnostic-Code: smtp; 550 no')), 'latin1');
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(damage, fc.nat(whole.length), async (places, cut) => {
      const octets = Buffer.from(whole);
      for (const [at, octet] of places) octets[at] = octet;
      const outcome = await readMail(octets.subarray(0, cut));
      if (!outcome.ok || outcome.report === null) return;
      expect(outcome.report.status).toMatch(/^[245]\.\d{1,3}\.\d{1,3}$/u);
      expect(outcome.report.reason).toMatch(/^[\x20-\x7e]{0,200}$/u);
    }),
    { numRuns: 300 },
  );
});
