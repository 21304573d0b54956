import { proveLaws } from '../../rules/prove.ts';
import { CommandFailure } from '../exit.ts';
import type { Output } from '../output.ts';
import { ccnsoFrom, policyFrom, rulesFrom } from '../policy.ts';

/** `rules check`: the folder loads, its texts are whole, and every law holds in every case. */
export async function rulesCheck(output: Output, dir: string): Promise<void> {
  const { book } = await policyFrom(dir);
  await ccnsoFrom(dir, book.table);
  const laws = proveLaws(book);
  const broken = laws.filter(({ holds }) => !holds);
  const lines = laws.map(({ holds, law }) => `${holds ? 'holds ' : 'BROKEN'}  ${law.sentence}`);
  output.result(
    {
      ok: broken.length === 0,
      digest: book.digest,
      rules: book.rules.length,
      laws: laws.map(({ law, holds, counterExamples }) => ({
        name: law.name,
        sentence: law.sentence,
        holds,
        counterExamples,
      })),
    },
    [`${book.rules.length} rules in ${book.books.length} books, digest ${book.digest.slice(0, 16)}`, ...lines].join(
      '\n',
    ),
  );
  if (broken.length > 0)
    throw new CommandFailure(
      1,
      broken
        .map(
          ({ law, counterExamples }) => `Broken: ${law.sentence}\n  for example: ${JSON.stringify(counterExamples[0])}`,
        )
        .join('\n'),
    );
}

/** `rules show`: the policy as a person reads it. */
export async function rulesShow(output: Output, dir: string): Promise<void> {
  const book = await rulesFrom(dir);
  const text = book.books.flatMap(({ name, about, rules }) => [
    `== ${name}: ${about}`,
    '',
    ...rules.flatMap((rule) => [
      `${rule.id}: ${rule.title}`,
      ...Object.entries(rule.when).map(([fact, answers]) => `    when ${fact} is ${answers.join(' or ')}`),
      `    then ${rule.verdict}${rule.by.length > 0 ? ` by ${rule.by.join(' and ')}` : ''}${rule.smtp === null ? '' : ` (SMTP ${rule.smtp.code} ${rule.smtp.enhanced})`}`,
      `    because ${rule.why}`,
      ...(rule.tell === null ? [] : [`    told: ${rule.tell}`]),
      '',
    ]),
  ]);
  output.result({ digest: book.digest, limits: book.limits, books: book.books }, text.join('\n'));
}
