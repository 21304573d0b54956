import { describe } from 'vitest';
import { JANE, JANE_LINES, JOHN, JOHN_LINES, type MailCase, testMails } from './mail-case.ts';

const john = [`SUBSCRIBE nl ${JOHN}`];

function subscribes(lines: string, extra: Partial<MailCase> = {}): MailCase {
  return { mail: `SUBSCRIBE .nl\n${lines}`, asks: john, ...extra };
}

describe('labels and separators', () => {
  testMails({
    'as documented': subscribes(JOHN_LINES),
    'in any order': subscribes('Phone: +31 6 12345678\nName: John Doe\nEmail: john@nic.nl'),
    'in upper case': subscribes('NAME: John Doe\nEMAIL: john@nic.nl\nPHONE: +31 6 12345678'),
    'E-mail and Telephone': subscribes('Full name: John Doe\nE-mail: john@nic.nl\nTelephone: +31 6 12345678'),
    'E-mail address and Mobile': subscribes('Full Name: John Doe\nE-mail address: john@nic.nl\nMobile: +31 6 12345678'),
    'Mail and Tel.': subscribes('Name: John Doe\nMail: john@nic.nl\nTel.: +31 6 12345678'),
    'Cell phone': subscribes('Name: John Doe\nEmail address: john@nic.nl\nCell phone: +31 6 12345678'),
    'first and last name': subscribes('First name: John\nLast name: Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678'),
    'last name first': subscribes('Last name: Doe\nFirst name: John\nEmail: john@nic.nl\nPhone: +31 6 12345678'),
    'name and surname': subscribes('Name: John\nSurname: Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678', {
      doubts: ['value-repaired'],
    }),
    'a number broken in two': subscribes('Name: John Doe\nEmail: john@nic.nl\nPhone: +31 6\n12345678', {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6}'],
    }),
    'a number whose end was broken off': subscribes('Name: John Doe\nEmail: john@nic.nl\nPhone: +31 6 1234\n5678', {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 1234 5678}'],
      doubts: ['value-repaired'],
    }),
    'words of another language that are a phone in a third': subscribes(`Cel: nowy kontakt\n${JOHN_LINES}`, {
      doubts: ['line-not-understood'],
    }),
    'a phone in another language': subscribes('Name: John Doe\nEmail: john@nic.nl\nCel.: +31 6 12345678', {
      doubts: ['label-guessed'],
    }),
    'a folded number whose first line could be one': subscribes(
      'Name: John Doe\nEmail: john@nic.nl\nPhone: +49 30 123456\n 7890',
      { asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+49 30 123456 7890}'], doubts: ['value-repaired'] },
    ),
    'a whole number above a postcode': subscribes(`${JOHN_LINES}\n10115`, { ignored: ['5 free-text'] }),
    'a whole number above a date': subscribes(`${JOHN_LINES}\n  12.03.26`, { ignored: ['5 free-text'] }),
    'a number below which the next contact is counted': subscribes(`1.\n${JOHN_LINES}\n2.\n${JANE_LINES}`, {
      asks: [`SUBSCRIBE nl ${JOHN} ${JANE}`],
    }),
    'ordinals above the contacts': subscribes(`First:\n${JOHN_LINES}\nSecond:\n${JANE_LINES}`, {
      asks: [`SUBSCRIBE nl ${JOHN.replace('}', '|#1}')} ${JANE.replace('}', '|#2}')}`],
    }),
    'a table with a column of something else': subscribes(
      'Name\tFunction\tEmail\tPhone\nJohn Doe\tCISO\tjohn@nic.nl\t+31 6 12345678',
      { doubts: ['label-guessed'] },
    ),
    'an old and a new number': subscribes(
      'Name: John Doe\nEmail: john@nic.nl\nCurrent phone: +31 6 11111111\nNew phone: +31 6 12345678',
      { doubts: ['value-repaired'] },
    ),
    'an old number, and a new one with a label of another language': subscribes(
      'Name: John Doe\nEmail: john@nic.nl\nTelefon: +31 6 11111111\nNeue Telefonnummer: +31 6 12345678',
      { doubts: ['label-guessed', 'label-guessed', 'value-repaired'] },
    ),
    'a new number and what it was': subscribes(
      'Name: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678 (was +31 6 11111111)',
      { doubts: ['value-repaired'] },
    ),
    'ligatures out of a PDF': {
      mail: 'SUBSCRIBE .nl\nName: Gri\u{FB03}th Co\u{FB00}ey\nEmail: gri\u{FB03}th@nic.nl\nPhone: +31 6 12345678',
      asks: ['SUBSCRIBE nl {Griffith Coffey|griffith@nic.nl|+31 6 12345678}'],
      doubts: ['value-repaired'],
    },
    'ligatures in a name only': {
      mail: 'SUBSCRIBE .nl\nName: Jo\u{FB06} Gri\u{FB03}th\nEmail: griffith@nic.nl\nPhone: +31 6 12345678',
      asks: ['SUBSCRIBE nl {Jost Griffith|griffith@nic.nl|+31 6 12345678}'],
    },
    'ligatures without labels': {
      mail: 'SUBSCRIBE .nl\nGri\u{FB03}th Co\u{FB00}ey, gri\u{FB03}th@nic.nl, +31 6 12345678',
      asks: ['SUBSCRIBE nl {Griffith Coffey|griffith@nic.nl|+31 6 12345678}'],
      doubts: ['label-guessed'],
    },
    'an old and a new address': subscribes(
      'Name: John Doe\nEmail: old@nic.nl\nNew email: john@nic.nl\nPhone: +31 6 12345678',
      { doubts: ['value-repaired'] },
    ),
    'a new address behind the number': subscribes(
      'Name: John Doe\nEmail: old@nic.nl\nPhone: +31 6 12345678\nNeue E-Mail: john@nic.nl',
      { doubts: ['label-guessed', 'value-repaired'] },
    ),
    'a new address that is none': {
      mail: 'SUBSCRIBE .nl\nName: John Doe\nEmail: old@nic.nl\nNew email: john-nic.nl\nPhone: +31 6 12345678',
      asks: ['SUBSCRIBE nl {John Doe|-|+31 6 12345678|!email-malformed}'],
      doubts: ['value-repaired'],
    },
    'a new address in an UPDATE without a name': {
      mail: 'UPDATE .nl\nEmail: john@nic.nl\nNew email: new@nic.nl',
      asks: ['UPDATE nl {-|john@nic.nl|-|!field-twice}'],
    },
    'a new and an old number': subscribes(
      'Name: John Doe\nEmail: john@nic.nl\nPhone (new): +31 6 12345678\nPhone (old): +31 6 11111111',
      { doubts: ['line-not-understood'] },
    ),
    'the whole name and its parts': subscribes(
      'Name: John Doe\nFirst name: John\nLast name: Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678',
    ),
    'equals signs': subscribes('Name = John Doe\nEmail=john@nic.nl\nPhone = +31 6 12345678'),
    tabs: subscribes('Name\tJohn Doe\nEmail\tjohn@nic.nl\nPhone\t+31 6 12345678'),
    'full-width colons': subscribes('Name：John Doe\nEmail：john@nic.nl\nPhone：+31 6 12345678'),
    'full-width letters': subscribes(
      'Ｎａｍｅ: John Doe\nＥｍａｉｌ： ｊｏｈｎ＠ｎｉｃ．ｎｌ\nPhone: ＋３１ ６ １２３４５６７８',
    ),
    'space before the colon': subscribes('Name : John Doe\nEmail : john@nic.nl\nPhone : +31 6 12345678'),
    'no space behind the colon': subscribes('Name:John Doe\nEmail:john@nic.nl\nPhone:+31 6 12345678'),
    dashes: subscribes('Name - John Doe\nEmail - john@nic.nl\nPhone – +31 6 12345678'),
    'columns of spaces': subscribes('Name     John Doe\nEmail    john@nic.nl\nPhone    +31 6 12345678'),
    'a contact in each column': {
      mail: `SUBSCRIBE .nl\nName\tJohn Doe\tJane Roe\nEmail\tjohn@nic.nl\tjane@nic.nl\nPhone\t+31 6 12345678\t+31 6 87654321`,
      asks: [`SUBSCRIBE nl ${JOHN} ${JANE}`],
    },
    'a contact in each column, with headings and bars': {
      mail: `SUBSCRIBE .nl\n| | Contact 1 | Contact 2 |\n|---|---|---|\n| E-mail | john@nic.nl | jane@nic.nl |\n| Name | John Doe | Jane Roe |\n| Phone | +31 6 12345678 | +31 6 87654321 |`,
      asks: [`SUBSCRIBE nl ${JOHN} ${JANE}`],
    },
    'columns with a cell left empty at the end': {
      mail: `SUBSCRIBE .nl\nName\tJohn Doe\tJane Roe\nEmail\tjohn@nic.nl\tjane@nic.nl\nSecondary email\tjohn@oarc.net\t\nPhone\t+31 6 12345678\t+31 6 87654321`,
      asks: [`SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|2:john@oarc.net} ${JANE}`],
    },
    'columns with a remark beside': {
      mail: `SUBSCRIBE .nl\nName\tJohn Doe\t(the boss)\nEmail\tjohn@nic.nl\nPhone\t+31 6 12345678`,
      asks: ['SUBSCRIBE nl {John Doe (the boss)|john@nic.nl|+31 6 12345678}'],
      doubts: ['value-repaired'],
    },
    'columns with a cell left empty': {
      mail: `SUBSCRIBE .nl\nName\tJohn Doe\tJane Roe\nEmail\tjohn@nic.nl\tjane@nic.nl\nSecondary email\t\tjane@oarc.net\nPhone\t+31 6 12345678\t+31 6 87654321`,
      asks: [`SUBSCRIBE nl ${JOHN} {Jane Roe|jane@nic.nl|+31 6 87654321|2:jane@oarc.net}`],
    },
    'a table with bars': subscribes(
      '| Name | John Doe |\n|------|------|\n| Email | john@nic.nl |\n| Phone | +31 6 12345678 |',
    ),
    'no separator for address and phone': subscribes('Name: John Doe\nEmail john@nic.nl\nPhone +31 6 12345678'),
    bullets: subscribes('- Name: John Doe\n- Email: john@nic.nl\n- Phone: +31 6 12345678'),
    numbers: subscribes('1. Name: John Doe\n2. Email: john@nic.nl\n3. Phone: +31 6 12345678'),
    'bold labels': subscribes('**Name:** John Doe\n**Email:** john@nic.nl\n**Phone:** +31 6 12345678'),
    'bold labels as Gmail writes them': subscribes('*Name:* John Doe\n*Email*: john@nic.nl\n*Phone: *+31 6 12345678'),
    indented: subscribes('    Name: John Doe\n    Email: john@nic.nl\n    Phone: +31 6 12345678'),
    'blank lines between all': subscribes('\n\nName: John Doe\n\nEmail: john@nic.nl\n\nPhone: +31 6 12345678\n'),
    'values below their labels': subscribes('Name:\nJohn Doe\nEmail:\njohn@nic.nl\nPhone:\n+31 6 12345678'),
    'values below their labels with blank lines': subscribes(
      'Name:\n\nJohn Doe\n\nEmail:\n\njohn@nic.nl\n\nPhone:\n\n+31 6 12345678',
    ),
    'several fields on a line': subscribes('Name: John Doe, Email: john@nic.nl, Phone: +31 6 12345678'),
    'the same, with semicolons': subscribes('Name: John Doe; E-mail: john@nic.nl; Tel: +31 6 12345678'),
    'flowed into one line': subscribes('Name: John Doe Email: john@nic.nl Phone: +31 6 12345678', {
      doubts: ['value-repaired'],
    }),
    'everything on the command line': {
      mail: 'SUBSCRIBE .nl Name: John Doe, Email: john@nic.nl, Phone: +31 6 12345678',
      asks: john,
    },
    'New email and New phone': {
      mail: 'UPDATE\nNew email: new@nic.nl\nNew phone: +31 6 12345678',
      asks: ['UPDATE {-|new@nic.nl|+31 6 12345678}'],
    },
    'labels in brackets': subscribes('[Name] John Doe\n[Email]: john@nic.nl\n(Phone) +31 6 12345678'),
    'bullets without a space': subscribes('・Name: John Doe\n■Email: john@nic.nl\n①Phone: +31 6 12345678'),
    'letters as bullets': subscribes('a) Name: John Doe\nb) Email: john@nic.nl\nc) Phone: +31 6 12345678'),
    'bars and arrows': subscribes('Name | John Doe\nEmail -> john@nic.nl\nPhone => +31 6 12345678'),
    'dots up to the colon': subscribes('Name......: John Doe\nEmail.....: john@nic.nl\nPhone.....: +31 6 12345678'),
    'quoted like JSON': subscribes('"Name": "John Doe",\n"Email": "john@nic.nl",\n"Phone": "+31 6 12345678"'),
    'Email ID and Mobile No.': subscribes('Name: John Doe\nEmail ID: john@nic.nl\nMobile No.: +31 6 12345678'),
    'Mob. and 24/7 phone': subscribes(
      'Name: John Doe\nEmail: john@nic.nl\nMob. : +31 6 12345678\n24/7 phone: +31 6 12345678',
    ),
    'Name of SSC': subscribes('Name of SSC: John Doe\nEmail of the contact: john@nic.nl\nPhone #: +31 6 12345678'),
    'Phone/Mobile': subscribes('Name: John Doe\nWork e-mail: john@nic.nl\nPhone/Mobile: +31 6 12345678'),
    'in two languages': subscribes(
      'Name / Nom: John Doe\nEmail (courriel): john@nic.nl\nPhone/Téléphone: +31 6 12345678',
      {
        doubts: ['label-guessed', 'label-guessed'],
      },
    ),
    'two fields in one label': subscribes('Name / Phone: John Doe\nEmail: john@nic.nl', {
      asks: ['SUBSCRIBE nl {-|john@nic.nl|-}'],
      doubts: ['line-not-understood'],
    }),
    'no separator for the name either': subscribes('Name John Doe\nEmail john@nic.nl\nMobile number +31 6 12345678', {
      doubts: ['label-guessed'],
    }),
    'phone with label remarks': subscribes(
      'Name: John Doe\nEmail (personal): john@nic.nl\nPhone (mobile): +31 6 12345678',
    ),
  });
});

