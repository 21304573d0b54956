import { describe } from 'vitest';
import { JANE, JANE_LINES, JOHN, JOHN_LINES, type MailCase, testMails } from './mail-case.ts';

const guessed = (lines: string, extra: Partial<MailCase> = {}): MailCase => ({
  mail: `SUBSCRIBE .nl\n${lines}`,
  asks: [`SUBSCRIBE nl ${JOHN}`],
  doubts: ['label-guessed'],
  ...extra,
});
const both = [`SUBSCRIBE nl ${JOHN} ${JANE}`];
const ranked = ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|#1} {Jane Roe|jane@nic.nl|+31 6 87654321|#2}'];
const twice = { doubts: ['label-guessed', 'label-guessed'] };

describe('contacts without labels are read, and always shown for a confirmation', () => {
  testMails({
    'three lines': guessed('John Doe\njohn@nic.nl\n+31 6 12345678'),
    'three lines with blank lines between': guessed('\nJohn Doe\n\njohn@nic.nl\n\n+31 6 12345678'),
    'two addresses': guessed('John Doe\njohn@nic.nl, john@oarc.net\n+31 6 12345678', {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|2:john@oarc.net}'],
    }),
    'two people': guessed('John Doe\njohn@nic.nl\n+31 6 12345678\n\nJane Roe\njane@nic.nl\n+31 6 87654321', {
      asks: both,
      ...twice,
    }),
    'below headings': guessed(
      '#1\nJohn Doe\njohn@nic.nl\n+31 6 12345678\n\n#2\nJane Roe\njane@nic.nl\n+31 6 87654321',
      {
        asks: ranked,
        ...twice,
      },
    ),
    'on one line': guessed('John Doe, john@nic.nl, +31 6 12345678'),
    'on one line without commas': guessed('John Doe <john@nic.nl> +31 6 12345678'),
    'with dashes': guessed('John Doe - john@nic.nl - +31 6 12345678'),
    'with a job title': guessed('John Doe, Head of Security, john@nic.nl, +31 6 12345678'),
    'with a job title below the name': guessed('John Doe\nHead of Security\njohn@nic.nl\n+31 6 12345678'),
    'numbered lines': guessed('1. John Doe; john@nic.nl; +31 6 12345678\n2. Jane Roe; jane@nic.nl; +31 6 87654321', {
      asks: both,
      ...twice,
    }),
    'numbered names with a remark in brackets': {
      mail: 'CONTACTS .nl\n\n1. John Doe (Hauptkontakt)\njohn@nic.nl\n+31 6 12345678\n\n2. Jane Roe (Head of IT)\njane@nic.nl\n+31 6 87654321',
      asks: [(ranked[0] ?? '').replace('SUBSCRIBE', 'CONTACTS')],
      doubts: ['label-guessed', 'value-repaired', 'label-guessed'],
    },
    'a rank behind the name': guessed(
      'John Doe – primary contact\njohn@nic.nl\n+31 6 12345678\n\nJane Roe, backup\nEmail: jane@nic.nl\nPhone: +31 6 87654321',
      { asks: ranked, doubts: ['label-guessed', 'value-repaired', 'label-guessed', 'value-repaired'] },
    ),
    'a remark behind the name, on one line': guessed('John Doe (Head of IT), john@nic.nl, +31 6 12345678'),
    'headings on the same line': guessed(
      'Primary: John Doe, john@nic.nl, +31 6 12345678\nSecondary: Jane Roe, jane@nic.nl, +31 6 87654321',
      { asks: ranked, ...twice },
    ),
    'a name above its fields': guessed('John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678'),
    'an address among fields': guessed('Name: John Doe\njohn@nic.nl\nPhone: +31 6 12345678'),
    'a number among fields': guessed('Name: John Doe\nEmail: john@nic.nl\n+31 6 12345678'),
    'the heading names the address': guessed('Contact: john@nic.nl\nName: John Doe\nPhone: +31 6 12345678'),
  });
});

