import { describe, expect, it } from 'vitest';
import { readOrigin } from '../../src/auth/origin.ts';
import type { HeaderField, Origin, Recipient } from '../../src/core/message.ts';
import { address } from './mail-world.ts';

const toAdmin: readonly Recipient[] = [{ mailbox: 'admin', detail: null }];
const toBounces: readonly Recipient[] = [{ mailbox: 'admin', detail: 'bounce-17' }];
const field = (line: string): HeaderField => ({
  name: line.slice(0, line.indexOf(':')).toLowerCase(),
  value: line.slice(line.indexOf(':') + 1).trim(),
});

describe('where a mail comes from', () => {
  type Session = { readonly mailFrom?: string; readonly recipients?: readonly Recipient[]; readonly author?: string };
  const cases: readonly (readonly [about: string, origin: Origin, fields: readonly string[], session?: Session])[] = [
    ['a person', 'person', []],
    ['Outlook', 'person', ['X-Auto-Response-Suppress: OOF, AutoReply', 'X-MS-Has-Attach:']],
    ['a gateway that adds List-Unsubscribe', 'person', ['List-Unsubscribe: <mailto:x@y.test>']],
    ['Auto-Submitted: no', 'person', ['Auto-Submitted: no (really)']],
    ['a person called postmaster', 'person', [], { author: 'postmaster@nic.example' }],
    ['a vacation reply', 'automatic', ['Auto-Submitted: auto-replied']],
    ['Auto-Submitted with parameters', 'automatic', ['Auto-Submitted: Auto-Generated; owner-email="x"']],
    ['Auto-Submitted behind a comment', 'automatic', ['Auto-Submitted: (no) auto-replied']],
    ['Auto-Submitted empty', 'automatic', ['Auto-Submitted:']],
    ['Precedence: bulk', 'automatic', ['Precedence: Bulk']],
    ['Precedence: auto_reply', 'automatic', ['Precedence: auto_reply']],
    ['X-Autoreply', 'automatic', ['X-Autoreply: yes']],
    ['a null sender', 'automatic', [], { mailFrom: '' }],
    ['a report with a sender', 'automatic', ['Content-Type: multipart/report; report-type=delivery-status']],
    ['a mail system with a sender', 'automatic', [], { author: 'MAILER-DAEMON@nic.example' }],
    ['a list', 'list', ['List-Id: <ops.example>']],
    ['a list that is bulk too', 'list', ['List-Id: <ops.example>', 'Precedence: bulk']],
    ['Precedence: list', 'list', ['Precedence: list']],
    ['a delivery report', 'bounce', ['Content-Type: multipart/report; report-type=delivery-status'], { mailFrom: '' }],
    ['a mail system without a sender', 'bounce', [], { mailFrom: '', author: 'Postmaster@nic.example' }],
    [
      'anything without a sender to a bounce address',
      'bounce',
      [],
      { mailFrom: '', recipients: [...toAdmin, ...toBounces] },
    ],
    ['anything to bounce addresses only', 'bounce', [], { recipients: toBounces }],
    ['a bounce of a list', 'bounce', ['List-Id: <ops.example>'], { mailFrom: '', recipients: toBounces }],
  ];
  it.for(cases)('%s: %s', ([, origin, fields, session = {}]) => {
    const reading = readOrigin({
      fields: fields.map(field),
      mailFrom: session.mailFrom ?? 'a@nic.example',
      recipients: session.recipients ?? toAdmin,
      author: address(session.author ?? 'a@nic.example'),
    });
    expect(reading.origin).toBe(origin);
    expect(reading.evidence.length > 0).toBe(origin !== 'person');
  });
});

