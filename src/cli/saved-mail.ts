import { hash } from 'node:crypto';
import { readAuthor } from '../auth/author.ts';
import type { Instant } from '../core/instant.ts';
import { firstField, parseDigest, type ReceivedMessage } from '../core/message.ts';
import { inspectRaw } from '../parse/raw-gate.ts';
import type { GivenEnvelope } from './given-envelope.ts';
import { givenOctets } from './given-file.ts';

/**
 * A mail that somebody saved as a file, as if it came in now. Editors save it with LF; on the wire it has CRLF. The
 * envelope sender is the one given, else that of `Return-Path`, else the author: with none it would count as automatic.
 */
export async function savedMail(file: string, envelope: GivenEnvelope, receivedAt: Instant): Promise<ReceivedMessage> {
  const bytes = await givenOctets(file);
  const raw = bytes.includes('\r\n') ? bytes : Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
  const sha256 = parseDigest(hash('sha256', raw));
  if (sha256 === null) throw new Error('node:crypto made no SHA-256');
  return {
    raw,
    sha256,
    receivedAt,
    client: { ip: envelope.ip ?? '', helo: envelope.helo ?? '' },
    mailFrom: envelope.mailFrom ?? senderIn(raw),
    recipients: [{ mailbox: 'admin', detail: null }],
  };
}

function senderIn(raw: Uint8Array): string {
  const gate = inspectRaw(raw);
  if (!gate.ok) return '';
  const { fields } = gate.structure;
  const returnPath = /^\s*<([^<>]*)>\s*$/u.exec(firstField(fields, 'return-path') ?? '')?.[1];
  if (returnPath !== undefined) return returnPath;
  const reading = readAuthor(firstField(fields, 'from') ?? '');
  return reading.ok ? reading.author.address : '';
}
