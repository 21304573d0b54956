import { html } from 'hono/html';
import type { SignedIn } from './sign-in/sessions.ts';
import { type Markup, shell } from './page.ts';

const PLACES = [
  ['/held', 'Waiting'],
  ['/roster', 'Roster'],
  ['/activity', 'Activity'],
  ['/stats', 'Statistics'],
  ['/iana', 'IANA'],
  ['/outbox', 'Outbox'],
  ['/failed', 'Failed'],
  ['/people', 'People'],
] as const;

/** Where a page stands in the navigation. */
export type Place = (typeof PLACES)[number][0];

/**
 * A page for those who are signed in, around its main part.
 * @param heading the title again, where it needs more than text.
 */
export function deskPage(
  signedIn: SignedIn,
  place: Place,
  title: string,
  main: Markup,
  heading: Markup | string = title,
): Markup {
  return shell(
    title,
    html`<div class="bar"><a class="brand" href="/held">TLD-OPS</a>
${whoIsHere(signedIn)}</div>
<nav aria-label="Desk"><ul>${PLACES.map(
      ([path, name]) => html`<li><a href="${path}"${path === place ? html` aria-current="page"` : ''}>${name}</a></li>`,
    )}</ul></nav>`,
    html`<main id="main" class="desk" tabindex="-1">
<h1>${heading}</h1>
${main}
</main>`,
  );
}

/** The button ends a session of ours; where a proxy signed somebody in, it would end nothing. */
function whoIsHere({ user, csrf, by }: SignedIn): Markup {
  const who = html`<span><bdi>${user.name}</bdi>${user.role === 'reader' ? ' (reader)' : ''}</span>`;
  if (by === 'proxy') return html`<div class="who">${who}</div>`;
  return html`<form class="who" method="post" action="/logout">
${who}
<input type="hidden" name="csrf" value="${csrf}">
<button class="plain" type="submit">Sign out</button>
</form>`;
}

/** Something that the reader has to know before anything else. */
export function alert(text: string): Markup {
  return html`<p class="alert" role="alert">${text}</p>`;
}
