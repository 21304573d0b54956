import { describe, expect, test } from 'vitest';
import { doubtsOf, read } from './reading.ts';

const REMOVE = 'REMOVE .nl jane@nic.nl';

describe('who asks not to do it finds it asked back, not done', () => {
  test.each([
    `Please do NOT do the following:\n\n${REMOVE}`,
    `Do not\n${REMOVE}\nbefore we talk.`,
    `${REMOVE}\n\nSorry, forget the line above.`,
    `${REMOVE}\n\nPlease do not\nremove her yet.`,
    `${REMOVE}\n\nThanks, but please don't execute it: she stays.`,
    `Would this be right?\n\n${REMOVE}\n\nIt is only an example.`,
    `She must not be removed.\n\n${REMOVE}`,
    `Please tell us whether this is the way to write it, without doing it:\n\n${REMOVE}`,
    `Bitte noch nichts ändern, nur zur Information:\n${REMOVE}`,
    `Isto é apenas um exemplo:\n\n${REMOVE}`,
    `${REMOVE}\n\nOnly do this if she agrees.`,
    `On 15 December please do:\n\n${REMOVE}`,
    `Next month I will send you this:\n\n${REMOVE}`,
    `Somebody asked us for this, we think it is phishing:\n\n${REMOVE}`,
    `What happens when I send this?\n\n${REMOVE}`,
    `Text for the training slides (not a request):\n\n${REMOVE}`,
    `${REMOVE}\n\nPlease do nothing yet, our lawyer has to look at it first.`,
    `${REMOVE}\n\nBitte erst am Montag ausführen.`,
    `${REMOVE}\n\nÀ faire seulement après le 1er janvier.`,
    `${REMOVE}\n\nSolo después del 15 de diciembre, por favor.`,
    `From 1 January 2027:\n\n${REMOVE}`,
    `As of next month:\n${REMOVE}`,
    `Ab dem 1. Januar 2027:\n\n${REMOVE}`,
    `À partir du 1er janvier :\n${REMOVE}`,
    `${REMOVE}\n\nbut only if she does not answer you by Friday`,
    `${REMOVE}\n\nPlease do it only after our board meeting.`,
    `If we wanted to remove Jane, would we have to write this?\n\n${REMOVE}`,
    `Is this the right way?\n\n${REMOVE}`,
    `Our registrar sent us this:\n\n"${REMOVE}\nREMOVE .nl john@nic.nl"`,
    `${REMOVE}\n\nBitte noch nicht ausführen.`,
    `${REMOVE}\n\nBitte löschen Sie sie noch nicht.`,
    `Graag niet uitvoeren.\n\n${REMOVE}`,
    `${REMOVE}\n\nVeuillez ne pas supprimer cette personne.`,
    `${REMOVE}\n\nNe la supprimez pas.`,
    `${REMOVE}\n\nPor favor no la eliminen todavía.`,
    `${REMOVE}\n\nPor favor, não remova ainda.`,
    `${REMOVE}\n\nPer favore non rimuovere.`,
    `Пожалуйста, пока не удаляйте.\n\n${REMOVE}`,
    `Proszę nie usuwać.\n\n${REMOVE}`,
    `${REMOVE}\n\n请不要删除。`,
    `${REMOVE}\n\nまだ削除しないでください。`,
    `${REMOVE}\n\n아직 삭제하지 마세요.`,
    `${REMOVE}\n\nلا تحذف هذا الشخص.`,
    `${REMOVE}\n\nThanks, but please do not remove her`,
    `${REMOVE}\n\nPlease  do \u00a0 not   \n  remove her.`,
    `Please do not\n| ${REMOVE} |`,
    `It was sent | it is only an example\n\n${REMOVE}`,
    `x|Please do not remove her.\n\n${REMOVE}`,
    `Status of .nl and the others: this is only an example\n\n${REMOVE}`,
    `Our registrar sent us this:\n\n  "${REMOVE}\n${REMOVE}"`,
  ])('%j', (text) => {
    expect(new Set(doubtsOf(read(text)))).toEqual(new Set(['spoken-against']));
  });
});

