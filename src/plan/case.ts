import type { Tld } from '../core/cctld.ts';
import type { CommandWord, Doubt } from '../core/command.ts';
import type { Fault } from '../core/fault.ts';
import type { Confirmer, HeldCase } from '../core/held-case.ts';
import { type AuthenticatedMessage, isProved, type Reference } from '../core/message.ts';
import type { AuditEntry } from '../core/plan.ts';
import type { RosterChange } from '../core/roster-change.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import type { CaseBackground, CaseNoticeView } from '../replies/case-views.ts';
import { caseNoticeLetter } from '../replies/case-notice-letter.ts';
import { isProvedInsider } from '../rules/facts.ts';
import type { Judgement } from '../rules/judge.ts';
import { hasOddCharacters, spelledOut } from '../rules/writing-systems.ts';
import { caseThread, caseUrl, reviewToken } from './case-thread.ts';
import { changeDigest } from './change-digest.ts';
import { decisionsOpen } from './decisions-open.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import { quotingOf } from './quoting.ts';
import type { PlanParts } from './plan-parts.ts';
import { proposalIn } from './proposal.ts';
import { ownLines } from './wish.ts';

/** A case as it is first opened for a mail. */
export function openedCase(
  house: House,
  { ref, message }: Pick<StoredMail, 'ref' | 'message'>,
  judgement: Judgement,
  kind: HeldCase['kind'],
  confirmers: readonly Confirmer[],
): HeldCase {
  return {
    ref,
    kind,
    state: 'open',
    version: 1,
    from: message.author.address,
    tlds: tldsOf(judgement),
    commands: wordsOf(judgement),
    rules: decisiveRules(judgement),
    receivedAt: message.receivedAt,
    closedAt: null,
    changeDigest: changeDigest(judgement.changes, house.digest),
    confirmers,
    remindedAt: null,
    waitsSince: message.receivedAt,
    reminders: 0,
    askedAdmin: false,
    unproved: kind === 'hold' && !isProved(message),
  };
}

function tldsOf(judgement: Judgement): readonly Tld[] {
  return [...new Set(judgement.items.flatMap(({ asked }) => asked.tlds))];
}

function wordsOf(judgement: Judgement): readonly CommandWord[] {
  return [...new Set(judgement.items.flatMap(({ asked }) => asked.located?.command.word ?? []))];
}

/** Ids of the rules that decided, of the strictest items first. */
export function decisiveRules(judgement: Judgement): readonly string[] {
  return [...new Set(judgement.items.flatMap(({ decisive }) => decisive.map(({ id }) => id)))];
}

export function faultsOf(judgement: Judgement): readonly Fault[] {
  return judgement.items.flatMap(({ faults }) => faults);
}

export function doubtsOf(judgement: Judgement): readonly Doubt[] {
  const seen = new Map(judgement.items.flatMap(({ doubts }) => doubts.map((doubt) => [JSON.stringify(doubt), doubt])));
  return [...seen.values()];
}

/** Tells each member of the Secretariat about a case that waits for it, and lets it be decided by an answer. */
export function caseNotices(
  house: House,
  world: World,
  ref: Reference,
  mail: StoredMail,
  judgement: Judgement,
  background: CaseBackground | null = null,
): Partial<PlanParts> {
  const { message, request } = mail;
  const shown = changeDigest(judgement.changes, house.digest);
  const open = decisionsOpen(house, world, mail);
  const written = world.secretariat.map((to) => {
    const { secret, token } = reviewToken(house, world, ref, shown, to);
    const letter = caseNoticeLetter(house.texts, {
      ref,
      table: world.table,
      mailbox: house.mailbox,
      rules: decisiveRules(judgement),
      to,
      from: message.author.address,
      tlds: tldsOf(judgement),
      words: wordsOf(judgement),
      theirSubject: message.subject,
      because: reasonsOf(judgement),
      background,
      url: caseUrl(house, ref),
      evidence: message.authentication.evidence,
      changes: judgement.changes,
      faults: faultsOf(judgement),
      doubts: doubtsOf(judgement),
      oddNames: oddNamesOf(judgement),
      freeText: freeTextOf(world, mail, judgement),
      ignored: request.ignored,
      quoting: quotingOf(house.book.limits),
      open,
    });
    const notice = outgoingMail(letter, {
      kind: 'secretariat',
      ref,
      to,
      result: 'notice',
      rules: decisiveRules(judgement),
      about: null,
      thread: caseThread(house, ref),
      replyToDetail: secret,
    });
    return { notice, token };
  });
  return { outgoing: written.map(({ notice }) => notice), newTokens: written.map(({ token }) => token) };
}

/** Null where the mail has a command. */
function freeTextOf(world: World, mail: StoredMail, judgement: Judgement): CaseNoticeView['freeText'] {
  if (wordsOf(judgement).length > 0 || judgement.changeVerdict !== null) return null;
  const [first] = tldsOf(judgement);
  return { lines: ownLines(mail), proposal: first === undefined ? '' : proposalIn(world, mail, first).block };
}

function oddNamesOf({ changes }: Judgement): readonly string[] {
  const names = new Set(changes.flatMap(({ after }) => after.map(({ name }) => name)));
  return [...names].filter(hasOddCharacters).map(spelledOut);
}

/** What is on record of a change that was made. */
export function changeAudit(changes: readonly RosterChange[], actor: string, authority: string): readonly AuditEntry[] {
  return changes.map((change) => ({
    kind: 'roster-changed',
    tld: change.tld,
    actor,
    details: {
      authority,
      before: change.before.map(({ rank, name, email }) => `#${rank} ${name} <${email}>`),
      after: change.after.map(({ rank, name, email }) => `#${rank} ${name} <${email}>`),
    },
  }));
}

/** Why it waits: why the rules are there that did not accept it, for the Secretariat: what the sender is told is written to the sender. */
function reasonsOf(judgement: Judgement): readonly string[] {
  const decisive = judgement.items.flatMap((item) => item.decisive.filter(({ verdict }) => verdict !== 'accept'));
  return [...new Set(decisive.map(({ title, why }) => `${title}. ${why}`))];
}

export function requesterIsInsider({ asker }: Judgement, message: AuthenticatedMessage, tld: Tld): boolean {
  return isProvedInsider(tld, { message, asker });
}