describe('what a mail is taken by', () => {
  type Source = Partial<Parameters<typeof readOrigin>[0]>;
  const signs = (source: Source): readonly string[] =>
    readOrigin({
      fields: [],
      mailFrom: 'a@nic.example',
      recipients: toAdmin,
      author: address('a@nic.example'),
      ...source,
    }).evidence.map(({ about, result, words }) => `${about} ${result}: ${words}`);
  const fields = (...lines: readonly string[]): Source => ({ fields: lines.map(field) });
  const system = { author: address('mailer-daemon@nic.example') };

  const AUTO = 'origin auto-submitted: It says that a program sent it (Auto-Submitted).';
  const BULK = 'origin precedence: It says that it is bulk or automatic mail (Precedence).';
  const REPLY = 'origin auto-reply: An auto-responder marked it as its reply.';
  const LIST = 'origin list-field: It came through a mailing list.';
  const REPORT = 'origin report: It is a report that a program wrote.';
  const NO_SENDER = 'origin null-sender: It has no envelope sender, as only automatic mail has.';
  const cases: readonly [about: string, source: Source, evidence: readonly string[]][] = [
    ['Auto-Submitted', fields('Auto-Submitted: auto-generated'), [AUTO]],
    ['one Auto-Submitted of two', fields('Auto-Submitted: no', 'Auto-Submitted: auto-replied'), [AUTO]],
    ['Auto-Submitted: NO', fields('Auto-Submitted: NO; x=y'), []],
    ['Auto-Submitted: NO behind a comment', fields('Auto-Submitted: (really) no'), []],
    ['Auto-Submitted: NO with a comment between', fields('Auto-Submitted: no(really)not'), []],
    ['Auto-Submitted with a word behind NO', fields('Auto-Submitted: not-really'), [AUTO]],
    ['Precedence: junk', fields('Precedence: junk'), [BULK]],
    ['Precedence: first-class', fields('Precedence: first-class'), []],
    ['one Precedence of two', fields('Precedence: first-class', 'Precedence: bulk'), [BULK]],
    ['X-Autoreply', fields('X-Autoreply: yes'), [REPLY]],
    ['X-Autorespond', fields('X-Autorespond:'), [REPLY]],
    ['X-Auto-Reply', fields('X-Auto-Reply: 1'), [REPLY]],
    ['X-Autoresponder', fields('X-Autoresponder: x'), [REPLY]],
    ['List-Id', fields('List-Id: <x>'), [LIST]],
    ['List-Post', fields('List-Post: NO'), [LIST]],
    ['Mailing-List', fields('Mailing-List: x'), [LIST]],
    ['X-Mailman-Version', fields('X-Mailman-Version: 2.1'), [LIST]],
    [
      'Precedence: list',
      fields('Precedence: list'),
      ['origin precedence: It says that it is mailing list mail (Precedence).'],
    ],
    ['a report', fields('Content-Type: Multipart/Report'), [REPORT]],
    ['a report with a comment', fields('Content-Type: multipart/report(x); y=z'), [REPORT]],
    ['no report', fields('Content-Type: multipart/reports'), []],
    ['what only quotes a report', fields('Content-Type: text/plain; x=multipart/report'), []],
    ['its author', system, ['origin mail-system: A mail server wrote it.']],
    ['a null sender', { mailFrom: '' }, [NO_SENDER]],
    [
      'all that says so',
      { ...fields('Auto-Submitted: x', 'Precedence: bulk'), ...system },
      [AUTO, BULK, 'origin mail-system: A mail server wrote it.'],
    ],
    [
      'a report without a sender',
      { ...fields('Content-Type: multipart/report'), mailFrom: '' },
      ['origin report: It is a delivery report: no sender, and a report inside.'],
    ],
    [
      'a mail system without a sender',
      { ...system, mailFrom: '' },
      ['origin mail-system: A mail server wrote it, without a sender.'],
    ],
    [
      'an address for reports, among others, without a sender',
      { recipients: [...toAdmin, ...toBounces], mailFrom: '' },
      ['origin bounce-address: It has no sender and came to an address that collects delivery reports.'],
    ],
    ['an address for reports, among others, with a sender', { recipients: [...toAdmin, ...toBounces] }, []],
    [
      'an address for reports only',
      { recipients: toBounces },
      ['origin bounce-address: It came to an address that only collects delivery reports.'],
    ],
    [
      'an address for reports only, called so in full',
      { recipients: [{ mailbox: 'admin', detail: 'bounces' }] },
      ['origin bounce-address: It came to an address that only collects delivery reports.'],
    ],
    ['another detail that begins alike', { recipients: [{ mailbox: 'admin', detail: 'bouncer' }] }, []],
    ['another detail that ends alike', { recipients: [{ mailbox: 'admin', detail: 'x-bounce' }] }, []],
    ['no recipient at all', { recipients: [] }, []],
    ['a list before what is automatic', fields('List-Id: <x>', 'Auto-Submitted: auto-replied'), [LIST]],
  ];
  it.each(cases)('%s', (_, source, evidence) => {
    expect(signs(source)).toEqual(evidence);
  });
});
