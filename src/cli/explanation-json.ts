import { changesData, differences } from '../core/roster-change.ts';
import type { Reference } from '../core/message.ts';
import type { SmtpAnswer } from '../core/smtp-answer.ts';
import type { Explanation } from '../intake/explain.ts';
import { leadingDecision } from '../rules/judge.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import { otherwise } from './explanation-decision.ts';

/** The documented JSON of `explain`. */
export function explanationJson(explanation: Explanation, book: RuleBook, seenBefore: Reference | null): object {
  if (!explanation.ok) return refusedAtOnce(explanation.examination);
  const { message, request } = explanation.examination;
  const { judgement, plan, answer } = explanation.outcome;
  const { verdict, decision } = leadingDecision(judgement);
  return {
    from: message.author.address,
    proof: message.authentication.proof,
    relation: decision.facts.sender,
    verdict,
    rules: [...new Set(judgement.items.flatMap(({ decisive }) => decisive.map(({ id }) => id)))],
    facts: decision.facts,
    evidence: message.authentication.evidence,
    smtp: smtpLine(answer),
    seenBefore,
    commands: judgement.items.map(({ asked, faults, doubts, verdict: own }) => ({
      line: asked.located?.line ?? null,
      text: asked.located?.text ?? null,
      request: asked.request,
      tlds: asked.tlds,
      verdict: own,
      command: asked.located?.command ?? null,
      faults,
      doubts,
    })),
    ignored: request.ignored,
    hints: request.hints,
    changes: judgement.changes.filter(changesData).map((change) => ({ ...change, differences: differences(change) })),
    missed: decision.missed.map(({ rule, fact, value }) => ({ rule: rule.id, fact, value })),
    applied: decision.because.map(({ id, verdict: own }) => ({ rule: id, verdict: own })),
    otherwise: otherwise(book, decision).map(({ fact, answers, verdict: other, decisive }) => ({
      fact,
      answers,
      verdict: other,
      rules: decisive.map(({ id }) => id),
    })),
    replies: plan.outgoing.map(({ to, subject, text, kind, result }) => ({ to, subject, text, kind, result })),
  };
}

/** A mail that was turned away before anything of it was believed: nothing is known of its sender. */
function refusedAtOnce({ answer, why }: Extract<Explanation, { readonly ok: false }>['examination']): object {
  return {
    from: null,
    proof: null,
    relation: null,
    verdict: 'refuse',
    rules: [],
    facts: {},
    evidence: [],
    smtp: smtpLine(answer),
    why,
    commands: [],
    ignored: [],
    hints: [],
    changes: [],
    missed: [],
    applied: [],
    otherwise: [],
    replies: [],
  };
}

/** What the client hears: `550 5.7.26 …`. */
function smtpLine({ code, enhanced, text }: SmtpAnswer): string {
  return `${code} ${enhanced} ${text}`;
}