describe('what looks like a signature is none of them', () => {
  const asks = [`SUBSCRIBE nl ${JOHN}`];
  testMails({
    'below a labelled contact': { mail: `SUBSCRIBE .nl\n${JOHN_LINES}\n\nJane Roe\njane@nic.nl\n+31 6 87654321`, asks },
    'on one line below a labelled contact': {
      mail: `SUBSCRIBE .nl\n${JOHN_LINES}\n\nJane Roe | jane@nic.nl | +31 6 87654321`,
      asks,
    },
    'behind a closing': {
      mail: 'SUBSCRIBE .nl\nJohn Doe\njohn@nic.nl\n+31 6 12345678\n\nRegards\nJane Roe\njane@nic.nl',
      asks,
      doubts: ['label-guessed'],
    },
    'below STATUS': { mail: 'STATUS .nl\n\nJane Roe\njane@nic.nl\n+31 6 87654321', asks: ['STATUS nl'] },
    'without a command': { mail: 'John Doe\njohn@nic.nl\n+31 6 12345678', asks: [] },
    'prose with an address in it': {
      mail: 'SUBSCRIBE .nl\nOur new contact is John Doe, write to john@nic.nl',
      asks: ['SUBSCRIBE nl'],
    },
  });
});

describe('tables', () => {
  const row = 'John Doe\tjohn@nic.nl\t+31 6 12345678';
  const rows = { asks: both, doubts: [] };
  testMails({
    'names of the columns above': guessed(`Name\tEmail\tPhone\n${row}\nJane Roe\tjane@nic.nl\t+31 6 87654321`, rows),
    'as Markdown': guessed(
      '| Name | Email | Phone |\n|---|---|---|\n| John Doe | john@nic.nl | +31 6 12345678 |\n| Jane Roe | jane@nic.nl | +31 6 87654321 |',
      rows,
    ),
    'with commas': guessed(
      'Name, Email, Phone\nJohn Doe, john@nic.nl, +31 6 12345678\nJane Roe, jane@nic.nl, +31 6 87654321',
      rows,
    ),
    'with ranks': guessed(`#\tName\tEmail\tPhone\n1\t${row}`, {
      asks: ['SUBSCRIBE nl {John Doe|john@nic.nl|+31 6 12345678|#1}'],
      doubts: [],
    }),
    'without names of the columns': guessed(row),
    'cells below each other': guessed('Name\nJohn Doe\nEmail\njohn@nic.nl\nPhone\n+31 6 12345678', { doubts: [] }),
    'cells below each other, with blank lines': guessed(
      'Name\n\nJohn Doe\n\nEmail\n\njohn@nic.nl\n\nPhone\n\n+31 6 12345678',
      { doubts: [] },
    ),
    'rows whose cells are below each other': guessed('Name\nEmail\nPhone\nJohn Doe\njohn@nic.nl\n+31 6 12345678'),
  });
});

describe('field names of other languages', () => {
  const labels: Readonly<Record<string, readonly [name: string, email: string, phone: string, doubts: number]>> = {
    German: ['Vor- und Nachname', 'E-Mail-Adresse', 'Telefonnummer', 3],
    French: ['Nom', 'Courriel', 'Téléphone', 3],
    Spanish: ['Nombre', 'Correo electrónico', 'Teléfono móvil', 3],
    Portuguese: ['Nome', 'E-mail', 'Telemóvel', 2],
    Italian: ['Nome e cognome', 'E-mail', 'Cellulare', 2],
    Dutch: ['Naam', 'E-mailadres', 'Telefoonnummer', 3],
    Russian: ['ФИО', 'Эл. почта', 'Моб. телефон', 3],
    Japanese: ['氏名', 'メールアドレス', '電話番号', 3],
    Chinese: ['姓名', '电子邮件', '手机', 3],
    Korean: ['이름', '이메일', '전화번호', 3],
    Arabic: ['الاسم', 'البريد الإلكتروني', 'الهاتف', 3],
    Persian: ['نام', 'ایمیل', 'تلفن', 3],
    Turkish: ['Ad Soyad', 'E-posta', 'Telefon', 3],
    Polish: ['Imię i nazwisko', 'E-mail', 'Telefon', 2],
  };
  testMails(
    Object.fromEntries(
      Object.entries(labels).map(([language, [name, email, phone, doubts]]) => [
        language,
        guessed(`${name}: John Doe\n${email}: john@nic.nl\n${phone}: +31 6 12345678`, {
          doubts: Array.from({ length: doubts }, () => 'label-guessed'),
        }),
      ]),
    ),
  );
  testMails({
    'a role in French': guessed(`${JANE_LINES}\nRôle: secondaire`, {
      asks: ['SUBSCRIBE nl {Jane Roe|jane@nic.nl|+31 6 87654321|#2}'],
    }),
  });
});