describe('values', () => {
  const value = (email: string, extra: Partial<MailCase> = {}): MailCase =>
    subscribes(`Name: John Doe\nEmail: ${email}\nPhone: +31 6 12345678`, extra);
  const second: Partial<MailCase> = {
    asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|2:john@oarc.net}'],
    doubts: ['second-address'],
  };
  const faulty = (code: string): Partial<MailCase> => ({ asks: [`SUBSCRIBE nl {John Doe|-|+31 6 12345678|!${code}}`] });
  testMails({
    'angle brackets': value('<john@nic.nl>'),
    'a mailto link': value('john@nic.nl<mailto:john@nic.nl>'),
    'a mailto link after a space': value('john@nic.nl <mailto:john@nic.nl>'),
    'a bracketed mailto': value('john@nic.nl [mailto:john@nic.nl]'),
    'only a mailto': value('mailto:john@nic.nl'),
    'only a bracketed mailto': value('<mailto:john@nic.nl>'),
    'a mailto with a subject': value('john@nic.nl<mailto:john@nic.nl?subject=x>'),
    'a markdown link': value('[john@nic.nl](mailto:john@nic.nl)'),
    'a web link on the domain': value('john@nic.nl<http://nic.nl/>'),
    'Gmail style repetition': value('john@nic.nl <john@nic.nl>'),
    'a display name': value('John Doe <john@nic.nl>'),
    'a quoted display name': value('"John Doe" <john@nic.nl>'),
    'a full stop behind': value('john@nic.nl.'),
    'a comma behind': value('john@nic.nl,'),
    'smart quotes': value('“john@nic.nl”'),
    'non-breaking spaces': value('\u00a0john@nic.nl\u00a0'),
    'a folded address': value('john@\nnic.nl'),
    'a target that differs': value('john@nic.nl<mailto:evil@nic.nl>', faulty('several-addresses')),
    'a markdown target that differs': value('[john@nic.nl](mailto:evil@nic.nl)', faulty('several-addresses')),
    'two addresses': value('john@nic.nl, john@oarc.net', second),
    'two addresses and a word': value('john@nic.nl and <john@oarc.net> (private)', second),
    'two addresses and a bar': value('john@nic.nl / john@oarc.net', second),
    'two addresses on two lines': value('john@nic.nl\nEmail: john@oarc.net', second),
    'two addresses, and a third as secondary': value('john@nic.nl, john@oarc.net\nSecondary email: john@home.nl', {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|2:john@oarc.net|!field-twice}'],
      doubts: ['second-address'],
    }),
    'two addresses of somebody else as well': value('john@nic.nl via helpdesk@oarc.net', faulty('several-addresses')),
    'three addresses': value('john@nic.nl, john@oarc.net, john@home.nl', faulty('several-addresses')),
    'two at signs': value('john@@nic.nl', faulty('email-malformed')),
    'no at sign': value('john.nic.nl', faulty('email-malformed')),
    'a space in the local part': value('john doe@nic.nl', faulty('email-malformed')),
    'a domain that is no domain': value('john@localhost', faulty('email-malformed')),
    'letters beyond ASCII': value('jöhn@nic.nl', faulty('utf8-address')),
    'a space behind the at sign': value('john@ nic.nl', { doubts: ['value-repaired'] }),
    'a space within the domain': value('john@nic. nl', { doubts: ['value-repaired'] }),
    '(at)': value('john(at)nic.nl', { doubts: ['value-repaired'] }),
    '[at] and [dot]': value('john [at] nic [dot] nl', { doubts: ['value-repaired'] }),
    'a remark': value('john@nic.nl (office)', { doubts: ['value-repaired'] }),
    'a zero-width space': value('john@nic\u200b.nl', { doubts: ['removed-characters'] }),
    'a bidi override': value('\u202ejohn@nic.nl', { doubts: ['removed-characters'] }),
    'a soft hyphen': value('john@nic\u00ad.nl'),
    'an internationalised domain': value('john@почта.рф', {
      asks: ['SUBSCRIBE nl {John Doe|john@xn--80a1acny.xn--p1ai|+31 6 12345678}'],
    }),
    'phone with a tel link': subscribes('Name: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678<tel:+31612345678>'),
    'phone folded': subscribes('Name: John Doe\nEmail: john@nic.nl\nPhone: +31 6\n  12345678'),
    'name with quotes': subscribes('Name: "John Doe"\nEmail: john@nic.nl\nPhone: +31 6 12345678'),
    ...Object.fromEntries(
      ['TBD', 'tba', 'N/A', 'n.a.', 'None', 'unknown', 'to be determined', 'xxx', '???', 'not yet known'].map(
        (name) => [
          `${name} for a name`,
          subscribes(`Name: ${name}\nEmail: john@nic.nl\nPhone: +31 6 12345678`, {
            asks: ['SUBSCRIBE nl {-|john@nic.nl|+31 6 12345678}'],
          }),
        ],
      ),
    ),
    'name with double spaces': subscribes('Name: John   Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678'),
    'name in bold': subscribes('Name: **John Doe**\nEmail: john@nic.nl\nPhone: +31 6 12345678'),
    'name with its address': subscribes('Name: John Doe <john@nic.nl>\nPhone: +31 6 12345678', {
      doubts: ['value-repaired'],
    }),
    'name decomposed': subscribes('Name: Jose\u0301\nEmail: john@nic.nl\nPhone: +31 6 12345678', {
      asks: ['SUBSCRIBE nl {José|john@nic.nl|+31 6 12345678}'],
    }),
    'name in Persian with a joiner': subscribes('Name: می\u200cخواهم\nEmail: john@nic.nl\nPhone: +31 6 12345678', {
      asks: ['SUBSCRIBE nl {می\u200cخواهم|john@nic.nl|+31 6 12345678}'],
    }),
    'name with a joiner in Latin': subscribes('Name: John\u200d Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678', {
      doubts: ['removed-characters'],
    }),
    'name in Cyrillic': subscribes('Name: Иван Петров\nEmail: john@nic.nl\nPhone: +31 6 12345678', {
      asks: ['SUBSCRIBE nl {Иван Петров|john@nic.nl|+31 6 12345678}'],
    }),
    'secondary email': subscribes(`${JOHN_LINES}\nSecondary email: john@oarc.net`, {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|2:john@oarc.net}'],
    }),
    'secondary e-mail address': subscribes(`${JOHN_LINES}\nAlternative E-mail address: john@oarc.net`, {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|2:john@oarc.net}'],
    }),
    'backup email': subscribes(`${JOHN_LINES}\nBackup email: <john@oarc.net>`, {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|2:john@oarc.net}'],
    }),
    'email (secondary)': subscribes(`${JOHN_LINES}\nEmail (secondary): john@oarc.net`, {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|2:john@oarc.net}'],
    }),
    'secondary none': subscribes(`${JOHN_LINES}\nSecondary email: none`),
    'secondary n/a': subscribes(`${JOHN_LINES}\nSecondary email: N/A`),
    'secondary dash': subscribes(`${JOHN_LINES}\nSecondary email: -`),
    'secondary blank': subscribes(`${JOHN_LINES}\nSecondary email:`),
    'secondary same as primary': subscribes(`${JOHN_LINES}\nSecondary email: john@nic.nl`),
    'UPDATE empties the secondary': { mail: 'UPDATE\nSecondary email: none', asks: ['UPDATE {-|-|-|2:none}'] },
    'phone with a remark': subscribes('Name: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678 (mobile)', {
      doubts: ['value-repaired'],
    }),
    'Secondary: with an address': subscribes(`${JOHN_LINES}\nSecondary: john@oarc.net`, {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|2:john@oarc.net}'],
      doubts: ['value-repaired'],
    }),
    'phone given twice': subscribes(`${JOHN_LINES}\nPhone: +31 6 99999999`, {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|!field-twice}'],
    }),
    'phone and mobile': subscribes(`${JOHN_LINES}\nMobile: +31 6 99999999`, { doubts: ['line-not-understood'] }),
    'two numbers in one field': subscribes(
      'Name: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678 / +31 26 3525500',
      { doubts: ['value-repaired'] },
    ),
    'words beside the number': subscribes('Name: John Doe\nEmail: john@nic.nl\nPhone: mobile +31 6 12345678 (24/7)', {
      doubts: ['value-repaired'],
    }),
    'an extension': subscribes('Name: John Doe\nEmail: john@nic.nl\nPhone: +31 26 3525500 (ext. 12)', {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 26 3525500 (ext. 12)}'],
    }),
    'in the brackets of a form': subscribes('Name: [John Doe]\nEmail: <john@nic.nl>\nPhone: <+31 6 12345678>'),
    'full stops behind': subscribes('Name: John Doe.\nEmail: john@nic.nl .\nPhone: +31 6 12345678.'),
    'name of a junior': subscribes('Name: John Doe Jr.\nEmail: john@nic.nl\nPhone: +31 6 12345678', {
      asks: ['SUBSCRIBE nl {John Doe Jr.|john@nic.nl|+31 6 12345678}'],
    }),
    'name with a title': subscribes('Name: Dr. John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678', {
      asks: ['SUBSCRIBE nl {Dr. John Doe|john@nic.nl|+31 6 12345678}'],
    }),
    'name with its rank': subscribes('Name: John Doe (secondary)\nEmail: john@nic.nl\nPhone: +31 6 12345678', {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|#2}'],
      doubts: ['value-repaired'],
    }),
    'secondary removed in UPDATE': { mail: 'UPDATE\nSecondary email: remove', asks: ['UPDATE {-|-|-|2:none}'] },
    'the same phone twice': subscribes(`${JOHN_LINES}\nMobile: +31 6 12345678`),
  });
});

