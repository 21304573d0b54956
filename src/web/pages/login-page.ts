import { html } from 'hono/html';
import { alert } from '../desk-page.ts';
import { type Markup, page } from '../page.ts';

const FAULTS = {
  wrong: 'That did not fit together. Check the address and the password, and use a new code: each works once.',
  'too-often': 'There were too many tries. Wait a quarter of an hour, then try again.',
  busy: 'Many people are signing in at this moment. Try again in a few seconds.',
} as const;

export type SignInFault = keyof typeof FAULTS;

/** @param next where to go afterwards; a path of the desk, or empty. */
export function loginPage(email: string, next: string, fault: SignInFault | null): Markup {
  return page(
    'Sign in',
    html`${fault === null ? '' : alert(FAULTS[fault])}
<form class="stacked narrow" method="post" action="/login">
<input type="hidden" name="next" value="${next}">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${email}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<label for="code">Code from your authenticator</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="16" aria-describedby="code-hint">
<p id="code-hint" class="quiet">Six digits, new every 30 seconds.</p>
<button type="submit">Sign in</button>
</form>
<p class="quiet">For the Secretariat only. Admin Contacts and contacts of ccTLDs need no account: they write a mail.</p>`,
  );
}
