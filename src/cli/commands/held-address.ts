import type { AddressCase } from '../../core/address-case.ts';
import { dotted } from '../../core/cctld.ts';
import type { Reference } from '../../core/message.ts';
import { changeDigest } from '../../plan/change-digest.ts';
import type { House } from '../../plan/house.ts';
import { momentInUtc, visible } from '../../replies/plain-words.ts';
import type { AddressCaseView } from '../../review/address-case.ts';
import { CommandFailure } from '../exit.ts';
import type { Output } from '../output.ts';
import { paragraph } from '../paragraph.ts';
import type { Workplace } from '../workplace.ts';

/** A case about an address in the documented JSON of a held case; it has no commands and no rules. */
export function addressCaseJson({ digest }: House, held: AddressCase) {
  const { ref, state, version, address, tlds, openedAt, closedAt } = held;
  const times = { receivedAt: openedAt, closedAt, version, digest: changeDigest([], digest) };
  return { ref, state, kind: 'address', from: address, tlds, commands: [], rules: [], ...times } as const;
}

export function showAddressCase(house: House, output: Output, { held, known }: AddressCaseView): void {
  const { ref, state, address, tlds, openedAt, closedAt } = held;
  const ended = closedAt === null ? state : `${state} on ${momentInUtc(closedAt)}`;
  const label = (tld: AddressCase['tlds'][number]): string => dotted(house.book.table, tld);
  const { people = [], adminOf = [], since = null, status = null, reason = null } = known ?? {};
  const whose = [
    ...people.map((one) => `  - ${visible(one.name)}, ${one.tlds.map(label).join(', ')}`),
    ...(adminOf.length === 0 ? [] : [`  - the Admin Contact of ${adminOf.map(label).join(', ')}`]),
  ];
  const text = [
    `Case ${ref}: ${state === 'open' ? 'waits for the Secretariat' : ended}`,
    '',
    `Address:   ${address}`,
    `About:     ${tlds.length === 0 ? 'no ccTLD' : tlds.map(label).join(', ')}`,
    `Opened:    ${momentInUtc(openedAt)}`,
    '',
    ...(known === null
      ? paragraph('It was changed, left the list, or works again.', '')
      : [
          'Mail to it comes back, and those who may know more were asked. Whose it is:',
          ...whose,
          '',
          `What mail servers say, since ${momentInUtc(known.since)}: ${known.status}`,
          ...(known.reason === '' ? [] : paragraph(visible(known.reason), '  ')),
        ]),
    ...(state === 'open'
      ? [
          '',
          'It ends by itself when the address is changed or works. To decide:',
          `  tldops held approve ${ref}                seen, nothing more is to be done`,
          `  tldops held refuse ${ref} --reason "…"    the address is right: it counts as working again`,
        ]
      : []),
  ];
  output.result({ ...addressCaseJson(house, held), people, adminOf, since, status, reason }, text.join('\n'));
}

/** Throws {@link CommandFailure} where the case is about an address: there is no request that could be looked at. */
export async function onlyAboutMail({ store }: Workplace, ref: Reference): Promise<void> {
  if ((await store.addressCase(ref)) !== null) throw aboutAnAddress(ref);
}

export function aboutAnAddress(ref: Reference): CommandFailure {
  return new CommandFailure(
    1,
    `${ref} is about an address that does not work, and not about a request. It can be approved (seen), refused (the address is right), assigned and noted: tldops held show ${ref}`,
  );
}
