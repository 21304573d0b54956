import { changesData, differences } from '../core/roster-change.ts';
import type { SmtpAnswer } from '../core/smtp-answer.ts';
import type { Explanation } from '../intake/explain.ts';
import { leadingDecision } from '../rules/judge.ts';

/** The documented JSON of `explain`. */
export function explanationJson(explanation: Explanation): object {
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
    replies: [],
  };
}

/** What the client hears: `550 5.7.26 …`. */
function smtpLine({ code, enhanced, text }: SmtpAnswer): string {
  return `${code} ${enhanced} ${text}`;
}
