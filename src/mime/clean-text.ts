// Scripts whose words need a joiner or non-joiner; everywhere else it only hides something.
const JOINING = (
  'Arab Syrc Mong Nkoo Thaa Adlm Rohg Deva Beng Guru Gujr Orya ' +
  'Taml Telu Knda Mlym Sinh Khmr Mymr Tibt Laoo Thai Java Bali'
)
  .split(' ')
  .map((script) => `\\p{Script=${script}}`)
  .join('');
const LETTER_OF_JOINING_SCRIPT = `[${JOINING}]\\p{M}?`;
const JOINER = '[\\u200C\\u200D]';
const NEEDED_JOINER = new RegExp(`(?<=${LETTER_OF_JOINING_SCRIPT})${JOINER}(?=[${JOINING}])`, 'gu');

// Format characters (bidi, zero-width, tags), invisible fillers, controls; not the visible signs of Arabic and Kaithi.
const VISIBLE_FORMATS = '\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u{110BD}\\u{110CD}';
const HIDDEN = new RegExp(
  `(?![\\n\\t${VISIBLE_FORMATS}])[\\p{Cf}\\p{Cc}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u3164\\uFFA0]`,
  'gu',
);

/** Line ends become LF; a byte-order mark at the start goes. Nothing else is touched but halves of surrogate pairs. */
export function withLineFeeds(written: string): string {
  return written
    .replace(/^\uFEFF/u, '')
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n')
    .toWellFormed();
}

/** One line: white space runs become one space, hidden characters go, at most `limit` UTF-16 units. */
export function cleanLine(written: string, limit: number): string {
  const oneLine = written.replaceAll(/[\r\n\t\f\v\u2028\u2029]/gu, ' ');
  const line = withoutHidden(oneLine).replaceAll(/\s+/gu, ' ').trim();
  return line
    .slice(0, limit)
    .replace(/\p{Surrogate}$/u, '')
    .trimEnd();
}

/** Control, bidi and zero-width characters go, but for a joiner inside a word of a script that needs it. */
export function withoutHidden(text: string): string {
  const kept = new Set<number>();
  for (const joiner of text.matchAll(NEEDED_JOINER)) kept.add(joiner.index);
  return text.replaceAll(HIDDEN, (character, at: number) => (kept.has(at) ? character : ''));
}
