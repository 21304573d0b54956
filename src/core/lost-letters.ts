/** What stands where octets were read as UTF-8 and are none: letters of another charset, which are lost. */
const LOST = '\ufffd';

export function hasLostLetters(text: string): boolean {
  return text.includes(LOST);
}
