import { setImmediate as nextTurn } from 'node:timers/promises';
import { type FormerContact, naming } from '../../core/erased-person.ts';
import { wordsInOctets } from '../../core/words-in-octets.ts';
import type { Traces } from '../port.ts';
import type { Connection } from './connection.ts';
import { statement } from './statement.ts';

type ById = { readonly id: number };
/** A row by its number, with all of it that could name somebody. */
type Text = { readonly id: number; readonly text: string };

const PAGE = 200;

const MAILS = `select rowid as id, message || ' ' || request as text from mail where rowid > :after and removed_at is null`;
const OPEN_CASE = `exists (select 1 from held_case where held_case.ref = mail.ref and held_case.state = 'open')`;
const FAILED = `select seq as id, received || ' ' || error as text from failed_mail where seq > :after`;
const LETTERS = `select seq as id, mail || ' ' || coalesce(last_reason, '') || ' ' || coalesce(text, '') as text
  from outbox left join mail_content on mail_content.digest = outbox.content where seq > :after`;

/** The octets of a mail, one at a time: they may be long. What was read from them is not all that they hold. */
const OCTETS = {
  mails: 'select raw from raw_mail join mail on mail.sha256 = raw_mail.sha256 where mail.rowid = :id',
  failed: 'select raw from raw_mail join failed_mail on failed_mail.sha256 = raw_mail.sha256 where seq = :id',
} as const;
const HAS_OCTETS: { readonly [Where in keyof Traces]?: keyof typeof OCTETS } = {
  mails: 'mails',
  waitingMails: 'mails',
  failedMails: 'failed',
  waitingFailedMails: 'failed',
};

/** Where a person may be named. What still waits for somebody stands apart: it cannot be emptied yet. */
const TEXTS: { readonly [Where in keyof Traces]: string } = {
  entries: `select seq as id, actor || ' ' || details as text from audit
    where seq > :after and erased_by is null and kind <> 'data-erased' order by seq`,
  mails: `${MAILS} and not ${OPEN_CASE} order by rowid`,
  waitingMails: `${MAILS} and ${OPEN_CASE} order by rowid`,
  failedMails: `${FAILED} and state = 'reprocessed' order by seq`,
  waitingFailedMails: `${FAILED} and state = 'open' order by seq`,
  letters: `${LETTERS} and ended_at is not null order by seq`,
  waitingLetters: `${LETTERS} and ended_at is null order by seq`,
  versions: `select rowid as id, before || ' ' || after as text from roster_history where rowid > :after order by rowid`,
  cases: `select rowid as id, from_address || ' ' || confirmers as text from held_case
    where rowid > :after and state <> 'open' order by rowid`,
  tokens: `select rowid as id, recipient as text from token where rowid > :after order by rowid`,
  redelegations: `select rowid as id, unconfirmed as text from redelegation where rowid > :after order by rowid`,
};

/** Looks through all that is stored, a page for each turn of the event loop. */
export async function erasureTraces(connection: Connection, person: FormerContact): Promise<Traces> {
  const isNamed = naming(person);

  async function rowsOf(where: keyof Traces): Promise<readonly number[]> {
    const page = statement<{ after: number; limit: number }, Text>(connection, `${TEXTS[where]} limit :limit`);
    const kind = HAS_OCTETS[where];
    const octets = kind === undefined ? null : statement<ById, { raw: Uint8Array }>(connection, OCTETS[kind]);
    const ids: number[] = [];
    for (let after = 0; ; await nextTurn()) {
      const rows = page.all({ after, limit: PAGE });
      for (const { id, text } of rows) {
        const raw = octets === null ? null : octets.get({ id });
        if (isNamed(text) || (raw !== null && isNamed(wordsInOctets(raw.raw)))) ids.push(id);
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return ids;
      after = last.id;
    }
  }

  return {
    entries: await rowsOf('entries'),
    mails: await rowsOf('mails'),
    waitingMails: await rowsOf('waitingMails'),
    failedMails: await rowsOf('failedMails'),
    waitingFailedMails: await rowsOf('waitingFailedMails'),
    letters: await rowsOf('letters'),
    waitingLetters: await rowsOf('waitingLetters'),
    versions: await rowsOf('versions'),
    cases: await rowsOf('cases'),
    tokens: await rowsOf('tokens'),
    redelegations: await rowsOf('redelegations'),
  };
}
