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
