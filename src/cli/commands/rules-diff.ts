import { describeLimits } from '../../config/limits-file.ts';
import { loadVocabularyWords, type VocabularyWords } from '../../config/vocabulary-words.ts';
import { ccTlds } from '../../core/cctld.ts';
import type { Texts } from '../../replies/texts.ts';
import { type MovedOutcome, movedOutcomes, ruleChanges, type RulePart } from '../../rules/compare.ts';
import { proveLaws } from '../../rules/prove.ts';
import type { Rule, RuleBook } from '../../rules/rule-book.ts';
import { FACT_NAMES } from '../../rules/vocabulary.ts';
import { givenFolder } from '../given-file.ts';
import type { Output } from '../output.ts';
import { paragraph } from '../paragraph.ts';
import { policyFrom } from '../policy.ts';

type Policy = { readonly book: RuleBook; readonly texts: Texts };

/** A number, a letter, a word or a row that is not the same in both policies. */
type OtherDifference = { readonly what: string; readonly before: string | null; readonly after: string | null };

const PARTS: { readonly [P in RulePart]: string } = {
  title: 'title',
  why: 'reason',
  when: 'when it applies',
  verdict: 'verdict',
  by: 'who must confirm',
  tell: 'what the sender is told',
  smtp: 'the SMTP reply',
  examples: 'examples',
};

/** `rules diff DIR`: what the policy in `dir` would decide otherwise than the present one. Both must be right. */
export async function rulesDiff(output: Output, presentDir: string, dir: string): Promise<void> {
  const before = await policyFrom(presentDir);
  const after = await policyFrom(await givenFolder(dir));
  const words = await loadVocabularyWords(dir);
  const moved = movedOutcomes(before.book, after.book);
  const rules = ruleChanges(before.book, after.book);
  const others = otherDifferences(before, after);
  const broken = proveLaws(after.book).filter(({ holds }) => !holds);
  output.result(
    {
      before: before.book.digest,
      after: after.book.digest,
      moved,
      rules: {
        added: rules.added.map(({ id }) => id),
        removed: rules.removed.map(({ id }) => id),
        changed: rules.changed.map(({ rule: { id }, parts }) => ({ rule: id, parts })),
      },
      others,
      brokenLaws: broken.map(({ law }) => ({ name: law.name, sentence: law.sentence })),
    },
    [
      ...movedText(moved, before.book, after.book, words),
      ...listed('New rules', rules.added.map(ruleText)),
      ...listed('Rules that are gone', rules.removed.map(ruleText)),
      ...listed(
        'Rules that are written otherwise',
        rules.changed.map(({ rule, parts }) => `${rule.id}: ${parts.map((part) => PARTS[part]).join(', ')}`),
      ),
      ...listed('Other differences', others.map(otherText)),
      ...listed(
        'LAWS THAT THE NEW POLICY BREAKS (tldops rules check shows where)',
        broken.map(({ law }) => law.sentence),
      ),
    ].join('\n'),
  );
}

function movedText(
  moved: readonly MovedOutcome[],
  before: RuleBook,
  after: RuleBook,
  words: VocabularyWords,
): readonly string[] {
  if (moved.length === 0) return ['Every possible case is decided as it is today.'];
  const heading = `${moved.length === 1 ? 'One kind of case is' : `${moved.length} kinds of cases are`} decided otherwise than today.`;
  return [heading, ...moved.flatMap((outcome, index) => movedLines(outcome, index + 1, before, after, words))];
}

function movedLines(
  { before: old, after: now, example }: MovedOutcome,
  number: number,
  before: RuleBook,
  after: RuleBook,
  words: VocabularyWords,
): readonly string[] {
  const rules = [ruleOf(before, old.rule), ruleOf(after, now.rule)];
  const named = FACT_NAMES.filter((fact) => rules.some((rule) => rule?.when[fact] !== undefined));
  return [
    '',
    `${number}. ${old.verdict} -> ${now.verdict}`,
    ...paragraph(`${old.verdict}: ${rules[0]?.title ?? ''} (rule ${old.rule})`, '   today:  '),
    ...paragraph(`${now.verdict}: ${rules[1]?.title ?? ''} (rule ${now.rule})`, '   then:   '),
    '   for example, where',
    ...named.flatMap((fact) =>
      paragraph(`${words.question(fact)} ${example[fact]} - ${words.answer(fact, example[fact])}`, '     - '),
    ),
  ];
}

function ruleOf({ rules, otherwise }: RuleBook, id: string): Rule | undefined {
  return [...rules, otherwise].find((rule) => rule.id === id);
}

function otherDifferences(before: Policy, after: Policy): readonly OtherDifference[] {
  return [
    ...mapDifferences('limits.yaml', describeLimits(before.book.limits), describeLimits(after.book.limits)),
    ...mapDifferences('letter', before.texts.sections, after.texts.sections),
    ...mapDifferences('role-mailboxes.txt', roleMailboxes(before.book), roleMailboxes(after.book)),
    ...mapDifferences('cctlds.csv', ccTldRows(before.book), ccTldRows(after.book)),
  ];
}

type Pairs = Iterable<readonly [string, string]>;

function mapDifferences(what: string, before: Pairs, after: Pairs): readonly OtherDifference[] {
  const old = new Map(before);
  const now = new Map(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((key) => old.get(key) !== now.get(key))
    .map((key) => ({ what: `${what}: ${key}`, before: old.get(key) ?? null, after: now.get(key) ?? null }));
}

function roleMailboxes({ roleMailboxes: { refused, suspicious } }: RuleBook): Pairs {
  return [
    ...[...refused].map((word) => [word, 'refused'] as const),
    ...[...suspicious].map((word) => [word, 'held'] as const),
  ];
}

function ccTldRows({ table }: RuleBook): Pairs {
  return ccTlds(table).map((row) => [row.tld, [row.name, row.iso ?? '-', row.region, row.status].join(', ')] as const);
}

function ruleText({ id, title, verdict }: Rule): string {
  return `${id}: ${title} -> ${verdict}`;
}

function otherText({ what, before, after }: OtherDifference): string {
  if ((before ?? after ?? '').includes('\n'))
    return `${what}: ${before === null ? 'new' : after === null ? 'gone' : 'other words'}`;
  return `${what}: ${before ?? 'not there'} -> ${after ?? 'not there'}`;
}

function listed(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines.flatMap((line) => paragraph(line, '  - '))];
}
