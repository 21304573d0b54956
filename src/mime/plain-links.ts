/** `[ mailto:john@nic.example | John ]`, as Zimbra writes a link into plain text. */
const ZIMBRA = /\[ (mailto:|tel:|callto:|https?:\/\/)([^|\]\s]{1,500}) \| ([^|\]\n]{1,300}) \]/giu;
/** Targets behind a number that nobody reads: `+31 6 12345678<callto:…>`. */
const NUMBER_TARGET = /\s?<(?:callto|facetime|sip|skype|sms|x-apple-data-detectors):[^<>\s]{0,300}>/giu;
/** Roundcube and others put ` [1]` behind the words and the targets below the whole text. */
const LIST_OF_TARGETS = /^Links:\n-{4,10}\n(?=\[1\] )/mu;
const TARGET = /^\[(\d{1,3})\] \S+$/u;

/** Links that a program wrote out when it made plain text of HTML become what they show. @param text with LF line ends */
export function withoutWrittenLinks(text: string): string {
  const shown = text
    .replaceAll(ZIMBRA, (_, scheme: string, target: string, words: string) =>
      scheme.toLowerCase() === 'mailto:' && !words.includes('@') ? `${words} <${target}>` : words,
    )
    .replaceAll(NUMBER_TARGET, '');
  return withoutListOfTargets(shown);
}

function withoutListOfTargets(text: string): string {
  const list = LIST_OF_TARGETS.exec(text);
  if (list === null) return text;
  const lines = text
    .slice(list.index + list[0].length)
    .trimEnd()
    .split('\n');
  const numbers = lines.map((line) => TARGET.exec(line)?.[1]);
  if (numbers.includes(undefined)) return text;
  const listed = new Set(numbers);
  return text
    .slice(0, list.index)
    .replaceAll(/ \[(\d{1,3})\]/gu, (mark, number: string) => (listed.has(number) ? '' : mark));
}
