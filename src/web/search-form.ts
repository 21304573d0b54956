import { html } from 'hono/html';
import type { Markup } from './page.ts';

/** Looks for words with a GET: it changes nothing and can be bookmarked. */
export function searchForm(path: string, search: string, what: string): Markup {
  return html`<form class="search" method="get" action="${path}" role="search">
<label for="q">Find ${what}</label>
<input id="q" name="q" type="search" value="${search}" maxlength="100">
<button class="second" type="submit">Find</button>
${search === '' ? '' : html`<a href="${path}">Show all</a>`}
</form>`;
}
