import { type SmtpAnswer, smtpAnswer } from '../core/smtp-answer.ts';
import type { Judgement, JudgedItem } from '../rules/judge.ts';

/** What is decided before the mail is taken: nothing of it is kept but a line of history. */
export type AtTheDoor =
  | { readonly kind: 'come-in' }
  | { readonly kind: 'put-off'; readonly answer: SmtpAnswer }
  | { readonly kind: 'turned-away'; readonly answer: SmtpAnswer }
  | { readonly kind: 'discarded'; readonly answer: SmtpAnswer };

const NOT_PROVED = '5.7.1';

/** @param answerable whether an answer by mail may go to the sender; if not, the SMTP session is the only place to tell. */
export function atTheDoor(judgement: Judgement, answerable: boolean): AtTheDoor {
  const { items } = judgement;
  const deferring = items.find(({ verdict }) => verdict === 'defer');
  if (deferring !== undefined) {
    const rule = deferring.decisive.find(({ smtp }) => smtp !== null);
    return {
      kind: 'put-off',
      answer: smtpAnswer(451, rule?.smtp?.enhanced ?? '4.7.1', rule?.tell ?? 'Please try again later'),
    };
  }
  if (items.every(({ verdict }) => verdict === 'discard')) {
    return { kind: 'discarded', answer: smtpAnswer(250, '2.0.0', 'discarded') };
  }
  const kept = items.filter(({ verdict }) => verdict !== 'discard');
  if (!kept.every(({ verdict }) => verdict === 'refuse')) return { kind: 'come-in' };
  const session = kept.flatMap(({ decisive }) => decisive).find(({ smtp }) => smtp !== null);
  if (session === undefined && answerable) return { kind: 'come-in' };
  return {
    kind: 'turned-away',
    answer: smtpAnswer(550, session?.smtp?.enhanced ?? NOT_PROVED, session?.tell ?? firstTell(kept)),
  };
}

function firstTell(items: readonly JudgedItem[]): string {
  const told = items.flatMap(({ decisive }) => decisive).find(({ tell }) => tell !== null);
  return told?.tell ?? 'This mail cannot be accepted';
}
