import type { CommandWord } from '../core/command.ts';

/** Every word that may begin a command, in lower case, and what it means. */
export const COMMAND_WORDS: ReadonlyMap<string, CommandWord> = new Map<string, CommandWord>([
  ['subscribe', 'SUBSCRIBE'],
  ['add', 'SUBSCRIBE'],
  ['join', 'SUBSCRIBE'],
  ['replace', 'REPLACE'],
  ['remove', 'REMOVE'],
  ['unsubscribe', 'REMOVE'],
  ['delete', 'REMOVE'],
  ['contacts', 'CONTACTS'],
  ['update', 'UPDATE'],
  ['who', 'WHO'],
  ['list', 'WHO'],
  ['status', 'STATUS'],
  ['help', 'HELP'],
  ['confirm', 'CONFIRM'],
  ['deny', 'DENY'],
  ['dispute', 'DISPUTE'],
  ['ok', 'OK'],
  ['okay', 'OK'],
]);

/** For a slip of the pen; the short words are too near to too much. */
export const HINTED_WORDS: readonly string[] = [...COMMAND_WORDS.keys(), 'check'].filter((word) => word.length >= 5);

/** Words that may stand in a command line and change nothing. */
export const FILLERS = new Set(
  (
    'for from of to the and & please pls thanks thank you cctld cctlds tld tlds domain ssc sscs contact contacts as - – — ' +
    'a an new following below our this these those in on into one two three person persons security stability registry ' +
    'list roster repository tld-ops tldops'
  ).split(' '),
);

/** What an UPDATE may be of, when the fields say it on their own lines. */
export const OWN_THINGS = new Set(
  'me my myself own details data entry record information info contact profile phone mobile email e-mail address number'.split(
    ' ',
  ),
);

/** Words that are none of the language and what they most likely mean. */
export const NEAR_WORDS: ReadonlyMap<string, CommandWord> = new Map<string, CommandWord>([
  ['subscription', 'SUBSCRIBE'],
  ['register', 'SUBSCRIBE'],
  ['registration', 'SUBSCRIBE'],
  ['enroll', 'SUBSCRIBE'],
  ['change', 'UPDATE'],
  ['modify', 'UPDATE'],
  ['substitute', 'REPLACE'],
  ['swap', 'REPLACE'],
  ['removal', 'REMOVE'],
  ['unsubscription', 'REMOVE'],
  ['whois', 'WHO'],
  ['show', 'STATUS'],
]);

/** `REMOVE me from the list`: understood, but said in prose, so it has to be confirmed. */
export const ROSTER_NOUNS = new Set('this list roster repository tld-ops tldops'.split(' '));

/** What makes `Who is …`, `List of …` prose. */
export const QUESTION_WORDS = new Set(
  'is are was were can could should shall will would do does did has have had in at else knows know may might must am be it this that these those we i they he she our your my ever wants want need needs on'.split(
    ' ',
  ),
);

export const EVERYBODY = new Set(['all', '*', 'everybody', 'everyone', 'everything']);
