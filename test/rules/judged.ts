import { parseAuthorAddress } from '../../src/core/email-address.ts';
import type { Request } from '../../src/core/command.ts';
import type { IanaRecord } from '../../src/core/iana.ts';
import type { AuthenticatedMessage } from '../../src/core/message.ts';
import type { Contact, Roster } from '../../src/core/roster.ts';
import { AS_SENT, type Standing } from '../../src/core/standing.ts';
import type { TokenTarget } from '../../src/core/token-target.ts';
import type { World } from '../../src/core/world.ts';
import { readRequest } from '../../src/parse/read-request.ts';
import { judge, type Judgement } from '../../src/rules/judge.ts';
import type { RuleBook } from '../../src/rules/rule-book.ts';
import type { Facts } from '../../src/rules/vocabulary.ts';
import { BR, contacts, digest, email, heldCase, mailRecord, message, NL, NOON, ref, RF } from '../support/plans.ts';
import { ianaRecord, quietWorld } from '../support/quiet-world.ts';
import { shippedRules } from './shipped-rules.ts';

type ReviewToken = Extract<TokenTarget, { readonly kind: 'review' }>;

export const book: RuleBook = await shippedRules();

export const ADMIN_OF_NL = email('admin@nic.nl');
export const ADMIN_OF_TWO = email('admin@two.example');
export const JOHN = email('john@nic.nl');
export const JANE = email('jane@nic.nl');
export const JOHN_AND_JANE = contacts({ name: 'John Doe', email: JOHN }, { name: 'Jane Roe', email: JANE });

export function iana(tld: IanaRecord['tld'], details: Partial<IanaRecord> = {}): IanaRecord {
  return ianaRecord(tld, ADMIN_OF_NL, details);
}

export function rosterOfNl(people: readonly Contact[], details: Partial<Roster> = {}): Roster {
  return { tld: NL, revision: 4, contacts: people, frozenUntil: null, ...details };
}

/** John and Jane on the list of .nl, whose Admin Contact serves no other ccTLD; one serves .br and .рф. */
export function worldWith(details: Partial<World> = {}): World {
  return quietWorld({
    table: book.table,
    rosters: new Map([[NL, rosterOfNl(JOHN_AND_JANE)]]),
    iana: new Map([
      [NL, iana(NL)],
      [BR, iana(BR, { adminEmail: ADMIN_OF_TWO })],
      [RF, iana(RF, { adminEmail: ADMIN_OF_TWO })],
    ]),
    ...details,
  });
}

/** Lets nobody decide about a case of .nl, until noon, but for what is told. */
export function reviewToken(details: Partial<ReviewToken> = {}): ReviewToken {
  const { message: sent, request } = mailRecord();
  return {
    kind: 'review',
    tokenHash: digest('token'),
    held: heldCase({ ref: ref(9), tlds: [NL] }),
    mail: { ref: ref(9), message: sent, request },
    shown: digest('shown'),
    history: [],
    reviewers: [],
    barred: [],
    used: false,
    expiresAt: NOON,
    ...details,
  };
}

export type Given = {
  readonly text: string;
  readonly subject?: string;
  /** The Admin Contact of .nl unless told otherwise. */
  readonly from?: string;
  readonly message?: Parameters<typeof message>[0];
  readonly world?: Partial<World>;
  /** What was read of the text, where it shall be otherwise. */
  readonly request?: Partial<Request>;
  readonly standing?: Partial<Standing>;
  readonly identityAgreed?: boolean;
};

/** What the shipped policy makes of a mail; signed and read by all alike unless told otherwise. */
export function judged(given: Given): Judgement {
  const world = worldWith(given.world);
  const { text, subject = '' } = given;
  const request = { ...readRequest({ text, subject, table: book.table }), ...given.request };
  return judge(book, mailOf(given), request, world, { ...AS_SENT, ...given.standing }, given.identityAgreed ?? true);
}

function mailOf({ from = ADMIN_OF_NL, message: details }: Given): AuthenticatedMessage {
  const author = parseAuthorAddress(from);
  if (!author.ok) throw new Error(`${from}: ${author.fault}`);
  return message({ ...details, author: { address: author.address, displayName: '' } });
}

/** What it asks, item by item: `request tlds: fault tld @line "value"`. */
export function asked(given: Given): readonly string[] {
  return judged(given).items.map(({ asked: item }) => {
    const faults = item.faults.map(({ code, tld, line, value }) => `${code} ${tld ?? '-'} @${line} "${value}"`);
    return [`${item.request} ${item.tlds.join(',')}`.trim(), ...faults].join(': ');
  });
}

/** The facts about the first thing that the mail asks, for the first ccTLD that it names. */
export function factsAbout(given: Given): Facts {
  const [first] = judged(given).items[0]?.decisions ?? [];
  if (first === undefined) throw new Error('nothing was decided');
  return first.decision.facts;
}
