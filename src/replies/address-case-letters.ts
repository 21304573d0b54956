import type { EmailAddress } from '../core/email-address.ts';
import type { Tld } from '../core/cctld.ts';
import { inertLines, prose } from './layout.ts';
import { letter, tldsInWords } from './letter-parts.ts';
import type { Letter, Letterhead } from './letter.ts';
import { actorInWords, dayInUtc, repeated, visible } from './plain-words.ts';
import { type Texts, say } from './texts.ts';
import type { Unreachable } from './unreached-letters.ts';

/** To the Secretariat, once, when the case is opened. */
export type AddressCaseView = Letterhead & {
  readonly to: EmailAddress;
  readonly one: Unreachable;
  /** Where the case stands at the review desk. */
  readonly url: string;
};

/** What happened to the case, or why it could not be decided by mail. */
export type AddressCaseStep =
  | { readonly kind: 'approved' | 'given-back'; readonly actor: string }
  | { readonly kind: 'refused'; readonly actor: string; readonly reason: string }
  | { readonly kind: 'assigned'; readonly actor: string; readonly name: string }
  | { readonly kind: 'settled' }
  | { readonly kind: 'not-done'; readonly fault: AddressCaseFault }
  | { readonly kind: 'decided-before' };

export type AddressCaseFault = 'late' | 'no-word' | 'no-reason' | 'no-such-word';

export type AddressCaseNewsView = Letterhead & {
  readonly to: EmailAddress;
  readonly address: EmailAddress;
  readonly tlds: readonly Tld[];
  readonly step: AddressCaseStep;
  readonly isOpen: boolean;
  readonly url: string;
};

const REASON_LENGTH = 160;

/** What is known of the address, line by line: whose it is, since when, and the mail server's own words. */
export function addressCaseLetter(texts: Texts, view: AddressCaseView): Letter {
  const { one, table, ref } = view;
  const { address, people, adminOf, since, status, reason } = one;
  const tlds = [...people.flatMap((person) => person.tlds), ...adminOf];
  return letter(texts, view, subject(texts, { table, tlds, address }), [
    prose(say(texts, 'address-case.first', { ref })),
    inertLines([
      address,
      ...people.map((person) => `${visible(person.name)}, ${tldsInWords(texts, table, person.tlds)}`),
      ...(adminOf.length === 0
        ? []
        : [say(texts, 'address-case.admin-of', { tlds: tldsInWords(texts, table, adminOf) })]),
      say(texts, 'address-case.since', { day: dayInUtc(since), status }),
      ...(reason === '' ? [] : [repeated(reason, REASON_LENGTH)]),
    ]),
    prose(say(texts, 'address-case.asked', {})),
    prose(say(texts, 'address-case.ends', {})),
    ...howToDecide(texts, view),
  ]);
}

/** What became of the case, in the thread that began with its first letter. */
export function addressCaseNewsLetter(texts: Texts, view: AddressCaseNewsView): Letter {
  const { step, isOpen, url } = view;
  return letter(texts, view, subject(texts, view), [
    ...stepSentences(texts, step).map(prose),
    ...(isOpen ? howToDecide(texts, view) : [prose(say(texts, 'case-thread.closed', { url }))]),
  ]);
}

function subject(texts: Texts, { table, tlds, address }: Pick<AddressCaseNewsView, 'table' | 'tlds' | 'address'>) {
  return say(texts, 'address-case.subject', { tlds: tldsInWords(texts, table, tlds), email: address });
}

function howToDecide(texts: Texts, { ref, url }: Pick<AddressCaseNewsView, 'ref' | 'url'>): readonly string[] {
  return [
    prose(say(texts, 'address-case.how-by-mail', {})),
    [
      say(texts, 'address-case.by-mail-approve', {}),
      say(texts, 'address-case.by-mail-refuse', {}),
      say(texts, 'case-thread.by-mail-assign', {}),
    ].join('\n'),
    prose(say(texts, 'case-thread.still-open-elsewhere', { ref, url })),
  ];
}

function stepSentences(texts: Texts, step: AddressCaseStep): readonly string[] {
  switch (step.kind) {
    case 'approved':
      return [say(texts, 'address-case.approved', { actor: actorInWords(step.actor) })];
    case 'refused':
      return [say(texts, 'address-case.refused', { actor: actorInWords(step.actor), reason: step.reason })];
    case 'given-back':
      return [say(texts, 'case-thread.given-back', { actor: actorInWords(step.actor) })];
    case 'assigned':
      return [say(texts, 'case-thread.assigned', { actor: actorInWords(step.actor), name: step.name })];
    case 'settled':
      return [say(texts, 'address-case.settled', {})];
    case 'decided-before':
      return [say(texts, 'case-thread.decided-before', {})];
    case 'not-done':
      return [
        say(texts, 'case-thread.not-done', {}),
        say(
          texts,
          step.fault === 'no-such-word' ? 'address-case.fault-no-such-word' : `case-thread.fault-${step.fault}`,
          {},
        ),
      ];
  }
}
