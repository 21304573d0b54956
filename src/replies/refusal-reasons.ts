import { type Texts, say } from './texts.ts';

/** What a reviewer may choose to tell a sender, by name. */
export function refusalReasons(texts: Texts): ReadonlyMap<string, string> {
  return new Map([
    ['by-the-admin', say(texts, 'refusal-reasons.by-the-admin', {})],
    ['a-person', say(texts, 'refusal-reasons.a-person', {})],
    ['own-address', say(texts, 'refusal-reasons.own-address', {})],
    ['not-reached', say(texts, 'refusal-reasons.not-reached', {})],
    ['not-clear', say(texts, 'refusal-reasons.not-clear', {})],
    ['done-already', say(texts, 'refusal-reasons.done-already', {})],
  ]);
}
