/**
 * Words for which a greeting or a closing is more than that: "Thanks for not doing this yet.", "Dear all, ignore the Subject." A
 * name may look like the short ones (Mr. No, Ne Win), so those count in small letters only. One too many costs a confirmation.
 */

const SHORT = [
  String.raw`not|nor|\p{L}+n['’]t|no|never|yet|until|till|before|unless|only|later|wait|leave|keep|remain`,
  String.raw`nicht|nichts|kein\p{L}*|nie|erst|noch|niet|geen|nog|pas|inte|ikke|ikkje|ännu|ennå|endnu`,
  String.raw`ne|n['’]\p{L}+|jamais|rien|encore|não|nao|nunca|ainda|antes|até|todavía|aún|hasta|non|mai|ancora|prima|fino`,
  String.raw`не|нет|ні|ещё|еще|пока|до|nie|dopiero|jeszcze|ještě|nem|még|ei|älä|älkää|vielä|nu|încă|değil|henüz|yok|δεν|μην|όχι`,
];
const ANY_CASE = [
  String.raw`cancel|annul|ignor|disregard|undo|revok|retract|withdraw|hold(?:ing)? (?:on|off|this|it)|delay|postpon|forget|mistake|error|wrong`,
  String.raw`waiting(?! for (?:your|the) (?:reply|answer|response|confirmation|feedback))|leaving|keeping|stopp?(?:ing)?(?!\p{L})`,
  String.raw`abbrech|storn|widerruf|vergess|wart(?:e|en|et)(?!\p{L})|annuler|attend(?:re|ez)(?!\p{L})|suspend|anul|cancela|esper(?:e|en|ar)(?!\p{L})`,
  String.raw`aguard(?:e|em|ar)(?!\p{L})|aspett(?:i|ate|are)(?!\p{L})|wacht(?:en)?(?!\p{L})|vänta|vent(?:e|er)?(?!\p{L})|odota|czeka|poczeka|počkej`,
  String.raw`отмен|подожд|не делай|скасу|зачека|iptal|bekle|ακύρω|περιμέν`,
];
/** Scripts without spaces, or with words that are written together. */
const ANYWHERE = String.raw`[不未勿别別]|取消|キャンセル|ません|ないで|待って|않|지 ?마|말아|취소|기다|(?<!\p{L})(?:لا|عدم|إلغاء|انتظ\p{L}*|نکنید|لغو|לא|אל|ביטול|नहीं|मत)(?!\p{L})|ไม่|อย่า|ยกเลิก|(?<!\p{L})(?:đừng|không|chưa|hủy|jangan|tidak|belum|batal\p{L}*)(?!\p{L})`;

const HELD_BACK = new RegExp(String.raw`(?<![\p{L}\p{M}])(?:${SHORT.join('|')})(?![\p{L}\p{M}])|${ANYWHERE}`, 'u');
const TAKEN_BACK = new RegExp(String.raw`(?<![\p{L}\p{M}])(?:${ANY_CASE.join('|')})`, 'iu');

const POLITE =
  /(?:do not|don['’]t) hesitate|n['’]hésite[zr]? pas|ne pas hésiter|zögern sie nicht|no dude|não hesite|non esit\p{L}+|aarzel niet|tveka inte|nøl ikke|не стесняйтесь|neváhejte/giu;

/** @param line as it was written, with its capitals. */
export function holdsBack(line: string): boolean {
  const said = line.replaceAll(POLITE, '');
  return HELD_BACK.test(said) || TAKEN_BACK.test(said);
}
