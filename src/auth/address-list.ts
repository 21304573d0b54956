import { addressKey, type EmailAddress, parseEmailAddress } from '../core/email-address.ts';
import { lossyUtf8Of } from './octets.ts';

const MOST_ADDRESSES = 500;

/**
 * Reads the addresses of a To or Cc field leniently: groups, comments and quoted names are passed over, what cannot
 * be read is left out, each mailbox comes once. An address inside a display name does not count. They authenticate
 * nothing. Linear in the length of the field; at most 500 addresses.
 *
 * @param fieldValue the unfolded octets after the colon, read as Latin-1.
 */
export function readAddressList(fieldValue: string): readonly EmailAddress[] {
  const found = new Map<string, EmailAddress>();
  for (const mailbox of mailboxes(lossyUtf8Of(fieldValue))) {
    const reading = parseEmailAddress(mailbox);
    if (reading.ok && !found.has(addressKey(reading.address))) found.set(addressKey(reading.address), reading.address);
    if (found.size === MOST_ADDRESSES) break;
  }
  return [...found.values()];
}

/** The text of each address: what stands in angle brackets, or else the bare words between two commas. */
function* mailboxes(text: string): Generator<string> {
  let bare = '';
  let angle: string | null = null;
  let inAngle = false;
  let inQuotes = false;
  let commentDepth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\' && (inQuotes || commentDepth > 0)) {
      at += 1;
    } else if (inQuotes) {
      inQuotes = character !== '"';
    } else if (commentDepth > 0) {
      if (character === '(') commentDepth += 1;
      if (character === ')') commentDepth -= 1;
    } else if (character === '(') {
      commentDepth = 1;
    } else if (character === '"') {
      inQuotes = true;
      // Bare words beside a quoted string are a name or a quoted local part, never an address that we read.
      bare += '"';
    } else if (inAngle) {
      if (character === '>') inAngle = false;
      else angle += character;
    } else if (character === '<') {
      // A second angle address without a comma between is nothing that two readers would read alike.
      angle = angle === null ? '' : '<';
      inAngle = true;
    } else if (character === ',' || character === ';') {
      yield (angle ?? bare).trim();
      bare = '';
      angle = null;
    } else if (character === ':') {
      bare = '';
    } else {
      bare += character;
    }
  }
  if (!inAngle && !inQuotes && commentDepth === 0) yield (angle ?? bare).trim();
}
