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

/** What people ask not to do, and hold nothing back by it: to hesitate, to be shy, to forget, to answer this mail. */
const DO_NOT = [
  String.raw`(?:do not|don['’]t) (?:hesitate|forget to|reply to this)|n['’](?:hésite[zr]?|oubliez) pas|ne pas hésiter|zögern sie (?:bitte )?nicht|no dude|não hesite|non esit\p{L}+`,
  String.raw`aarzel niet|tveka inte|nøl ikke|äl(?:ä|kää) (?:epäröi|unoh|arkail)\p{L}*|ärge (?:kartke|kõhelge|unustage|vastake)`,
  String.raw`не (?:се )?(?:стесняйтесь|сомневайтесь|забывайте|отвечайте|откажите|соромтеся|вагайтеся|забувайте|колебайте|отговаряйте|двоумете)`,
  String.raw`neváh[ea]jte|nezapom(?:eňte|ínejte)|nezabudnite|neodpov(?:ídej|edaj)te|nie (?:wahaj|zapom|krępuj|odpowiadaj)\p{L}+|nu (?:ezitați|uitați|răspundeți)`,
  String.raw`(?:ne|nemojte) (?:se )?(?:ustručava|oklijeva|okleva|obotavlja|zaborav|odgovara(?=jt|ti))\p{L}+|ne (?:habozz|félj|felejts|válaszolj)\p{L}+|nedvejokite|nepamirškite|neaizmirstiet`,
  String.raw`(?:çekin|unut|yanıtla|cevapla|tereddüt et)m[ae]y[ıi]n\p{L}*|μην? (?:διστ|ξεχ|απαντ)\p{L}+|אל ת(?:הסס|שכח)\p{L}*|संकोच न करें`,
  String.raw`đừng (?:ngần )?ngại|đừng quên|jangan (?:ragu|sungkan|segan|lupa|teragak-agak)|อย่า(?:ลังเล|ลืม)`,
];
/** What people say so in all politeness. */
const POLITE = new RegExp(
  [
    ...DO_NOT,
    String.raw`no need to (?:reply|answer)|keep(?:ing)? (?:well|safe|in touch|up|us|me|the list)|long time no see|not too busy|不胜感激|不勝感激`,
  ].join('|'),
  'giu',
);

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
