import { plus } from '../core/instant.ts';
import type { NewToken, Plan } from '../core/plan.ts';
import { AS_SENT } from '../core/standing.ts';
import type { Case } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import { escalationLetter } from '../replies/case-letters.ts';
import { accepts, type Judgement } from '../rules/judge.ts';
import { caseAudit } from './case-steps.ts';
import { caseNews, caseThread, hasThread, newsTo } from './case-thread.ts';
import { decisiveRules, doubtsOf, faultsOf } from './case.ts';
import type { House } from './house.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { judgedAgain } from './judged-again.ts';
import { outgoingMail } from './outgoing.ts';
import { NOTHING_ELSE, type PartResult } from './part-result.ts';
import { combined } from './plan-parts.ts';

const MOST_LINES = 60;
const MOST_CHARACTERS = 4000;

/**
 * Puts a case to the Standing Committee, with its facts; its answer comes back as a note. Null: it has no address, or the
 * case does not wait.
 */
export function planEscalation(
  house: House,
  world: World,
  { held, mail }: Case,
  question: string,
  reviewer: string,
): Plan | null {
  const { committee, texts, mailbox, book } = house;
  if (committee === undefined || held.state !== 'open') return null;
  const { ref, from, tlds, commands } = held;
  const judgement = judgedAgain(house, world, mail, AS_SENT);
  const { secret, hash } = house.mintToken();
  const expiresAt = plus(world.now, book.limits.caseExpiresAfter);
  const rules = decisiveRules(judgement);
  const letter = escalationLetter(texts, {
    ref,
    table: world.table,
    mailbox,
    rules,
    to: committee,
    from,
    tlds,
    words: commands,
    because: reasons(judgement),
    evidence: mail.message.authentication.evidence,
    changes: judgement.changes,
    faults: faultsOf(judgement),
    doubts: doubtsOf(judgement),
    actor: reviewer,
    question,
    until: expiresAt,
  });
  const asked = outgoingMail(letter, {
    kind: 'secretariat',
    ref,
    to: committee,
    result: 'notice',
    rules,
    about: null,
    thread: caseThread(house, ref),
    replyToDetail: secret,
  });
  const token: NewToken = { hash, purpose: 'note', ref, recipient: committee, expiresAt, change: null };
  const audit = [caseAudit('case-escalated', held, reviewer, question)];
  const news = hasThread(held)
    ? caseNews(house, world, { held, mail }, held.changeDigest, { kind: 'escalated', actor: reviewer })
    : {};
  return { ...combined({ outgoing: [asked], newTokens: [token], audit }, news), ref, at: world.now, mail: null };
}

function reasons({ items }: Judgement): readonly string[] {
  const rules = items.flatMap(({ decisive }) => decisive.filter(({ verdict }) => verdict !== 'accept'));
  return [...new Set(rules.map(({ title, why }) => `${title}. ${why}`))];
}

/** What the Standing Committee answered: on record with the case, and told to the Secretariat. Null: the mail is no such answer. */
export function notePart(
  house: House,
  world: World,
  { message, request }: IncomingMail,
  judgement: Judgement,
): { readonly result: PartResult; readonly decided: Plan } | null {
  const { token } = world;
  if (!accepts(judgement, 'case-note') || token.kind !== 'note') return null;
  const { held } = token;
  const { address } = message.author;
  const others = new Set(
    request.ignored.filter(({ why }) => why === 'quoted' || why === 'forwarded').map(({ line }) => line),
  );
  const own = message.reading.text.split('\n').filter((_, index) => !others.has(index + 1));
  const note = own.join('\n').trim().slice(0, MOST_CHARACTERS);
  const details = { case: held.ref, note };
  const audit = [{ kind: 'case-noted', tld: held.tlds[0] ?? null, actor: address, details }] as const;
  const step = { kind: 'noted', actor: address, note: note.split('\n').slice(0, MOST_LINES) } as const;
  const news = newsTo(house, world, { held, mail: token.mail }, held.changeDigest, step, world.secretariat);
  return {
    decided: { ...combined({ audit }, news), ref: held.ref, at: world.now, mail: null },
    result: {
      ...NOTHING_ELSE,
      parts: combined(),
      receipt: 'info',
      answered: [address],
      silent: true,
    },
  };
}