describe('words that speak of something else cast no doubt', () => {
  test.each([
    `Jane is no longer with us, so she does not need to stay.\n\n${REMOVE}`,
    `${REMOVE}\n\nPlease do not hesitate to call me.`,
    `We do not run the old system any more.\n\n${REMOVE}`,
    `Please ignore my previous mail.\n\n${REMOVE}`,
    `Bitte zögern Sie nicht, mich anzurufen.\n\n${REMOVE}`,
    `N'hésitez pas à me contacter.\n\n${REMOVE}`,
    `No dude en llamarme.\n\n${REMOVE}`,
    `For example, she never answers.\n\n${REMOVE}`,
    `She left the company on 31 October:\n\n${REMOVE}`,
    `Do we need to do anything else?\n\n${REMOVE}`,
    `${REMOVE}\n\nUnless I hear from you I assume that this is done.`,
    `M. Doe ne change pas.\n\n${REMOVE}`,
    `Los demás no cambian.\n\n${REMOVE}`,
    `Os demais contatos não mudam.\n\n${REMOVE}`,
    `Остальные не изменились.\n\n${REMOVE}`,
    `Pozostałe się nie zmieniają.\n\n${REMOVE}`,
    `De anderen wijzigen niet.\n\n${REMOVE}`,
    `其他联系人不变。\n\n${REMOVE}`,
    `Only the others stay as they are.\n\n${REMOVE}`,
    `From 1 November on Jane is no longer with us.\n\n${REMOVE}`,
    `Could you please do this for us?\n\n${REMOVE}`,
    `${REMOVE}\n\nShall we meet at the next ICANN meeting?`,
    `"${REMOVE}"`,
    `${REMOVE}\n\n> Please do not remove her.`,
    `${REMOVE}\n\n| Line 5 (not a request): Please do not remove her.`,
    `${REMOVE}\n\n-- \nPlease do not remove this line`,
    `${REMOVE}\n\nWe are sorry that we did not\n\nwrite before.`,
    `“Our registry is on the move again\n\n${REMOVE}`,
    `${REMOVE}\n\n${`${'x '.repeat(400)}\n`.repeat(26)}\nPlease do not remove her.`,
  ])('%j', (text) => {
    const request = read(text);
    expect(request.commands).toHaveLength(1);
    expect(doubtsOf(request)).toEqual([]);
  });

  test('and questions are answered whatever is said', () => {
    expect(doubtsOf(read('WHO .nl\n\nPlease do not change anything.'))).toEqual([]);
  });

  test.each([
    [`${REMOVE}\n\nHello,\nplease do not remove her.\nShe stays.`, 4, 'please do not remove her.'],
    [`This is only an example.\n${REMOVE}\nPlease do not remove her.`, 1, 'This is only an example.'],
    [`${REMOVE}\n\n“${REMOVE}\nREMOVE .nl ALL”`, 3, `“${REMOVE}`],
    [`${REMOVE}\nPlease do not ${'remove her '.repeat(9)}`, 2, `Please do not ${'remove her '.repeat(5)}remove her…`],
  ])('the first line that says so is named: %j', (text, line, detail) => {
    expect(read(text).commands[0]?.doubts).toEqual([{ code: 'spoken-against', line, detail }]);
  });

  test('each change of the mail is doubted, and where there is none, the line is told', () => {
    const text = `${REMOVE}\nWHO .nl\nSUBSCRIBE .br\n\nPlease do not remove her.`;
    expect(read(text).commands.map(({ doubts }) => doubts.map(({ code }) => code))).toEqual([
      ['spoken-against'],
      [],
      ['spoken-against'],
    ]);
    expect(read(text).spokenAgainstAt).toBeUndefined();
    expect(read('WHO .nl\n\nPlease do not remove her.').spokenAgainstAt).toBeUndefined();
    expect(read('Jane stays with us.\nPlease do not remove her.').spokenAgainstAt).toBe(2);
    expect(read('Jane stays with us.')).not.toHaveProperty('spokenAgainstAt');
  });
});
