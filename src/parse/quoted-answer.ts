import type { LineUnit } from './line-units.ts';
import type { TextLine } from './own-text.ts';
import { isPersonLike } from './person-like.ts';

const REFERENCE = /TLD-OPS[\s,]{1,3}(?:reference\s{1,2})?\d{4}-\d{6}/iu;
const MARK = /^\s*[>›»] ?/u;
// As our answers print it, also where somebody marked it bold.
const BLOCK = /^[\s*_]*(?:SUBSCRIBE|CONTACTS|REPLACE|REMOVE|UPDATE)(?![\p{L}:])/u;

/** "I filled it in below", in the languages of those who write to us. */
const BELOW =
  /\b(?:below|inline|in-line|underneath|filled|completed|corrected|hieronder|onderstaand|ingevuld|unten|nachstehend|ausgefüllt|ci-dessous|rempli|complété|abajo|a continuación|rellenad|completad|abaixo|preenchid|sotto|di seguito|compilat|nedan|nedenfor|poniżej|wypełni|níže|alla)|ниже|заполн|aşağı|以下|下記|如下|下面|아래|أدناه|زیر|להלן|dưới|bawah/iu;

/**
 * The answer of ours that a mail quotes, from its first block on and with the line numbers that it has there; null where
 * there is none. @param subject of the mail: where it carries our reference, the quoted text need not.
 */
export function quotedAnswer(lines: readonly TextLine[], subject: string): string | null {
  const quoted = lines.map(({ text, why }) => {
    if (why !== 'quoted' && why !== 'forwarded') return '';
    const unmarked = text.replace(MARK, '');
    // What we quoted ourselves, or others quoted before.
    return MARK.test(unmarked) ? '' : unmarked;
  });
  const start = quoted.findIndex((line) => BLOCK.test(line));
  if (start < 0 || !(REFERENCE.test(subject) || quoted.some((line) => REFERENCE.test(line)))) return null;
  return quoted.map((line, index) => (index < start ? '' : line)).join('\n');
}

/** What stands above the quoted text asks for nothing else: courtesy, a name, or words that point below. */
export function pointsBelow(units: readonly LineUnit[]): boolean {
  const closing = units.findIndex(({ at }) => at.closing);
  const own = (closing < 0 ? units : units.slice(0, closing)).filter(
    ({ form }) => form.kind !== 'blank' && form.kind !== 'not-own',
  );
  return (
    own.every(({ at }) => isPersonLike(at.text)) ||
    own.some(({ at, form }) => form.kind === 'prose' && BELOW.test(at.text))
  );
}
