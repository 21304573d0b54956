import { type Tld, dotted } from '../core/cctld.ts';
import type { Party } from '../core/held-case.ts';
import { hasAddress } from '../core/roster.ts';
import { differences, type RosterChange } from '../core/roster-change.ts';
import { type AnswerView, type Information, isReply } from './answer-view.ts';
import { faultSentences } from './findings.ts';
import { tldsInWords } from './letter-parts.ts';
import { momentInUtc } from './plain-words.ts';
import { directoryOf } from './roster-attachments.ts';
import { type Texts, say } from './texts.ts';

/** The first line of an answer: what happened. */
export function headline(texts: Texts, view: AnswerView): string {
  if (view.dryRun) return say(texts, 'answer.check', { outcome: withoutCheck(texts, view) });
  const confirmation = view.items.map((item) => item.info).find((info) => info?.kind === 'confirmation');
  if (confirmation !== undefined && confirmation !== null) return infoHeadline(texts, view, confirmation);
  switch (view.result) {
    case 'applied':
      return doneHeadline(texts, view);
    case 'confirm':
      return askedHeadline(texts, view);
    case 'held':
      return heldHeadline(texts, view);
    case 'refused':
      if (view.items.every((item) => item.word === 'FREE-TEXT')) return say(texts, 'answer.info-nothing', {});
      return refusedHeadline(texts, faultCount(texts, view), {
        none: 'answer.refused',
        one: 'answer.refused-one',
        many: 'answer.refused-many',
      });
    case 'info': {
      const info = view.items.map((item) => item.info).find((each) => each !== null);
      if (info !== undefined && info !== null) return infoHeadline(texts, view, info);
      const unchanged = view.items.some((item) => item.outcome === 'unchanged');
      return say(texts, unchanged ? 'answer.done-nothing-new' : 'answer.info-nothing', {});
    }
  }
}

/** ccTLDs that a mail is about: of its commands, its changes and what it was answered with. */
export function tldsOfAnswer(view: AnswerView): readonly Tld[] {
  const named = view.items.flatMap((item) => item.tlds);
  return [...new Set([...named, ...view.changes.map((change) => change.tld)])];
}

function doneHeadline(texts: Texts, view: AnswerView): string {
  const changing = view.items.filter((item) => item.outcome === 'applied');
  if (changing.length === 0 && view.items.some((item) => item.outcome === 'unchanged')) {
    return say(texts, 'answer.done-nothing-new', {});
  }
  if (changing.length > 0 && changing.every((item) => item.word === 'UPDATE') && isOwn(view)) {
    return say(texts, 'answer.done-details', { tlds: tldsInWords(texts, view.table, tldsOfAnswer(view)) });
  }
  if (view.left && changing.every((item) => item.word === 'REMOVE')) {
    return say(texts, 'answer.done-left', { tlds: tldsInWords(texts, view.table, tldsOfAnswer(view)) });
  }
  return view.changes.length === 0
    ? say(texts, 'answer.done-plain', {})
    : say(texts, 'answer.done', { counts: countsInWords(texts, view, view.changes) });
}

/** Only entries of the receiver are others than before. */
function isOwn({ changes, to }: AnswerView): boolean {
  const entries = changes.flatMap(differences).filter((one) => one.kind === 'changed');
  return entries.every(({ before, after }) => hasAddress(before, to) || hasAddress(after, to));
}

function countsInWords(texts: Texts, view: AnswerView, changes: readonly RosterChange[]): string {
  return changes
    .map(({ tld: label, after }) => {
      const tld = dotted(view.table, label);
      if (after.length === 0) return say(texts, 'common.count-none', { tld });
      if (after.length === 1) return say(texts, 'common.count-one', { tld });
      return say(texts, 'common.count-many', { tld, count: after.length });
    })
    .join('; ');
}

function askedHeadline(texts: Texts, view: AnswerView): string {
  const isAsked = (wanted: Party): boolean => view.asked.some(({ party }) => party === wanted);
  if (isAsked('admin')) {
    const tlds = view.asked.flatMap((one) => (one.party === 'admin' ? one.tlds : []));
    return say(texts, 'answer.confirm-admin', { tlds: tldsInWords(texts, view.table, tlds) });
  }
  const [registered, fresh] = [isAsked('registered'), isAsked('new-address')];
  if (registered && fresh) return say(texts, 'answer.confirm-both', {});
  return say(texts, fresh ? 'answer.confirm-new-address' : 'answer.confirm-registered', {});
}

