import { decodeDisplayName } from '../../auth/display-name.ts';

/** A member of a mailing list: its address and what stands as its name. */
export type MailmanMember = { readonly place: string; readonly address: string; readonly display: string };

/** A line in which no address was found. */
export type StrangeLine = { readonly place: string; readonly words: string };

export type MailmanDump = { readonly members: readonly MailmanMember[]; readonly strange: readonly StrangeLine[] };

/** `"Doe, John" <john@nic.nl>`, `=?utf-8?b?…?= <john@nic.nl>`: `list_members -f` of Mailman 2, `mailman members` of Mailman 3. */
const NAME_FIRST = /^(.*)<([^\s<>@]+@[^\s<>@]+)>$/u;
/** `john@nic.nl (John Doe)`: the answer to the mail command `who` of Mailman 2. */
const ADDRESS_FIRST = /^([^\s<>()"@]+@[^\s<>()"@]+)(?:\s+\((.*)\))?$/u;
/** Headings of that answer. */
const HEADING = /^[^@]*:$/u;

/** True for a text in which a member stands as a mailing list prints it, rather than as the list of contacts is published. */
export function isMailmanDump(text: string): boolean {
  const lines = text.split(/\r?\n/u).map((line) => line.trim());
  return lines.some((line) => NAME_FIRST.test(line) || ADDRESS_FIRST.test(line));
}

export function readMailmanDump(text: string): MailmanDump {
  const members: MailmanMember[] = [];
  const strange: StrangeLine[] = [];
  for (const [index, written] of text.split(/\r?\n/u).entries()) {
    const line = written.trim();
    if (line === '' || HEADING.test(line)) continue;
    const place = `line ${index + 1}`;
    const [, display = '', address] = NAME_FIRST.exec(line) ?? [];
    const [, bare, comment = ''] = ADDRESS_FIRST.exec(line) ?? [];
    if (address !== undefined) members.push({ place, address, display: plainName(display) });
    else if (bare !== undefined) members.push({ place, address: bare, display: plainName(comment) });
    else strange.push({ place, words: `there is no address of a member in: ${line}` });
  }
  return { members, strange };
}

/** Without quotation marks and escapes (RFC 5322 §3.2.4), encoded words (RFC 2047) decoded. */
function plainName(display: string): string {
  const quoted = /^"(.*)"$/su.exec(display.trim())?.[1];
  return decodeDisplayName(quoted === undefined ? display : quoted.replaceAll(/\\(.)/gu, '$1'));
}