describe('ranks', () => {
  const rank = (line: string, asks: string): MailCase => subscribes(`${JOHN_LINES}\n${line}`, { asks: [asks] });
  const ranked = (n: number): string => `SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|#${n}}`;
  testMails({
    'Role: primary': rank('Role: primary', ranked(1)),
    'Role: Secondary': rank('Role: Secondary', ranked(2)),
    'Role: tertiary': rank('Role: tertiary', ranked(3)),
    'Role: third': rank('Role: third', ranked(3)),
    'Rank: 2': rank('Rank: 2', ranked(2)),
    'Rank: #2': rank('Rank: #2', ranked(2)),
    '#: 3': rank('#: 3', ranked(3)),
    'Role: primary contact': rank('Role: primary contact', ranked(1)),
    'Role: backup': rank('Role: backup', ranked(2)),
    'Role: 1st': rank('Role: 1st', ranked(1)),
    'Role: main': rank('Role: main', ranked(1)),
    'Role: primary security contact': rank('Role: primary security contact', ranked(1)),
    'Role: - ': subscribes(`${JOHN_LINES}\nRole: -`),
    // A job title is no rank: left out, and shown.
    'Role: CISO': subscribes(`${JOHN_LINES}\nRole: CISO`, { doubts: ['line-not-understood'] }),
    'Position: Security Officer, and a role': subscribes(`${JOHN_LINES}\nPosition: Security Officer\nRole: primary`, {
      asks: [ranked(1)],
      doubts: ['line-not-understood'],
    }),
    'Role: #1 (primary)': rank('Role: #1 (primary)', ranked(1)),
    'Role: primary, CISO': subscribes(`${JOHN_LINES}\nRole: primary, CISO`, {
      asks: [ranked(1)],
      doubts: ['value-repaired'],
    }),
    'Role: primary or secondary': rank(
      'Role: primary/secondary',
      'SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|!rank-unknown}',
    ),
    'Rank #2': rank('Rank #2', ranked(2)),
    'Role: primry': rank('Role: primry', 'SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|!rank-unknown}'),
    'Rank: 4': rank('Rank: 4', 'SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|!rank-unknown}'),
  });
});

