/** Words that speak against what a mail asks, in the languages of those who write to us. */

/** Where a command or its data stand between the words. */
export const REQUEST = '\u{1}';

// "Do not", as the last words above a command.
const AHEAD =
  /(?:(?<![\p{L}\p{M}])(?:not|don['’]t|never|nicht|niet|pas|não|nao|non|не|nie|ikke|inte|değil)|不要|请勿|請勿|請不要|لا)\s{0,3}[:：…]?\s{0,3}\u{1}/u;

const WORD = String.raw`[^\s\u{1}.!?]{1,30} `;
// Begin and end of a word.
const B = String.raw`(?<![\p{L}\p{M}])`;
const E = String.raw`(?![\p{L}\p{M}])`;
const DAY = String.raw`(?:\d{1,2}(?:\.|st|nd|rd|th|er)?[ /.-](?:de |of )?(?:\p{L}{3,10}|\d{1,2})[ /.-]?(?:de )?(?:\d{2,4})?|\d{4}-\d{2}-\d{2}|\p{L}{3,10} \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4})?|next (?:week|month|year)|tomorrow)`;
// "From 1 January:", above a command: it is not meant for now.
const LATER = new RegExp(
  String.raw`(?<![\p{L}\p{M}])(?:(?:from|as of|as from|effective(?: from)?|starting(?: from| on)?|until|not before|ab(?: dem)?|à partir du|a partir del?|dal|vanaf|från|od|с) (?:the )?${DAY}\s{0,3}[:,…]?\s{0,3}|(?:on|am|le|el|em|il) ${DAY},? (?:please|bitte|veuillez|merci|por favor|per favore)${E}[^.!?\u{1}]{0,20})\u{1}`,
  'u',
);

/** Words that hold back: not in front of a verb of the list, as imperative or infinitive, and "this is an example". */
const WORDS: readonly string[] = [
  // English
  String.raw`(?<!${B}(?:i|we|they|you|who|which|people) )${B}(?:do not|don['’]t|please not|not yet)(?: yet| ever| now| please)* (?:remove|delete|unsubscribe|add|subscribe|join|replace|change|update|execute|run|process|apply|carry|do (?:it|this|that|these|the following|anything)|act on|touch|register)${E}`,
  String.raw`${B}(?:never|should not|shouldn['’]t|must not|mustn['’]t|rather not)(?: yet| ever| now| be)* (?:remove|delete|unsubscribe|add|subscribe|replace|execute|process|accept)d?${E}`,
  String.raw`without (?:doing|executing|changing)${E}|${B}(?:phishing|forged|fraud|scam|spoofed)${E}`,
  String.raw`(?:is|are|as|was) (?:only |just |merely )?an? (?:example|draft)(?![\p{L}-])`,
  String.raw`(?:only|just) (?:an? )?(?:example|draft|test)(?![\p{L}-])|^(?:draft|example)(?![\p{L}-])`,
  String.raw`${B}(?:but |and |please )?only (?:do (?:it|this|that|so) )?(?:if|once|when|after|in case)${E}|${B}(?:unless (?!i |we |you )|not before|wait until|please wait|hold on)`,
  String.raw`(?:^|[.,:;!?？\u{1}] ?)(?:(?:so|and|but|or) )?(?:would|should|must|do|does) (?:we|i|it|this|that|one) (?:${WORD}){0,3}(?:write|send|do|use|have|need|be|work|say|look)${E}(?! (?:anything|something|more)| to do (?:anything|something|more))[^.!?？\u{1}]{0,60}[?？]`,
  String.raw`${B}is (?:this|that|it) (?:right|correct|ok|okay|how|what|the)[^.!?？\u{1}]{0,60}[?？]|if (?:we|i) wanted|(?:tell|advise) (?:us|me) (?:whether|if) (?:this|that|it)${E}`,
  String.raw`(?:forget|ignore|disregard|cancel) (?:the|this|that|my|what) (?:${WORD}){0,2}(?:line|command|request|lines|commands|above|below)${E}`,
  String.raw`which (?:is|was) (?:wrong|a mistake|an error)${E}|(?:i|we) will (?:then )?(?:send|write|ask)${E}[^.!?\u{1}]{0,30}\u{1}`,
  String.raw`${B}(?:do nothing|not a request|refuse to|what happens (?:when|if)|is it (?:allowed|enough))${E}`,
  // German, Dutch
  String.raw`${B}nicht (?:${WORD}){0,2}(?:entfernen|löschen|austragen|streichen|eintragen|hinzufügen|ändern|ersetzen|ausführen|übernehmen)`,
  String.raw`${B}(?:entfernen|löschen|streichen|ändern|ersetzen) sie (?:${WORD}){0,3}nicht${E}|bitte (?:noch )?nichts `,
  String.raw`(?:nur|lediglich) (?:als|ein) (?:beispiel|entwurf|test)${E}|maar een (?:voorbeeld|test|concept)${E}`,
  String.raw`${B}niet (?:${WORD}){0,2}(?:verwijderen|toevoegen|wijzigen|vervangen|uitvoeren)|${B}(?:verwijder|wijzig|vervang) (?:${WORD}){0,3}niet${E}`,
  String.raw`${B}erst (?:am|ab|nach|wenn|im)${E}|${B}pas na${E}`,
  // French, Spanish, Portuguese, Italian
  String.raw`${B}(?:seulement|uniquement|solo|sólo|solamente|só|apenas|somente|soltanto) (?:après|si|quand|después|cuando|depois|quando|se|dopo)${E}`,
  String.raw`${B}ne (?:${WORD}){0,1}(?:supprim|retir|ajout|remplac|modifi|chang|exécut|effac|enlev)(?:ez|ons)${E}|${B}ne pas (?:${WORD}){0,1}(?:supprim|retir|ajout|remplac|modifi|chang|exécut|effac|enlev)er${E}|${B}n['’](?:enlev|effac|exécut|ajout)ez`,
  String.raw`${B}no (?:${WORD}){0,1}(?:(?:elimin|borr|quit|agregu|cambi|reemplac|ejecut)(?:e|en|es)|añad(?:a|an)|(?:elimin|borr|quit|agreg|cambi|ejecut)ar)${E}`,
  String.raw`${B}(?:não|nao) (?:${WORD}){0,1}(?:(?:elimin|retir|apagu|adicion|alter|execut)(?:e|em)|(?:remov|exclu|substitu)(?:a|am)|modifiquem?)${E}`,
  String.raw`${B}non (?:${WORD}){0,1}(?:elimin|rimuov|cancell|aggiung|modific|sostitu|esegu)(?:are|ere|ire|ate|ete|ite)${E}`,
  String.raw`(?:n['’]est|c['’]est|solo|sólo|apenas|soltanto|solamente) (?:qu['’])?(?:un |um |uno )?(?:exemple|ejemplo|exemplo|esempio)${E}|(?:ejemplo|exemplo) (?:solamente|apenas)`,
  // Russian, Ukrainian, Polish, Turkish
  String.raw`${B}не (?:${WORD}){0,1}(?:удаля|добавля|меня|изменя|заменя|выполня|исключа|видаля|додава|змінюва|вилуча|виконува)(?:й|йте|ть|ти)${E}|только пример`,
  String.raw`${B}nie (?:${WORD}){0,1}(?:usuwa|dodawa|zmienia|zastępowa|wykonywa)(?:ć|j|jcie)${E}`,
  String.raw`(?:silme|kaldırma|çıkarma|ekleme|değiştirme)y(?:in|iniz)`,
  // Chinese, Japanese, Korean, Arabic
  String.raw`(?:不要|请勿|請勿|别|別|暂不|先不要?)[^\s。，,.]{0,8}(?:删除|刪除|移除|添加|加入|更改|修改|替换|替換|执行|執行|更新)|(?:只是|仅是|僅是)[^\s。，,.]{0,4}例子`,
  String.raw`(?:削除|追加|変更|実行|登録|更新)(?:は|を)?(?:しないで|なさらないで|しなくて)`,
  String.raw`(?:삭제|추가|변경|실행|등록)(?:을|를)?\s?하지\s?(?:마|말|않)`,
  String.raw`(?:لا (?:${WORD}){0,1}(?:تحذف|تزيل|تضيف|تضف|تغير|تنفذ)|عدم (?:حذف|إزالة|إضافة|تغيير|تنفيذ)|مثال فقط)`,
];

/** In lower case, white space folded; every request in the text is one REQUEST. */
export const AGAINST: readonly RegExp[] = [AHEAD, LATER, ...WORDS.map((pattern) => new RegExp(pattern, 'u'))];
