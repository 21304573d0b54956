/** Words that hold back because of where they stand: in the sentence that leads to a request, or right behind one. */

/** Where a command or its data stand between the words. */
export const REQUEST = '\u{1}';

const WORD = String.raw`[^\s\u{1}.,;!?]{1,30} `;
const NOT = "(?:not|don['’]t|never|nicht|niet|pas|não|nao|non|не|nie|ikke|inte|değil)";
// Begin and end of a word.
const B = String.raw`(?<![\p{L}\p{M}])`;
const E = String.raw`(?![\p{L}\p{M}])`;
// The rest of the sentence, up to the request below it.
const LEADS = String.raw`[^.!?。！？\u{1}]{0,80}\u{1}`;
// The same where the sentence may have its full stop in front of the request.
const ABOVE = String.raw`[^.!?。！？\u{1}]{0,80}[.!。！]?\s{0,3}\u{1}`;
// The begin of a sentence.
const BEGIN = String.raw`(?<=^|[.!?,:;。！？\u{1}] ?)(?:(?:but|and|please|aber|bitte|mais|pero|mas|ma|maar|но|але) )?`;

export const DAY = String.raw`(?:\d{1,2}(?:\.|st|nd|rd|th|er)?[ /.-](?:de |of )?(?:\p{L}{3,10}|\d{1,2})[ /.-]?(?:de )?(?:\d{2,4})?|\d{4}-\d{2}-\d{2}|\p{L}{3,10} \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4})?|next (?:week|month|year)|tomorrow)`;
const FROM = String.raw`(?:from|as of|as from|effective(?: from)?|with effect from|starting(?: from| on)?|until|not before|ab(?: dem)?|zum|per|à partir du|à compter du|a partir del?|dal|vanaf|från|od|с)`;

const PATTERNS: readonly string[] = [
  // "Do not", as the last words above a command, or "do not … this:".
  String.raw`(?:${B}${NOT}|不要|请勿|請勿|請不要|لا)\s{0,3}…?\s{0,3}\u{1}`,
  String.raw`${B}${NOT}(?: [^\s\u{1}.,;:!?]{1,30}){0,2}\s{0,3}[:：]\s{0,3}\u{1}`,
  // Words that forbid and nothing else, and verbs in a form that does: "älkää", "neprovádějte", "yapmayın".
  String.raw`(?:${B}(?:älkää|älä|ärge|ärme|μην?|nemojte|đừng|vui lòng chưa|jangan)${E}|อย่า|ห้าม|मत |न करें)${ABOVE}`,
  String.raw`${B}(?:ne\p{L}{3,20}te|ne\p{L}{3,20}iet|\p{L}{2,20}m[ae]y[ıi]n(?:[ıi]z)?|ne (?:${WORD}){0,2}\p{L}{2,20}(?:ják|jék|sák|sék)|ne (?:${WORD}){0,1}\p{L}{2,20}(?:ite|jte))${E}${ABOVE}`,
  String.raw`${B}(?:не (?:${WORD}){0,2}\p{L}{2,20}(?:йте|ите|іть)|nie (?:${WORD}){0,1}\p{L}{2,15}cie|nu (?:${WORD}){0,1}\p{L}{2,15}[țţt]i|(?:אל ת(?!הסס)|לא ל)\p{L}{2,12})${E}${ABOVE}`,
  String.raw`${B}(?:pra[sš]ome|prašau) (?:${WORD}){0,2}ne\p{L}{3,20}ti${E}${ABOVE}`,
  // "If she agrees," leads to a command: it is not meant as it stands. "If possible" is only polite.
  String.raw`${BEGIN}(?:if|provided(?: that)?|as soon as|falls|sofern|sobald|wenn|indien|zodra|si|dès que|au cas où|en cuanto|если|как только|якщо|jeśli|jeżeli|pokud|jestli|jestliže|hvis|jos|dacă|eğer)${E}(?!,? (?:it is |it['’]s |das |es |c['’]est |cela est |het |es |to |это )?(?:possible|convenient|wie möglich|möglich|mogelijk|(?:sea |fuera )?posible|a${E}|możliwe|возможно|можливо|možné|muligt?|mahdollista|posibil|mümkünse))(?! (?:you|sie|vous|pued|u|vy|вы|ви|смо|може|możecie|můžete|preg|richied|chied|comunic|alleg|trasm|inform|segnal))${LEADS}`,
  String.raw`${BEGIN}unless${E}${LEADS}`,
  String.raw`${BEGIN}(?:se|caso) (?:${WORD}){0,4}(?:accett|approv|conferm|concord|aceit|confirm|autoriz)${LEADS}`,
  String.raw`(?:同意|批准)(?:的话|的話)[^。！？\u{1}]{0,40}\u{1}|場合(?:は|のみ|に)[^。！？\u{1}]{0,40}\u{1}`,
  // "Is it from you?", asked of what is shown below.
  String.raw`${B}(?:is|was|are|were|did|do) (?:this|that|it|these|you) (?:${WORD}){0,4}(?:from you|yours|real|genuine|serious|true|know|send|sent|write|written|this|that|it)${E}[^.!?\u{1}]{0,20}[?？] ?\u{1}`,
  String.raw`${B}(?:(?:please|kindly) (?:only )?(?:do|process|execute|remove|delete|perform|apply|make|implement|action)(?: (?:it|this|that|her|him|them))? (?:only )?on|bitte (?:erst )?(?:am|zum|per)|graag (?:per|op)) (?:the )?${DAY}`,
  String.raw`${B}(?:à cette date|an diesem tag|zu diesem datum|at that (?:time|date)|on that (?:day|date)|op die datum)${ABOVE}`,
  String.raw`${B}(?:(?:after|from) that (?:day|date|time)|nach diesem (?:tag|datum|zeitpunkt)|après cette date|después de esa fecha|após essa data|dopo (?:tale|quella) data|na die datum)${ABOVE}`,
  // "From 1 January:" above a command, and right below it: it is not meant for now.
  String.raw`(?<!${B}(?:mail|message|letter|request|reply|answer|nachricht|schreiben) )${B}${FROM} (?:the )?${DAY}(?:,? (?:please|bitte|graag|svp|por favor|per favore))?\s{0,3}[:,…]?\s{0,3}\u{1}`,
  String.raw`${BEGIN}(?:on|am|le|el|em|il) ${DAY},? (?:please|bitte|veuillez|merci|por favor|per favore)${E}[^.!?\u{1}]{0,20}\u{1}`,
  String.raw`\u{1}(?:(?:and|but|please|only) )*${FROM} (?:the )?${DAY}`,
  String.raw`\u{1}(?:(?:and|but|please|only) )*(?:if|unless|provided(?: that)?|once|as soon as) (?:${WORD}){1,4}(?:agree|approve|consent|confirm|accept|sign)(?:s|ed)?${E}`,
];

/** In lower case, white space folded; every request in the text is one REQUEST. */
export const AHEAD: readonly RegExp[] = PATTERNS.map((pattern) => new RegExp(pattern, 'u'));
