import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaultCode } from '../../src/core/fault.ts';
import { say } from '../../src/replies/texts.ts';
import { shippedRules } from '../rules/shipped-rules.ts';
import { type Played, setStage, type Stage } from '../support/fixture-world.ts';
import { FAULT_STORIES, RULE_STORIES, type Story } from './template-stories.ts';
import { answerTo, BEN, CLARA, inTemplateWorld, lastBlock, LISTS, SENDERS, type Tell } from './template-world.ts';

// What our answer offers, filled in where it is empty and sent back, does what its sender meant.

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

/** Writes the values into the empty fields of these labels, from the top. */
function filled(block: string, fill: Story['fill'] = {}): { readonly text: string; readonly left: readonly string[] } {
  const values = new Map(Object.entries(fill).map(([label, given]) => [label, [...given]]));
  const text = block
    .split('\n')
    .map((line) => {
      const label = /^([^:]+):$/u.exec(line)?.[1];
      const value = label === undefined ? undefined : values.get(label)?.shift();
      return value === undefined ? line : `${line} ${value}`;
    })
    .join('\n');
  const left = [...values].flatMap(([label, given]) => given.map((value) => `${label}: ${value}`));
  return { text, left };
}

/** Names on the lists of a story before it and after all its mails. */
function namesAfter(story: Story, played: readonly Played[]): { readonly [tld: string]: readonly string[] } {
  const before = Object.entries({ ...LISTS, ...story.lists }).map(([tld, people]) => [
    tld,
    people.map(({ name }) => name),
  ]);
  const changes = played.flatMap(({ plan }) => plan.changes);
  const after = changes.map(({ tld, after: people }) => [tld, people.map(({ name }) => name)]);
  return Object.fromEntries([...before, ...after]);
}

async function confirmedBy(tell: Tell, held: Played): Promise<Played> {
  const request = held.plan.outgoing.find(({ kind }) => kind === 'confirmation-request');
  const admin = request?.to === 'dns@plain.example' ? 'plain' : 'admin';
  return await tell.send(admin, 'CONFIRM', { detail: request?.replyToDetail ?? '' });
}

async function told(story: Story, check: (answer: string, played: Played) => void): Promise<void> {
  await inTemplateWorld(stage, story.lists ?? {}, async (tell) => {
    const { cc, subject } = story;
    const first = await tell.send(story.from, story.mail, {
      ...(cc === undefined ? {} : { cc }),
      ...(subject === undefined ? {} : { subject }),
    });
    const receipt = story.offeredTo === undefined ? (story.receipt ?? 'refused') : 'confirm';
    expect(first.smtp).toMatch(new RegExp(`^250 2\\.0\\.0 \\S+ ${receipt}$`, 'u'));
    expect(first.plan.changes).toEqual([]);
    const reader = story.offeredTo ?? story.from;
    const { text } = answerTo(first, reader);
    check(text.replace(/\s+/gu, ' '), first);
    const block = lastBlock(text) ?? '';
    expect(block, text).not.toBe('');
    const { text: back, left } = filled(block, story.fill);
    expect(left, `no empty field for these in\n${block}`).toEqual([]);
    const second = await tell.send(
      story.sentBy ?? reader,
      back,
      story.copying === undefined ? {} : { cc: story.copying },
    );
    expect(second.smtp, `${back}\n\n${second.plan.outgoing[0]?.text ?? ''}`).toMatch(
      new RegExp(` ${story.result}$`, 'u'),
    );
    if (story.copying !== undefined) expect(text.replace(/\s+/gu, ' ')).toContain(`put ${story.copying} in Cc`);
    const all = story.result === 'confirm' ? [second, await confirmedBy(tell, second)] : [second];
    const untouched = namesAfter(story, []);
    expect(namesAfter(story, all), back).toEqual({ ...untouched, ...story.ends });
  });
}

/** What the letter says of the fault, without the parts that depend on the mail. */
function sentenceOf(code: FaultCode): RegExp {
  const sentence = say(stage.texts, `faults.${code}`, { tld: 'TLD', mailbox: 'MAILBOX' });
  const escaped = sentence.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').replace(/TLD(?!-)|MAILBOX/gu, '.+');
  return new RegExp(escaped, 'u');
}

describe.each(Object.keys(FAULT_STORIES) as FaultCode[])('%s', (code) => {
  const stories = FAULT_STORIES[code];
  test.each(Object.keys(stories))('%s', async (name) => {
    const story = stories[name];
    if (story === undefined) throw new Error(name);
    await told(story, (answer) => expect(answer).toMatch(sentenceOf(code)));
  });
});

/** `rule, about the mail`. */
const ruleOf = (name: string): string => name.split(',')[0] ?? name;

describe('every rule', () => {
  const stories = Object.entries(RULE_STORIES).flatMap(([rule, story]) =>
    'noTemplate' in story ? [] : [{ name: rule, rule: ruleOf(rule), story }],
  );

  test.each(stories)('$name', async ({ rule, story }) => {
    await told(story, (_, played) => expect(played.rules).toContain(rule));
  });

  test('that refuses by mail stands in the table, and no other', async () => {
    const { rules } = await shippedRules();
    const refusing = rules.filter(({ verdict, smtp }) => verdict === 'refuse' && smtp === null).map(({ id }) => id);
    const offering = stories.filter(({ story }) => story.receipt === 'held').map(({ rule }) => rule);
    expect([...new Set(Object.keys(RULE_STORIES).map(ruleOf))].toSorted()).toEqual(
      [...new Set([...refusing, ...offering])].toSorted(),
    );
  });
});

test('what cannot be done any more when it is confirmed goes back to its sender as it would be right now', async () => {
  await inTemplateWorld(stage, {}, async (tell) => {
    const dion = 'Name: Dion Maduro\nEmail: dion.maduro@nic-aw.example\nPhone: +297 563 7788';
    const asked = await tell.send('ana', `REPLACE .aw ${BEN.email}\n${dion}`, { cc: SENDERS.admin });
    await tell.send(
      'admin',
      `REPLACE .aw ${BEN.email}\nName: Clara Tromp\nEmail: ${CLARA.email}\nPhone: ${CLARA.phone}`,
    );
    const answer = answerTo(await confirmedBy(tell, asked), 'ana');
    expect(answer.result).toBe('refused');
    const back = filled(lastBlock(answer.text) ?? '', { 'Old contact email': [CLARA.email] });
    const again = await tell.send('ana', back.text, { cc: SENDERS.admin });
    const [change] = (await confirmedBy(tell, again)).plan.changes;
    expect(change?.after.map(({ name }) => name)).toEqual(['Ana Croes', 'Dion Maduro']);
  });
});

test('free text in answer to a change notice is about that change, so nothing of the own is offered', async () => {
  await inTemplateWorld(stage, {}, async (tell) => {
    const made = await tell.send(
      'admin',
      `SUBSCRIBE .aw\nName: Clara Tromp\nEmail: ${CLARA.email}\nPhone: ${CLARA.phone}`,
    );
    const notice = made.plan.outgoing.find(({ to, kind }) => to === SENDERS.ana && kind === 'change-notice');
    const answered = await tell.send('ana', 'I know nobody of that name.', { detail: notice?.replyToDetail ?? '' });
    const { text } = answerTo(answered, 'ana');
    expect(text).not.toMatch(/^UPDATE$/mu);
    expect(lastBlock(text)).toMatch(/^CONTACTS \.aw/u);
  });
});