function heldHeadline(texts: Texts, view: AnswerView): string {
  const dispute = view.items.map((item) => item.info).find((info) => info?.kind === 'dispute');
  if (dispute !== undefined && dispute !== null) return infoHeadline(texts, view, dispute);
  const freeOnly = view.items.length > 0 && view.items.every((item) => item.word === 'FREE-TEXT');
  const loose = view.items.some((item) => item.drafts.length > 0);
  if (freeOnly) return say(texts, loose ? 'answer.held-loose' : 'answer.held-free-text', {});
  return say(texts, 'answer.held', {});
}

function infoHeadline(texts: Texts, view: AnswerView, info: Information): string {
  switch (info.kind) {
    case 'help':
      return say(texts, 'answer.info-help', {});
    case 'status': {
      const tlds = info.entries.map((entry) => entry.tld);
      return say(texts, 'answer.info-status', { tlds: tldsInWords(texts, view.table, tlds) });
    }
    case 'directory': {
      const rosters = directoryOf(view.items);
      const people = rosters.reduce((sum, roster) => sum + roster.contacts.length, 0);
      if (people === 0) return say(texts, 'answer.info-directory-none', {});
      if (people === 1) return say(texts, 'answer.info-directory-one', {});
      const cctlds = rosters.filter((roster) => roster.contacts.length > 0).length;
      if (cctlds === 1) return say(texts, 'answer.info-directory-one-cctld', { people });
      return say(texts, 'answer.info-directory', { people, cctlds });
    }
    case 'confirmation': {
      const first = say(texts, `confirmations.first-${info.outcome}`, {});
      const done = info.outcome === 'confirmed' && view.changes.length > 0;
      return done ? `${first} ${countsInWords(texts, view, view.changes)}.` : first;
    }
    case 'welcome-ok':
      return say(texts, 'answer.info-welcome', {});
    case 'no-invitation':
      return say(texts, 'answer.info-no-invitation', { tlds: tldsInWords(texts, view.table, info.tlds) });
    case 'dispute': {
      const tlds = tldsInWords(texts, view.table, info.tlds);
      return say(texts, 'answer.info-dispute', { tlds, until: momentInUtc(info.until) });
    }
  }
}

function withoutCheck(texts: Texts, view: AnswerView): string {
  const { items } = view;
  const outcomes = new Set(items.map((item) => item.outcome));
  if (outcomes.has('refused')) {
    return refusedHeadline(texts, faultCount(texts, view), {
      none: 'answer.check-refused',
      one: 'answer.check-refused-one',
      many: 'answer.check-refused-many',
    });
  }
  if (outcomes.has('held')) return say(texts, 'answer.check-held', {});
  if (outcomes.has('confirm')) return say(texts, 'answer.check-confirm', {});
  if (outcomes.has('would-apply') || outcomes.has('applied')) return say(texts, 'answer.check-applied', {});
  if (outcomes.has('unchanged')) return say(texts, 'answer.check-unchanged', {});
  return say(texts, items.some(isReply) ? 'answer.check-reply' : 'answer.check-info', {});
}

function faultCount(texts: Texts, view: AnswerView): number {
  return view.items.reduce((sum, { faults }) => sum + faultSentences(texts, view, faults, 'author').length, 0);
}

type RefusalTexts = {
  readonly none: 'answer.refused' | 'answer.check-refused';
  readonly one: 'answer.refused-one' | 'answer.check-refused-one';
  readonly many: 'answer.refused-many' | 'answer.check-refused-many';
};

function refusedHeadline(texts: Texts, faults: number, ids: RefusalTexts): string {
  if (faults === 0) return say(texts, ids.none, {});
  if (faults === 1) return say(texts, ids.one, {});
  const words = say(texts, 'common.numbers', {}).split(' ');
  return say(texts, ids.many, { number: words[faults - 1] ?? faults });
}
