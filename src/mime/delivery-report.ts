import type { DeliveryReport } from '../core/delivery-report.ts';
import { fieldOf } from './part-header.ts';
import type { Leaf, Part, PartTree } from './part-tree.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** A real report is far smaller; its third part, our own mail, is not looked at. */
const MOST_STATUS_OCTETS = 64 * 1024;
const MOST_RECIPIENTS = 50;
const MOST_TEXT = 4000;
const REASON_LENGTH = 200;

// RFC 3463 §2: class 2, 4 or 5; the numbers behind it have at most three digits.
const STATUS = /^([245]\.\d{1,3}\.\d{1,3})(?![\d.])/u;
const STATUS_IN_WORDS = /(?<![\d.])(5\.\d{1,3}\.\d{1,3})(?![\d.])/u;
const CODE_IN_WORDS = /(?<![\d.-])(55[0-4])(?![\d.])/u;

/**
 * What a delivery status notification says: the first recipient that failed, else the first that is late. Every mail of ours
 * has one recipient, but an alias may have several behind it. Null: it reports neither.
 */
export function readDeliveryReport({ root }: PartTree): DeliveryReport | null {
  const status = statusPart(root);
  if (status === null) return null;
  const text = decodeTransfer(status.body.subarray(0, MOST_STATUS_OCTETS), status.header.transferEncoding).octets;
  const groups = text.toString('latin1').split(/(?:\r?\n){2,}/u);
  // RFC 3464 §2.1: the first group is about the message, one for each recipient follows.
  const found = groups.slice(1, 1 + MOST_RECIPIENTS).flatMap((group) => reportOf(group) ?? []);
  return found.find(({ action }) => action === 'failed') ?? found[0] ?? null;
}

/**
 * The same from the words of a mail server that knows no RFC 3464: its first status or code of a permanent failure. It means
 * something only where a mail server wrote it; a person's text may hold any number.
 */
export function guessedReport({ root }: PartTree, text: string): DeliveryReport | null {
  if (root.header.type === 'multipart/report') return null;
  const head = text.slice(0, MOST_TEXT);
  const status = STATUS_IN_WORDS.exec(head);
  const found = status ?? CODE_IN_WORDS.exec(head);
  if (found === null) return null;
  const line = head.split('\n').find((one) => one.includes(found[1] ?? '')) ?? '';
  return { form: 'unmarked', action: 'failed', status: status?.[1] ?? '5.0.0', reason: printable(line) };
}

/** RFC 6522: the second part of a multipart/report; a report that somebody forwards is none. */
function statusPart(root: Part): Leaf | null {
  if (root.kind !== 'multipart' || root.header.type !== 'multipart/report') return null;
  const second = root.children[1];
  if (second?.kind !== 'leaf') return null;
  // RFC 6533: `global` where addresses may be internationalised.
  return ['message/delivery-status', 'message/global-delivery-status'].includes(second.header.type) ? second : null;
}

function reportOf(group: string): DeliveryReport | null {
  const octets = Buffer.from(group.replaceAll(/\r?\n/gu, '\r\n'), 'latin1');
  const action = fieldOf(octets, 'action')?.toLowerCase();
  const status = STATUS.exec(fieldOf(octets, 'status') ?? '')?.[1];
  if (status === undefined || (action !== 'failed' && action !== 'delayed')) return null;
  const reason = printable((fieldOf(octets, 'diagnostic-code') ?? '').replace(/^[a-z0-9-]{1,20}\s*;/iu, ''));
  return { form: 'standard', action, status, reason };
}

function printable(text: string): string {
  return text
    .replaceAll(/[^\x20-\x7e]+/gu, ' ')
    .replaceAll(/ {2,}/gu, ' ')
    .trim()
    .slice(0, REASON_LENGTH);
}
