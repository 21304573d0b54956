import { type Instant, instantOf } from '../../src/core/instant.ts';
import { referenceOf } from '../../src/core/message.ts';
import type { LeasedMail } from '../../src/core/outgoing.ts';
import { address } from './listening.ts';

export const CREATED: Instant = instantOf(Date.UTC(2026, 2, 1, 12, 30));

/** A mail that is handed out by the outbox with every field set; a test names what matters to it. */
export function queuedMail(changes: Partial<LeasedMail> = {}): LeasedMail {
  return {
    id: '01hx4m8zq2',
    kind: 'answer',
    ref: referenceOf(2026, 123),
    to: address('jane.roe@registry.example'),
    subject: '[TLD-OPS 2026-000123] .nl SUBSCRIBE applied: hello',
    text: 'Applied.\n\nYour change is done.\n',
    result: 'applied',
    rules: ['admin-signed', 'roster-complete'],
    inReplyTo: '<request.1@registry.example>',
    references: ['<thread.0@registry.example>', '<request.1@registry.example>'],
    replyToDetail: null,
    autoSubmitted: 'auto-replied',
    unproved: false,
    createdAt: CREATED,
    attempts: 0,
    returnSecret: '0123456789abcdef0123456789abcdef',
    ...changes,
  };
}
