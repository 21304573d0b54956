const LONGEST = 1000;

/** Text from outside (an SMTP response, an error message) as one line of at most 1,000 characters. */
export function plainLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
}
