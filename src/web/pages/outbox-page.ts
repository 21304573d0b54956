import { html } from 'hono/html';
import type { Desk } from '../../review/desk.ts';
import type { OutboxEntry } from '../../store/port.ts';
import { dataTable, link } from '../data-table.ts';
import { deskPage } from '../desk-page.ts';
import { moment } from '../moments.ts';
import type { Markup } from '../page.ts';
import type { SignedIn } from '../sign-in/sessions.ts';

const MOST = 50;

/** Mail on its way out, mail that will never arrive, and what went out of late. */
export async function outboxPage(desk: Desk, signedIn: SignedIn): Promise<Markup> {
  const waiting = await desk.store.letters({ state: 'waiting', most: MOST });
  const givenUp = await desk.store.letters({ state: 'given-up', most: MOST });
  const sent = await desk.store.letters({ state: 'sent', most: MOST });
  return deskPage(
    signedIn,
    '/outbox',
    'Outbox',
    html`<h2>On its way</h2>${mailsTable('On its way', waiting, 'No mail waits.')}
<h2>Given up</h2>${mailsTable('Given up', givenUp, 'Every mail arrived.')}
<h2>Sent of late</h2>${mailsTable('Sent of late', sent, 'Nothing yet.')}`,
  );
}

function mailsTable(title: string, mails: readonly OutboxEntry[], nothing: string): Markup {
  return dataTable(
    title,
    ['Written', 'About', 'To', 'Subject', 'Tries', 'Last answer'],
    mails.map(({ createdAt, ref, to, subject, attempts, state, nextAttemptAt, lastReason }) => [
      { shown: moment(createdAt) },
      link(`/activity/${ref}`, ref),
      { shown: to, as: 'address' },
      { shown: subject, as: 'words' },
      { shown: state === 'waiting' ? html`${attempts}, next ${moment(nextAttemptAt)}` : attempts },
      { shown: lastReason ?? '', as: 'words' },
    ]),
    nothing,
  );
}