describe('several contacts', () => {
  const both = [`SUBSCRIBE nl ${JOHN} ${JANE}`];
  const ranked = ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|#1} {Jane Roe|jane@nic.nl|+31 6 87654321|#2}'];
  testMails({
    'a blank line between': subscribes(`${JOHN_LINES}\n\n${JANE_LINES}`, { asks: both }),
    'nothing between': subscribes(`${JOHN_LINES}\n${JANE_LINES}`, { asks: both }),
    'a rule between': subscribes(`${JOHN_LINES}\n-----------\n${JANE_LINES}`, { asks: both }),
    'equal signs between': subscribes(`${JOHN_LINES}\n=====\n${JANE_LINES}`, { asks: both }),
    'all blank lines': subscribes(`${JOHN_LINES}\n${JANE_LINES}`.replaceAll('\n', '\n\n'), { asks: both }),
    'email first': subscribes(
      'Email: john@nic.nl\nName: John Doe\nPhone: +31 6 12345678\n\nEmail: jane@nic.nl\nName: Jane Roe\nPhone: +31 6 87654321',
      { asks: both },
    ),
    'phone first': subscribes(
      'Phone: +31 6 12345678\nName: John Doe\nEmail: john@nic.nl\n\nPhone: +31 6 87654321\nName: Jane Roe\nEmail: jane@nic.nl',
      { asks: both },
    ),
    'role first in the second only': subscribes(`${JOHN_LINES}\n\nRole: secondary\n${JANE_LINES}`, {
      asks: [`SUBSCRIBE nl ${JOHN} {Jane Roe|jane@nic.nl|+31 6 87654321|#2}`],
    }),
    'role first in both': subscribes(`Role: primary\n${JOHN_LINES}\n\nRole: secondary\n${JANE_LINES}`, {
      asks: ranked,
    }),
    'Contact 1 and 2 counts those who come': subscribes(`Contact 1:\n${JOHN_LINES}\n\nContact 2:\n${JANE_LINES}`, {
      asks: both,
    }),
    'Contact 2 and 1 ranks the whole list': {
      mail: `CONTACTS .nl\nContact 2:\n${JOHN_LINES}\n\nContact 1:\n${JANE_LINES}`,
      asks: ['CONTACTS nl {John Doe|john@nic.nl|+31 6 12345678|#2} {Jane Roe|jane@nic.nl|+31 6 87654321|#1}'],
    },
    'Primary and secondary contact': subscribes(
      `Primary contact:\n${JOHN_LINES}\n\nSecondary contact:\n${JANE_LINES}`,
      { asks: ranked },
    ),
    'PRIMARY and SECONDARY': subscribes(`PRIMARY\n${JOHN_LINES}\nSECONDARY\n${JANE_LINES}`, { asks: ranked }),
    '1) and 2) alone': subscribes(`1)\n${JOHN_LINES}\n2)\n${JANE_LINES}`, { asks: both }),
    '#1 and #2 alone': subscribes(`#1\n${JOHN_LINES}\n\n#2\n${JANE_LINES}`, { asks: ranked }),
    'SSC #1 and SSC #2': subscribes(`SSC #1\n${JOHN_LINES}\n\nSSC #2\n${JANE_LINES}`, { asks: ranked }),
    'decorated headings': subscribes(`--- Contact 1 ---\n${JOHN_LINES}\n\n**Contact 2**\n${JANE_LINES}`, {
      asks: both,
    }),
    'names in headings': subscribes(
      'Primary contact: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678\n\nSecondary contact: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 87654321',
      { asks: ranked },
    ),
    'ranks in labels': subscribes(
      'Primary contact name: John Doe\nPrimary contact email: john@nic.nl\nPrimary contact phone: +31 6 12345678\nSecondary contact name: Jane Roe\nSecondary contact email: jane@nic.nl\nSecondary contact phone: +31 6 87654321',
      { asks: ranked },
    ),
    'Contacts: as a heading': subscribes(`\nContacts:\n\n${JOHN_LINES}\n\n${JANE_LINES}`, { asks: both }),
    'Contacts as a heading without colon': subscribes(`\nContacts\n\n${JOHN_LINES}`),
    'first and last names': subscribes(
      'First name: John\nLast name: Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678\nFirst name: Jane\nLast name: Roe\nEmail: jane@nic.nl\nPhone: +31 6 87654321',
      { asks: both },
    ),
    'a second email is a second contact': subscribes(`${JOHN_LINES}\nEmail: jane@nic.nl`, {
      asks: [`SUBSCRIBE nl ${JOHN} {-|jane@nic.nl|-}`],
    }),
    'for two ccTLDs': { mail: `SUBSCRIBE .nl .br\n${JOHN_LINES}`, asks: [`SUBSCRIBE nl br ${JOHN}`] },
    'ccTLD as a field': { mail: `SUBSCRIBE\nccTLD: .nl\n${JOHN_LINES}`, asks: john },
    'TLD as a field': { mail: `SUBSCRIBE\nTLD: nl\n${JOHN_LINES}`, asks: john },
    'Domain as a field behind': { mail: `SUBSCRIBE\n${JOHN_LINES}\nDomain: .nl`, asks: john },
    'ccTLD said twice': subscribes(`ccTLD: .nl\n${JOHN_LINES}`),
    'ccTLD said differently': subscribes(`ccTLD: .br\n${JOHN_LINES}`, {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|.br}'],
    }),
    'ccTLD on the next line': { mail: `SUBSCRIBE\n.nl\n${JOHN_LINES}`, asks: john },
    'ccTLDs on two lines': { mail: `SUBSCRIBE .nl\n.br, .de\n${JOHN_LINES}`, asks: [`SUBSCRIBE nl br de ${JOHN}`] },
    'ranks in labels, without the word contact': subscribes(
      'Primary name: John Doe\nPrimary email: john@nic.nl\nPrimary phone: +31 6 12345678\nSecondary name: Jane Roe\nSecondary email: jane@nic.nl\nSecondary phone: +31 6 87654321',
      { asks: ranked },
    ),
    'Backup: as a heading': subscribes(`${JOHN_LINES}\n\nBackup:\n${JANE_LINES}`, {
      asks: [`SUBSCRIBE nl ${JOHN} {Jane Roe|jane@nic.nl|+31 6 87654321|#2}`],
    }),
    'and between': subscribes(`${JOHN_LINES}\nand\n${JANE_LINES}`, { asks: both }),
    'numbered labels': subscribes(
      'Name 1: John Doe\nEmail 1: john@nic.nl\nPhone 1: +31 6 12345678\nName 2: Jane Roe\nEmail 2: jane@nic.nl\nPhone 2: +31 6 87654321',
      { asks: both },
    ),
    'rank first, without blank lines': subscribes(`Rank: 1\n${JOHN_LINES}\nRank: 2\n${JANE_LINES}`, { asks: ranked }),
    'rank in brackets': subscribes(`Primary contact (#1):\n${JOHN_LINES}\n\nSecondary contact (#2):\n${JANE_LINES}`, {
      asks: ranked,
    }),
    'the second half of a form left blank': subscribes(
      `${JOHN_LINES}\nRole: primary\n\nName:\nEmail:\nPhone:\nRole: secondary`,
      { asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|#1}'] },
    ),
    'the first half of a form left blank': subscribes(
      `Name:\nEmail:\nPhone:\nRole: primary\n\n${JOHN_LINES}\nRole: secondary`,
      { asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|#2}'] },
    ),
    'a form left blank': subscribes('Name:\nEmail:\nPhone:\nRole: primary\n\nName:\nEmail:\nPhone:\nRole: secondary', {
      asks: ['SUBSCRIBE nl'],
    }),
    'ccTLD as a field above': { mail: `ccTLD: .nl\nSUBSCRIBE\n${JOHN_LINES}`, asks: john },
    'no ccTLD at all': { mail: `SUBSCRIBE\n${JOHN_LINES}`, asks: [`SUBSCRIBE ${JOHN}`] },
  });
});

describe('the form that our own answers print', () => {
  const block =
    'CONTACTS .nl\nName: John Doe\nEmail: john@nic.nl\nSecondary email: john@oarc.net\nPhone: +31 6 12345678\nRole: primary\n\nName: Jane Roe\nEmail: jane@nic.nl\nPhone: +31 6 87654321\nRole: secondary\n\n';
  const asks = [
    'CONTACTS nl {John Doe|john@nic.nl|+31 6 12345678|2:john@oarc.net|#1} {Jane Roe|jane@nic.nl|+31 6 87654321|#2}',
  ];
  testMails({
    alone: { mail: block, asks },
    'with prose around it': {
      mail: `We have added John Doe.\n\nLine 1: "SUBSCRIBE .nl"\n  added\n\nThis is the list of contacts as it stands now. To change it, edit\nit and send it back.\n\n${block}-- \nReference 2026-000123\nRules: change-signed\n`,
      asks,
    },
    quoted: { mail: block.replaceAll(/^/gmu, '> '), asks: [] },
    'above its own quotation': {
      mail: `${block}\nOn Mon, 5 Jan 2026 at 10:00, TLD-OPS <a@b.nl> wrote:\n${block.replaceAll(/^/gmu, '> ')}`,
      asks,
    },
    'two blocks': {
      mail: `${block}CONTACTS .br\nName: Ana\nEmail: ana@nic.br\nPhone: +55 11 12345678\nRole: primary\n`,
      asks: [...asks, 'CONTACTS br {Ana|ana@nic.br|+55 11 12345678|#1}'],
    },
  });
});
