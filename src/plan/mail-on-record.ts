import type { Request } from '../core/command.ts';
import type { AuditEntry, MailRecord, ReceiptWord } from '../core/plan.ts';
import { keysSeenAgain } from '../core/seen-again.ts';
import { strictest } from '../rules/decide.ts';
import { type Judgement, leadingDecision } from '../rules/judge.ts';
import { decisiveRules } from './case.ts';
import type { IncomingMail } from './incoming-mail.ts';

/** What the history says of a mail that came. */
export function mailAudit(
  kind: AuditEntry['kind'],
  { message, request, sha256 }: IncomingMail,
  judgement: Judgement,
): AuditEntry {
  return {
    kind,
    tld: judgement.items.flatMap(({ asked }) => asked.tlds)[0] ?? null,
    actor: message.author.address,
    details: {
      proof: message.authentication.proof,
      origin: message.authentication.origin,
      verdict: strictest(judgement.items.map(({ verdict }) => verdict)),
      rules: decisiveRules(judgement),
      commands: request.commands.map(({ command }) => command.word),
      ...queriesIn(request),
      subject: message.subject,
      sha256,
    },
  };
}

/** Who looked for what. */
function queriesIn({ commands }: Request): AuditEntry['details'] {
  const queries = commands.flatMap(({ command, text }) => (command.word === 'WHO' ? [text] : []));
  return queries.length === 0 ? {} : { queries };
}

/** The mail as it is kept, with what was decided about it. */
export function mailRecord(incoming: IncomingMail, judgement: Judgement, receipt: ReceiptWord): MailRecord {
  const { raw, sha256, message, request } = incoming;
  const { verdict, decision } = leadingDecision(judgement);
  return {
    raw,
    sha256,
    message,
    request,
    receipt,
    verdict,
    rules: decisiveRules(judgement),
    missedRules: decision.missed.map(({ rule }) => rule.id),
    facts: decision.facts,
    ruleBook: judgement.ruleBook,
    replayKeys: keysSeenAgain(message),
    proof: message.authentication.proof,
  };
}
