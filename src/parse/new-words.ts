/** Words for "new" beside a label, in the languages of those who write to us. */
const NEW = [
  'new',
  'neu|neue[rsn]?|nieuwe?|ny|nya|nytt|nye|nýtt|nýr|uusi|uus',
  'nouveau|nouvel|nouvelle|nuev[oa]|nov[oa]|nuov[oa]|nou|nouă',
  'now[yae]|nov[ýáéy]|nové|új|yeni|naujas|jauns|jaunais',
  'нов(?:ый|ая|ое|ий|а|е|и|о)?|νέ[οα]ς?',
  'جديد|جديدة|الجديد|الجديدة|חדש|새',
].join('|');

const BESIDE = new RegExp(`(?<!\\p{L})(?:${NEW})(?!\\p{L})|新(?:しい)?`, 'iu');
const OWN = '(?:meine?|mon|ma|mi|minha|o meu|meu|mio|il mio|mia|mijn|min|mitt|mój|moje|moj|мой|мій) ';
const AROUND = new RegExp(`^(?:${OWN})?(?:(?:${NEW}) |新(?:しい)?)| [(]?(?:${NEW}|新)[)]?$`, 'iu');

/** `New phone`, `Phone (new)`, `Neue Telefonnummer` */
export function isOfNew(label: string): boolean {
  return BESIDE.test(label);
}

/** The label without that word; null where it has none. */
export function withoutNew(label: string): string | null {
  const rest = label.replace(AROUND, '');
  return rest === label ? null : rest;
}
