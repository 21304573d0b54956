import { html } from 'hono/html';
import type { Desk } from '../../review/desk.ts';
import { dataTable, link } from '../data-table.ts';
import { deskPage } from '../desk-page.ts';
import { moment } from '../moments.ts';
import type { Markup } from '../page.ts';
import type { SignedIn } from '../sign-in/sessions.ts';

/** Mail that met a bug. The operator mends the bug and runs the mail again. */
export async function failedPage(desk: Desk, signedIn: SignedIn): Promise<Markup> {
  const failed = (await desk.reads.failedMails()).toReversed();
  return deskPage(
    signedIn,
    '/failed',
    'Failed',
    html`<p>Mail that met a bug is kept whole. After the bug is mended, the operator runs it again in the shell: <code>tldops failed reprocess REF</code>.</p>
${dataTable(
  'Failed mail',
  ['Mail', 'Received', 'Envelope sender', 'State', 'Bug'],
  failed.map(({ ref, receivedAt, received, state, error }) => [
    link(`/activity/${ref}`, ref),
    { shown: moment(receivedAt) },
    { shown: received.mailFrom === '' ? 'none' : received.mailFrom, as: 'address' },
    { shown: state === 'open' ? 'waits for the mend' : 'run again' },
    { shown: error.split('\n')[0] ?? '', as: 'words' },
  ]),
  'No mail failed.',
)}`,
  );
}
