import type { LineUnit } from './line-units.ts';

/** Where a command or its data stand between the words. */
const REQUEST = '\u{1}';

/** Words beyond these are not looked at: nobody takes a request back so far away from it. */
const MOST_CHARACTERS = 20_000;

// "Do not", as the last words above a command.
const AHEAD =
  /(?:(?<![\p{L}\p{M}])(?:not|don['’]t|never|nicht|niet|pas|não|nao|non|не|nie|ikke|inte|değil)|不要|请勿|請勿|請不要|لا)\s{0,3}[:：…]?\s{0,3}\u{1}/u;

const WORD = String.raw`[^\s\u{1}.!?]{1,30} `;
const DAY = String.raw`(?:\d{1,2}(?:\.|st|nd|rd|th|er)?[ /.-](?:de |of )?(?:\p{L}{3,10}|\d{1,2})[ /.-]?(?:de )?(?:\d{2,4})?|\d{4}-\d{2}-\d{2}|\p{L}{3,10} \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4})?|next (?:week|month|year)|tomorrow)`;
// "From 1 January:", above a command: it is not meant for now.
const LATER = new RegExp(
  String.raw`(?<![\p{L}\p{M}])(?:from|as of|as from|effective(?: from)?|starting(?: from| on)?|until|not before|ab(?: dem)?|à partir du|a partir del?|dal|vanaf|från|od|с) (?:the )?${DAY}\s{0,3}[:,…]?\s{0,3}\u{1}`,
  'u',
);

/** Words that hold back: not in front of a verb of the list, as imperative or infinitive, and "this is an example". */
const AGAINST: readonly RegExp[] = [
  // English
  String.raw`(?<!(?<![\p{L}\p{M}])(?:i|we|they|you|who|which|people) )(?<![\p{L}\p{M}])(?:do not|don['’]t|please not|not yet)(?: yet| ever| now| please)* (?:remove|delete|unsubscribe|add|subscribe|join|replace|change|update|execute|run|process|apply|carry|do (?:it|this|that|these|the following|anything)|act on|touch|register)(?![\p{L}])`,
  String.raw`(?<![\p{L}\p{M}])(?:never|should not|shouldn['’]t|must not|mustn['’]t|rather not)(?: yet| ever| now| be)* (?:remove|delete|unsubscribe|add|subscribe|replace|execute|process)d?(?![\p{L}])`,
  String.raw`(?:is|are|as|was) (?:only |just |merely )?an? (?:example|draft)(?![\p{L}-])`,
  String.raw`(?:only|just) (?:an? )?(?:example|draft|test)(?![\p{L}-])`,
  String.raw`(?<![\p{L}\p{M}])(?:but |and |please )?only (?:if|once|when|after|in case)(?![\p{L}])|(?<![\p{L}\p{M}])(?:unless|not before|wait until|please wait|hold on)(?![\p{L}])`,
  String.raw`(?:^|[.,:;!?？\u{1}] ?)(?:(?:so|and|but|or) )?(?:would|should|must|do|does) (?:we|i|it|this|that|one) (?:${WORD}){0,3}(?:write|send|do|use|have|need|be|work|say|look)(?![\p{L}])[^.!?？\u{1}]{0,60}[?？]|(?<![\p{L}\p{M}])is (?:this|that|it) (?:right|correct|ok|okay|how|what|the)[^.!?？\u{1}]{0,60}[?？]|if (?:we|i) wanted`,
  String.raw`(?:forget|ignore|disregard|cancel) (?:the|this|that|my|what) (?:${WORD}){0,2}(?:line|command|request|lines|commands|above|below)(?![\p{L}])`,
  // German, Dutch
  String.raw`(?<![\p{L}\p{M}])nicht (?:${WORD}){0,2}(?:entfernen|löschen|austragen|streichen|eintragen|hinzufügen|ändern|ersetzen|ausführen|übernehmen)`,
  String.raw`(?<![\p{L}\p{M}])(?:entfernen|löschen|streichen|ändern|ersetzen) sie (?:${WORD}){0,3}nicht(?![\p{L}])`,
  String.raw`(?:nur|lediglich) (?:als|ein) (?:beispiel|entwurf|test)(?![\p{L}])`,
  String.raw`(?<![\p{L}\p{M}])niet (?:${WORD}){0,2}(?:verwijder|toevoeg|wijzig|vervang|uitvoer)`,
  String.raw`(?<![\p{L}\p{M}])(?:verwijder|wijzig|vervang)\p{L}{0,2} (?:${WORD}){0,3}niet(?![\p{L}])`,
  // French, Spanish, Portuguese, Italian
  String.raw`(?<![\p{L}\p{M}])ne (?:pas (?:${WORD}){0,1})?(?:${WORD}){0,1}(?:supprim|retir|ajout|remplac|modifi|chang|exécut|effac|enlev)`,
  String.raw`(?<![\p{L}\p{M}])no (?:${WORD}){0,1}(?:elimin|borr|quit|agreg|añad|cambi|reempla|ejecut)`,
  String.raw`(?<![\p{L}\p{M}])(?:não|nao) (?:${WORD}){0,1}(?:elimin|retir|remov|apagu|exclu|adicion|alter|modifi|substitu|execut)`,
  String.raw`(?<![\p{L}\p{M}])non (?:${WORD}){0,1}(?:elimin|rimuov|cancell|aggiung|modific|sostitu|esegu)`,
  String.raw`(?:n['’]est|c['’]est|solo|sólo|apenas|soltanto) (?:qu['’])?(?:un )?(?:exemple|ejemplo|exemplo|esempio)(?![\p{L}])`,
  // Russian, Ukrainian, Polish, Turkish
  String.raw`(?<![\p{L}\p{M}])не (?:${WORD}){0,1}(?:удал|добав|меня[йт]|измен|замен|выполн|исключ|видал|додав|змін|вилуч|викон)`,
  String.raw`(?<![\p{L}\p{M}])nie (?:${WORD}){0,1}(?:usuwa|dodawa|zmienia|zastęp|wykonyw)`,
  String.raw`(?:silme|kaldırma|çıkarma|ekleme|değiştirme)y(?:in|iniz)`,
  // Chinese, Japanese, Korean, Arabic
  String.raw`(?:不要|请勿|請勿|别|別|暂不|先不要?)[^\s。，,.]{0,8}(?:删除|刪除|移除|添加|加入|更改|修改|替换|替換|执行|執行|更新)`,
  String.raw`(?:削除|追加|変更|実行|登録|更新)(?:は|を)?(?:しないで|なさらないで|しなくて)`,
  String.raw`(?:삭제|추가|변경|실행|등록)(?:을|를)?\s?하지\s?(?:마|말|않)`,
  String.raw`(?:لا (?:${WORD}){0,1}(?:تحذف|تزيل|تضيف|تضف|تغير|تنفذ)|عدم (?:حذف|إزالة|إضافة|تغيير|تنفيذ))`,
].map((pattern) => new RegExp(pattern, 'u'));

/**
 * The line number of words of the mail's author that speak against what the mail asks ("please do not …", "this is only
 * an example"); null where there are none. Nobody should find carried out what they asked not to do; a confirmation costs
 * one word.
 */
export function spokenAgainst(units: readonly LineUnit[]): number | null {
  let said = '';
  const starts: { readonly at: number; readonly line: number }[] = [];
  for (const { at, form } of units) {
    if (form.kind === 'blank' || (form.kind === 'not-own' && at.why !== 'courtesy')) continue;
    if (form.kind === 'command' && opensQuote(at.text)) return at.line;
    starts.push({ at: said.length, line: at.line });
    const isWords = form.kind === 'prose' || form.kind === 'almost' || form.kind === 'not-own';
    said += isWords ? `${at.text.toLowerCase().replace(/\s+/gu, ' ').trim()} ` : REQUEST;
    if (said.length > MOST_CHARACTERS) break;
  }
  const found = [AHEAD, LATER, ...AGAINST].map((pattern) => said.search(pattern)).filter((index) => index >= 0);
  if (found.length === 0) return null;
  const first = Math.min(...found);
  return starts.findLast(({ at }) => at <= first)?.line ?? null;
}

// `"REMOVE .nl jane@nic.nl` that goes on in the lines below: somebody else's words.
function opensQuote(text: string): boolean {
  return /^\s*["“„«‘'][^"“”„«»‘’']*$/u.test(text);
}
