import { type CcTld, ccTldTable } from '../../../src/core/cctld.ts';
import type { Command, ContactDraft, Request } from '../../../src/core/command.ts';
import { readRequest } from '../../../src/parse/read-request.ts';

const ROWS: readonly (readonly [tld: string, ulabel: string, name: string, iso: string | null])[] = [
  ...'ac ai al am ar as at au be bg br by cn co cz de dk do ee es fi fr gr hu ie il in io is it jp ke kr me mk mx my na nl no nz pl pt re ro ru sa se sg sk so th to tr tv tw ua uk us za'
    .split(' ')
    .map((tld) => [tld, tld, `Country ${tld}`, tld.toUpperCase()] as const),
  ['eu', 'eu', 'European Union', null],
  ['af', 'af', 'Afghanistan', 'AF'],
  ['xn--p1ai', 'рф', 'Russian Federation', 'RU'],
  ['xn--mgberp4a5d4ar', 'السعودية', 'Saudi Arabia', 'SA'],
  ['xn--fiqs8s', '中国', 'China', 'CN'],
  ['xn--3e0b707e', '한국', 'Korea', 'KR'],
  ['xn--h2brj9c', 'भारत', 'India', 'IN'],
];

export const table = ccTldTable(
  ROWS.map(
    ([tld, ulabel, name, iso]): CcTld => ({
      tld: tld as CcTld['tld'],
      ulabel,
      name,
      iso,
      region: 'EUR',
      status: 'active',
    }),
  ),
);

export function read(text: string, subject = ''): Request {
  return readRequest({ text, subject, table });
}

/** A command in one short line, so that a table of mails stays readable. */
function inShort(command: Command): string {
  const tlds =
    'tlds' in command ? command.tlds.map((named) => (named.known ? named.tld : `${named.written}?${named.why}`)) : [];
  const words: string[] = [command.word, ...tlds];
  switch (command.word) {
    case 'SUBSCRIBE':
    case 'CONTACTS':
      words.push(...command.contacts.map(contactInShort));
      if (command.word === 'CONTACTS' && command.listVersion !== undefined) words.push(`v${command.listVersion}`);
      break;
    case 'REPLACE':
      words.push(...command.replaced.map((address) => `-${address}`), ...command.contacts.map(contactInShort));
      break;
    case 'REMOVE':
      words.push(...command.removed.map((address) => `-${address}`));
      if (command.all) words.push('ALL');
      if (command.oneself) words.push('ME');
      break;
    case 'UPDATE':
      words.push(contactInShort(command.draft));
      break;
    case 'WHO':
      words.push(
        ...command.regions.map((region) => `region:${region}`),
        ...command.search.map((part) => `search:${part}`),
      );
      break;
    case 'CONFIRM':
    case 'DENY':
    case 'DISPUTE':
      if (command.token !== null) words.push(command.token);
      break;
    case 'STATUS':
    case 'HELP':
    case 'OK':
      break;
  }
  return words.join(' ');
}

export function contactInShort(draft: ContactDraft): string {
  const parts = [
    draft.name ?? '-',
    draft.email ?? '-',
    draft.phone ?? '-',
    ...(draft.secondaryEmail === null ? [] : [`2:${draft.secondaryEmail}`]),
    ...(draft.rank === null ? [] : [`#${draft.rank}`]),
    ...(draft.label === null ? [] : [draft.label]),
    ...draft.faults.map((fault) => `!${fault.code}`),
  ];
  return `{${parts.join('|')}}`;
}

export function commandsOf(request: Request): readonly string[] {
  return request.commands.map(({ command }) => inShort(command));
}

export function doubtsOf(request: Request): readonly string[] {
  return request.commands.flatMap(({ doubts }) => doubts.map(({ code }) => code));
}
