import { html } from 'hono/html';
import type { Desk } from '../../review/desk.ts';
import { dataTable } from '../data-table.ts';
import { deskPage } from '../desk-page.ts';
import { personName } from '../inline-text.ts';
import { day, moment } from '../moments.ts';
import type { Markup } from '../page.ts';
import type { SignedIn } from '../sign-in/sessions.ts';

/** Who may sign in here. */
export async function peoplePage(desk: Desk, signedIn: SignedIn): Promise<Markup> {
  const users = await desk.store.users();
  return deskPage(
    signedIn,
    '/people',
    'People',
    html`<p>Who may sign in here. The operator lets people in and out in the shell: <code>tldops user add</code>, <code>tldops user disable</code>.</p>
${dataTable(
  'People',
  ['Name', 'E-mail', 'Role', 'Since', 'Last signed in'],
  users.map(({ name, email, role, addedAt, disabledAt, lastSignInAt }) => [
    { shown: personName(name) },
    { shown: email, as: 'address' },
    { shown: disabledAt === null ? role : html`disabled on ${day(disabledAt)}` },
    { shown: day(addedAt) },
    { shown: lastSignInAt === null ? 'never' : moment(lastSignInAt) },
  ]),
  'Nobody may sign in.',
)}`,
  );
}
