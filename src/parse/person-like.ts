const PARTICLES = new Set(
  'de del della di da do dos das du van von der den ter ten te la le las los al el bin ibn bint abu af av und y e zu'.split(
    ' ',
  ),
);
const NO_NAME =
  /^(?:contacts?|sscs?|names?|e-?mails?|phones?|details|list|new|old|primary|secondary|tertiary|registry|request|the|please|thanks|hello|our)$/iu;

/** Two to six words as a person's name is written, without a label; words in scripts with capitals have one. */
export function isPersonLike(text: string): boolean {
  const words = text.trim().split(/\s+/u);
  if (words.length < 2 || words.length > 6 || text.length > 80) return false;
  return words.every((word, index) => {
    if (NO_NAME.test(word)) return false;
    if (PARTICLES.has(word.toLowerCase())) return index < words.length - 1;
    return (
      /^(?:\p{Lu}|\p{Lo}|al-|d['’])(?:[\p{L}\p{M}.'’-]|\u{200C}|\u{200D})*,?$/u.test(word) &&
      /[\p{L}\p{M}.,]$/u.test(word)
    );
  });
}
