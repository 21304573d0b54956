/**
 * Words for which a greeting or a closing is more than that: "Thanks for not doing this yet.", "Dear all, ignore the Subject." They
 * count in small letters, for a name may look like them (Mr. Wrong, Ne Win). One too many costs a confirmation.
 */

const NOT = [
  String.raw`not|nor|\p{L}+n['’]t|no|never|yet|before|unless|wait|leave|keep|remain`,
  String.raw`nicht|nichts|kein\p{L}*|nie|niet|geen|inte|ikke|ikkje|ne|n['’]\p{L}+|pas|jamais|rien|não|nao|nunca|antes|non|mai|prima`,
  String.raw`не|нет|ні|пока|nie|nem|ei|älä|älkää|nu|değil|yok|δεν|μην|όχι`,
];
const TAKEN_BACK = [
  String.raw`cancel\p{L}*|annul\p{L}*|ignor\p{L}*|disregard|undo|revok\p{L}*|retract|withdraw|hold(?:ing)? (?:on|off|this|it)|postpon\p{L}*|forget`,
  String.raw`waiting(?! for)|leaving|keeping|stop|abbrech\p{L}*|storn\p{L}*|widerruf\p{L}*|vergess\p{L}*|warte[nt]?|wartet|attend(?:re|ez)|suspend\p{L}*`,
  String.raw`anul(?:ar|en|e|a)|espere?|espere[nm]|esperar|aguard(?:e|em|ar)|aspett(?:i|ate|are)|wacht(?:en)?|vänta|venter?|odota|czekać|poczeka\p{L}*|počkej\p{L}*`,
  String.raw`отмен\p{L}*|подожд\p{L}*|скасу\p{L}*|зачека\p{L}*|iptal|bekle\p{L}*|ακύρω\p{L}*|περιμέν\p{L}*`,
];
/** Scripts without spaces, or with words that are written together. */
const ANYWHERE = String.raw`[不未勿别別]|取消|キャンセル|ません|ないで|待って|않|지 ?마|말아|취소|(?<!\p{L})(?:لا|عدم|إلغاء|انتظ\p{L}*|نکنید|لغو|לא|אל|ביטול|नहीं|मत)(?!\p{L})|ไม่|อย่า|ยกเลิก|(?<!\p{L})(?:đừng|không|chưa|hủy|jangan|tidak|belum|batal\p{L}*)(?!\p{L})`;

const HELD_BACK = new RegExp(
  String.raw`(?<![\p{L}\p{M}])(?:${[...NOT, ...TAKEN_BACK].join('|')})(?![\p{L}\p{M}])|${ANYWHERE}`,
  'u',
);

/** What people say so in all politeness. */
const POLITE =
  /(?:do not|don['’]t) hesitate|n['’]hésite[zr]? pas|ne pas hésiter|zögern sie (?:bitte )?nicht|no dude|não hesite|non esit\p{L}+|aarzel niet|tveka inte|nøl ikke|не (?:стесняйтесь|сомневайтесь|соромтеся)|neváh[ea]jte|nie wahaj\p{L}+|nu ezitați|ne habozz\p{L}+|(?:ne|nemojte) (?:se )?(?:ustručava|oklijeva|okleva)\p{L}+|älkää epäröikö|ärge (?:kartke|kõhelge)|çekinmeyin|tereddüt etmeyin|μην? διστάσετε|đừng ngần ngại|jangan (?:ragu|sungkan)|อย่าลังเล|no need to (?:reply|answer)|keep(?:ing)? (?:well|safe|in touch|up|us|me|the list)|long time no see|not too busy|不胜感激|不勝感激/giu;

const CAPITALS = /(?<![\p{L}\p{M}])\p{Lu}{2,}(?![\p{L}\p{M}])/gu;
/** Behind a title stands a name, and so does what is alone behind a comma. */
const BEGINS_A_SENTENCE =
  /(?<!(?:[Mm]rs?|[Mm]s|[Dd]r|[Pp]rof|[HhFfSs]r|[Ss]ra|[Ii]ng))[.!;]\s+\p{Lu}\p{L}*|,\s+\p{Lu}\p{Ll}*(?=\s+\p{Ll})/gu;

/** The line without "do not hesitate" and the like. */
export function withoutPoliteWords(line: string): string {
  return line.replaceAll(POLITE, '');
}

/** @param line as it was written, with its capitals. */
export function holdsBack(line: string): boolean {
  const small = (found: string): string => found.toLowerCase();
  const said = withoutPoliteWords(line).replaceAll(CAPITALS, small).replaceAll(BEGINS_A_SENTENCE, small);
  return HELD_BACK.test(said);
}
