import { AHEAD, DAY } from './ahead-of-request-words.ts';

/** Words that speak against what a mail asks, in the languages of those who write to us. */

const WORD = String.raw`[^\s\u{1}.!?]{1,30} `;
// Begin and end of a word.
const B = String.raw`(?<![\p{L}\p{M}])`;
const E = String.raw`(?![\p{L}\p{M}])`;

// "From now on", behind "valid" or "with effect".
const NOW = String.raw`(?:ab )?(?:sofort|heute|jetzt|immédiat|inmediato|immediata|heden|vandaag|nu(?!\p{L})|сегодня|d['’]aujourd|de maintenant|de (?:hoy|hoje|ahora|agora)|da (?:oggi|ora|subito))`;

/** Words that hold back: not in front of a verb of the list, as imperative or infinitive, and "this is an example". */
const WORDS: readonly string[] = [
  // English
  String.raw`(?<!${B}(?:i|we|they|you|who|which|people) )${B}(?:do not|don['’]t|please not|not yet)(?: yet| ever| now| please)* (?:remove|delete|unsubscribe|add|subscribe|join|replace|change|update|execute|run|process|apply|perform|implement|carry|do (?:it|this|that|these|the following|anything)|act on|touch|register)${E}`,
  String.raw`${B}(?:never|should not|shouldn['’]t|must not|mustn['’]t|rather not)(?: yet| ever| now| be)* (?:remove|delete|unsubscribe|add|subscribe|replace|execute|process|accept)d?${E}`,
  String.raw`without (?:doing|executing|changing)${E}|${B}(?:phishing|forged|fraud|scam|spoofed)${E}`,
  // "Her account was hacked" may be why somebody goes; whose mail it is, is another matter.
  String.raw`${B}(?:from|by|via|with|using) (?:an? |the |my |our |his |her |their )?(?:hacked|compromised|hijacked|stolen|breached) (?:${WORD}){0,1}(?:account|mailbox|e-?mail|address|computer|laptop|device|phone)${E}|${B}(?:my|our) (?:e-?mail )?(?:account|mailbox) (?:was|is|got|has been|had been) (?:hacked|compromised|hijacked)${E}`,
  String.raw`${B}(?:this|that|it|following|below|above) (?:is|was) (?:only |just |merely )?an? template${E}|${B}(?:only|just) an? template${E}`,
  String.raw`(?:is|are|as|was) (?:only |just |merely )?an? (?:example|draft)(?![\p{L}-])`,
  String.raw`(?:only|just) (?:an? )?(?:example|draft|test)(?![\p{L}-])|^(?:draft|example)(?![\p{L}-])`,
  String.raw`${B}(?:but |and |please )?only (?:do (?:it|this|that|so) )?(?:if|once|when|after|in case)${E}|${B}(?:unless (?!i |we |you )|not before|wait until|please wait|hold on)`,
  String.raw`(?:^|[.,:;!?？\u{1}] ?)(?:(?:so|and|but|or) )?(?:would|should|must|do|does) (?:we|i|it|this|that|one) (?:${WORD}){0,3}(?:write|send|do|use|have|need|be|work|say|look)${E}(?! (?:anything|something|more)| to do (?:anything|something|more))[^.!?？\u{1}]{0,60}[?？]`,
  String.raw`${B}is (?:this|that|it) (?:right|correct|ok|okay|how|what|the)[^.!?？\u{1}]{0,60}[?？](?! then reply to this mail)|if (?:we|i) wanted|(?:tell|advise) (?:us|me) (?:whether|if) (?:this|that|it)${E}(?! (?:change of the security contacts|address may be used))`,
  String.raw`(?:forget|ignore|disregard|cancel) (?:the|this|that|my|what) (?:${WORD}){0,2}(?:line|command|request|lines|commands|above|below)${E}`,
  String.raw`which (?:is|was) (?:wrong|a mistake|an error)${E}|(?:i|we) will (?:then )?(?:send|write|ask)${E}[^.!?\u{1}]{0,30}\u{1}`,
  String.raw`${B}(?:do nothing|not a request|refuse to|what happens (?:when|if)|is it (?:allowed|enough))${E}`,
  String.raw`${B}(?:i|we) (?:hereby |want to |would like to |have to |must )?(?:take back|withdraw|retract|revoke|cancel)${E}|(?:mail|message|request|command|it|this|that|following|(?:one|text|lines?) (?:above|below)) (?:${WORD}){0,3}was (?:sent )?(?:a mistake|an error|by mistake|in error)${E}`,
  String.raw`${B}not (?:yet )?(?:sure|certain|decided) (?:whether|if)${E}(?! (?:this|that|it) is the (?:right|correct|proper|best) (?:mailbox|form|format|way|place|template|channel)${E})|${B}what do you think${E}[^.!?？\u{1}]{0,30}[?？]|${B}is (?:this|that|it) (?:${WORD}){0,3}(?:legit|legitimate|genuine)${E}|${B}still (?:has|have|needs?) to (?:decide|approve|agree|consent|be (?:approved|confirmed|decided|agreed))${E}|${B}no need to (?:do|remove|delete|add|change|replace|process|apply) (?!any\p{L}{3,5} else|(?:the |any )?(?:others?|rest)${E})`,
  // "Not yet." and "wait for my word", in many languages; our own letters say "should not be done, or not yet"
  String.raw`(?:${B}(?:(?<!done, or )not yet|noch nicht|pas encore|todavía no|aún no|ainda não|non ancora|nog niet|inte än|ännu inte|ikke ennå|ikke endnu|jeszcze nie|ei vielä|ještě ne|henüz değil)|ещ[её] не\p{L}* ?(?:сейчас)?|まだです|まだ待って)\s{0,3}(?:[.!。！\u{1}]|$)`,
  String.raw`${B}(?:wait|warten|attend(?:re|ez)|esper(?:e|en|ar)|aspett(?:i|ate|are)|attend(?:a|ete|ere)|aguard(?:e|em|ar)|wacht(?:en)?|vänta|vent) (?:${WORD}){0,2}(?:my|our|meine|unsere|ma|mon|notre|mi|nuestr[oa]|mia|nostra|minha|nossa|mijn|onze|mitt?|vår[t]?|min|vores)${E}`,
  String.raw`${B}(?:subject to|pending) (?:${WORD}){0,2}(?:approval|confirmation|consent|decision)${E}|${B}hold (?:this|it)${E}|until further notice`,
  String.raw`${B}(?:nur,? (?:wenn|falls|sofern)|alleen (?:als|indien|na)|tylko (?:jeśli|jeżeli|gdy|po)|только (?:если|после|когда)|vain jos|bara om|kun hvis)${E}`,
  // A day that it is meant for, and words that correct what was just said
  String.raw`${B}(?:take|taking|takes) effect|${B}effective (?:date|on|from|as of|per)${E}|with effect (?:from|on) (?!today|now|immediate)|${B}schedule (?:this|it)${E}|mit wirkung (?:vom|ab|zum)${E}(?! ${NOW})|à compter du|(?:avec effet|met ingang van|con decorrenza|con efecto)${E}(?! ${NOW})|com efeito a|gäller fr|gælder fra|生效|付けで`,
  String.raw`${B}(?:i|we) (?:really |actually )?(?:mean|meant) |${B}(?:no|sorry),? (?:this |that )?(?:is |was )?wrong${E}`,
  // A day of its own: "to be done after 1 April", "Valid from: …", "remove me then"
  String.raw`${B}(?:should|must|shall|can|could|please|to) (?:you )?(?:please )?(?:only )?(?:be )?(?:done|made|processed|executed|removed|deleted|added|replaced|applied|implemented|changed|take place|happen) (?:only )?(?:on|after|from|as of|not before) (?:the )?${DAY}`,
  String.raw`${B}valid (?:from|as of) ?[:：]? ?${DAY}|${B}(?:date of (?:the )?(?:change|removal|effect|entry into force)|gültig ab|valable à (?:partir|compter)|válido a partir|valido (?:dal|a partire)|geldig vanaf|действует с)${E}(?! ${NOW})`,
  String.raw`${B}(?:remove|delete|take|add|replace) (?:me|him|her|them|us|it) (?:off |from )?(?:(?:the|this|your) list )?(?:then|afterwards|after that|on that day)${E}|${B}bitte (?:erst )?danach${E}`,
  // German, Dutch
  String.raw`${B}nicht (?:${WORD}){0,2}(?:entfernen|löschen|austragen|streichen|eintragen|hinzufügen|ändern|ersetzen|ausführen|übernehmen|durchführen|umsetzen|bearbeiten|vornehmen)`,
  String.raw`${B}(?:entfernen|löschen|streichen|ändern|ersetzen) sie (?:${WORD}){0,3}nicht${E}|bitte (?:noch )?nichts `,
  String.raw`(?:nur|lediglich) (?:als|ein) (?:beispiel|entwurf|test)${E}|maar een (?:voorbeeld|test|concept)${E}`,
  String.raw`${B}niet (?:${WORD}){0,2}(?:verwijderen|toevoegen|wijzigen|vervangen|uitvoeren|doorvoeren|verwerken)|${B}(?:verwijder|wijzig|vervang) (?:${WORD}){0,3}niet${E}`,
  String.raw`${B}erst (?:am|ab|nach|wenn|im)${E}|${B}pas na${E}`,
  // "Please wait", with whatever stands behind it
  String.raw`${B}(?:bitte|veuillez|por favor|per favore|proszę|prosimy|prosím|пожалуйста|lütfen|kérem|kérjük|vă rog|παρακαλώ|vennligst|venligst|vänligen) (?:${WORD}){0,2}(?:warten|wartet|attendre|esper(?:e|en|ar)|aspett(?:are|ate|i)|attendere|aguard(?:e|em|ar)|poczekać|zaczekać|počkejte|počkat|počkajte|подожд(?:ите|ать)|bekley(?:in|iniz)|várjanak|várjon|várni|așteptați|περιμένετε|vent|vänta)${E}(?! (?:auf ihre|votre|su |sua |la sua |din |jeres ))`,
  String.raw`(?<!${B}(?:en|et|ei|emme|ette|eivät) )${B}(?:odottakaa|odota)${E}|${B}(?:vent|vänta) med (?:dette|det|å|at|att)${E}`,
  // Scandinavian
  String.raw`${B}(?:inte|ikke|ikkje) (?:${WORD}){0,2}(?:utför|genomför|utfør|udfør|gjennomfør|ta bort|tas bort|radera|slett|slet|fjern|ändra|endre|ændr|lägg|legg|tilføj)|${B}(?:utför|genomför|utfør|udfør|gjennomfør|radera|slett|slet|fjern|ändra|endre|ændr)(?:a|e)? (?:${WORD}){0,3}(?:inte|ikke|ikkje)${E}|${B}ta (?:${WORD}){0,1}(?:inte|ikke) bort${E}`,
  // Icelandic
  String.raw`${B}(?:\p{L}{2,20}ið (?:þetta|þessu|þessa|þessari|þessi|það|því|hana|hann|henni|honum)|framkvæmið|framkvæmdu|fjarlægið|fjarlægðu|eyðið|eyddu|breytið|breyttu|bætið|skráið|gerið) (?:${WORD}){0,1}ekki${E}|${B}ekki (?:framkvæma|fjarlægja|eyða|breyta|bæta|skrá|afskrá) `,
  // Slovene: "Prosim, da tega še ne izvedete"
  String.raw`${B}prosi(?:m|mo),? (?:${WORD}){0,4}ne (?!odgovar|skrbi|moti|zameri)\p{L}{3,20}te${E}`,
  // French, Spanish, Portuguese, Italian
  String.raw`${B}(?:seulement|uniquement|solo|sólo|solamente|só|apenas|somente|soltanto) (?:après|si|quand|después|cuando|depois|quando|se|dopo)${E}`,
  String.raw`${B}ne (?:${WORD}){0,1}(?:supprim|retir|ajout|remplac|modifi|chang|exécut|effac|enlev)(?:ez|ons)${E}|${B}ne pas (?:${WORD}){0,1}(?:supprim|retir|ajout|remplac|modifi|chang|exécut|effac|enlev)er${E}|${B}n['’](?:enlev|effac|exécut|ajout)ez`,
  String.raw`${B}no (?:${WORD}){0,1}(?:(?:elimin|borr|quit|agregu|cambi|reemplac|ejecut|realic|proces)(?:e|en|es)|(?:añad|hag)(?:a|an)|(?:elimin|borr|quit|agreg|cambi|ejecut)ar)${E}`,
  String.raw`${B}(?:não|nao) (?:${WORD}){0,1}(?:(?:elimin|retir|apagu|adicion|alter|execut|process|realiz|efetu)(?:e|em)|(?:remov|exclu|substitu|faç)(?:a|am)|modifiquem?)${E}`,
  String.raw`${B}non (?:${WORD}){0,1}(?:elimin|rimuov|cancell|aggiung|modific|sostitu|esegu)(?:are|ere|ire|ate|ete|ite)${E}`,
  String.raw`(?:n['’]est|c['’]est|solo|sólo|apenas|soltanto|solamente) (?:qu['’])?(?:un |um |uno )?(?:exemple|ejemplo|exemplo|esempio)${E}|(?:ejemplo|exemplo) (?:solamente|apenas)`,
  // Russian, Ukrainian, Polish, Turkish
  String.raw`${B}не (?:${WORD}){0,1}(?:удаля|добавля|меня|изменя|заменя|выполня|исключа|исполня|дела|обрабатыва|видаля|додава|змінюва|вилуча|виконува|змінює|викону|зміню)(?:й|йте|ть|ти)${E}|только пример`,
  String.raw`${B}nie (?:${WORD}){0,1}(?:usuwa|dodawa|zmienia|zastępowa|wykonywa)(?:ć|j|jcie)${E}`,
  String.raw`(?:silme|kaldırma|çıkarma|ekleme|değiştirme)y(?:in|iniz)`,
  // Czech and Slovak, Finnish, Persian
  String.raw`${B}ne(?:provád|vykonáv|odstra[nň]|maž|smaž|přidáv|měň|meň|ruš)\p{L}{1,8}te${E}|${B}älkää (?:${WORD}){0,1}(?:poista|lisä|muutta|tehk|suoritta|toteutta)`,
  String.raw`(?:حذف|اجرا|انجام|اضافه) ن(?:کنید|دهید|شود)`,
  // Chinese, Japanese, Korean, Arabic
  String.raw`(?:不要|请勿|請勿|别|別|暂不|先不要?)[^\s。，,.]{0,8}(?:删除|刪除|移除|添加|加入|更改|修改|替换|替換|执行|執行|更新|处理|處理)|(?:只是|仅是|僅是)[^\s。，,.]{0,4}例子`,
  String.raw`(?:削除|追加|変更|実行|登録|更新|処理)(?:は|を)?(?:しないで|なさらないで|しなくて)`,
  String.raw`(?:삭제|추가|변경|실행|등록|처리)(?:을|를)?\s?하지\s?(?:마|말|않)`,
  String.raw`(?:لا (?:${WORD}){0,1}(?:تحذف|تزيل|تضيف|تضف|تغير|تنفذ)|عدم (?:حذف|إزالة|إضافة|تغيير|تنفيذ)|مثال فقط)`,
];

/** In lower case, white space folded; every request in the text is one REQUEST. */
export const AGAINST: readonly RegExp[] = [...AHEAD, ...WORDS.map((pattern) => new RegExp(pattern, 'u'))];
