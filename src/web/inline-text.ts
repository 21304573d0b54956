import { html } from 'hono/html';
import { type CcTldTable, dotted, type Tld } from '../core/cctld.ts';
import type { Markup } from './page.ts';

/** From here on an address may not fit on a line of a phone. */
const LONG_ADDRESS = 24;

/** A name in any script, in its own direction. */
export function personName(name: string): Markup {
  return html`<bdi class="name">${name}</bdi>`;
}

/** A ccTLD in its own script and direction: `.nl`, `.рф`. */
export function tldText(table: CcTldTable, tld: Tld): Markup {
  return html`<bdi>${dotted(table, tld)}</bdi>`;
}

/** Several of them, with commas. */
export function tldsText(table: CcTldTable, tlds: readonly Tld[]): Markup {
  return html`${tlds.map((tld, at) => html`${at === 0 ? '' : ', '}${tldText(table, tld)}`)}`;
}

/** An address, which breaks before its `@` and its dots where it does not fit on a line. Copied, it is as it was. */
export function addressText(address: string): Markup | string {
  if (address.length <= LONG_ADDRESS) return address;
  const parts = address.split(/(?=[@.])/u);
  return html`${parts.map((part, at) => (at === 0 ? part : html`<wbr>${part}`))}`;
}
