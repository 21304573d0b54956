import { html } from 'hono/html';
import type { CcTldTable } from '../../core/cctld.ts';
import type { IanaRecord } from '../../core/iana.ts';
import type { Instant } from '../../core/instant.ts';
import type { OutgoingMail } from '../../core/outgoing.ts';
import type { CaseView, ItemView } from '../../review/case-view.ts';
import { addressText, personName, tldText } from '../inline-text.ts';
import { age, day, moment } from '../moments.ts';
import type { Markup } from '../page.ts';
import { proofInWords } from './mail-reading.ts';

const SENDERS: { readonly [Sender in CaseView['sender']]: string } = {
  admin: 'the Admin Contact, as IANA publishes it',
  contact: 'a contact of this ccTLD',
  member: 'a contact of another ccTLD',
  secretariat: 'the Secretariat',
  stranger: 'nobody known: neither at IANA nor on the roster',
};

/** @param now null where it no longer matters how long it has waited. */
export function mailFacts(
  table: CcTldTable,
  { held, message, sender }: CaseView,
  admins: readonly IanaRecord[],
  now: Instant | null,
): Markup {
  const { author, copied, subject } = message;
  return html`<section><h2>The mail</h2>
<dl class="facts">
<div><dt>Case</dt><dd>${held.ref}</dd></div>
<div><dt>From</dt><dd>${author.displayName === '' ? html`<span class="address">${addressText(author.address)}</span>` : html`${personName(author.displayName)} &lt;<span class="address">${addressText(author.address)}</span>&gt;`}</dd></div>
<div><dt>Who that is</dt><dd>${SENDERS[sender]}</dd></div>
<div><dt>Proof</dt><dd>${proofInWords(message)}</dd></div>
<div><dt>Subject</dt><dd>${subject === '' ? 'none' : html`<bdi>${subject}</bdi>`}</dd></div>
<div><dt>Received</dt><dd>${moment(held.receivedAt)}${now === null ? '' : html`, ${age(held.receivedAt, now)} ago`}</dd></div>
${admins.map(
  ({ tld, adminEmail, changedAt }) =>
    html`<div><dt>Admin Contact</dt><dd><a href="/roster/${tld}">${tldText(table, tld)}</a> <span class="address">${adminEmail}</span>${changedAt === null ? '' : html`, new at IANA since ${day(changedAt)}`}</dd></div>
`,
)}<div><dt>To and copies</dt><dd class="address">${copied.length === 0 ? 'nobody' : copied.join(', ')}</dd></div>
</dl></section>`;
}

/** Why it was held, what is wrong with it now, and who was asked. */
export function reasonsOf({ held, reasons, faults, doubts }: CaseView): Markup {
  const isOpen = held.state === 'open';
  return html`<section><h2>${isOpen ? 'Why it waits' : 'Why it waited'}</h2>
<ul>${reasons.map(({ id, title, why }) => html`<li><strong>${title}.</strong> ${why} <span class="quiet">rule ${id}</span></li>`)}</ul>
${sentences('What is wrong with it', isOpen ? faults : [])}
${sentences('Where the reading is not beyond doubt', isOpen ? doubts : [])}
${
  held.confirmers.length === 0
    ? ''
    : html`<h3>Whose word is needed</h3><ul>${held.confirmers.map(
        ({ address, askedAt, confirmedAt }) =>
          html`<li><span class="address">${address}</span>, asked ${moment(askedAt)}: ${confirmedAt === null ? 'no answer yet' : html`confirmed ${moment(confirmedAt)}`}</li>`,
      )}</ul>`
}</section>`;
}

function sentences(title: string, all: readonly string[]): Markup | '' {
  return all.length === 0 ? '' : html`<h3>${title}</h3><ul>${all.map((one) => html`<li dir="auto">${one}</li>`)}</ul>`;
}

/** Mails as they would leave, folded up. */
export function letters(outgoing: readonly Pick<OutgoingMail, 'to' | 'subject' | 'text'>[]): Markup {
  if (outgoing.length === 0) return html`<p>No mail.</p>`;
  return html`${outgoing.map(
    ({
      to,
      subject,
      text,
    }) => html`<details><summary><span class="address">${to}</span>: <bdi>${subject}</bdi></summary><pre dir="auto">${text}</pre></details>
`,
  )}`;
}

/** Every rule that applies to one command, and every rule that nearly did. */
export function itemRules({ line, text, verdict, applied, missed }: ItemView): Markup {
  return html`<h3>${text === null ? 'The mail as a whole' : html`${line === 0 ? 'Subject' : html`Line ${line}`}: <bdi>${text}</bdi>`}</h3>
<p>As it stands now: <strong>${verdict}</strong>. These rules apply; the strictest decides.</p>
<ul>${applied.map(
    (rule) =>
      html`<li>${rule.title} → <strong>${rule.verdict}</strong> <span class="quiet">rule ${rule.id}</span></li>`,
  )}</ul>
${
  missed.length === 0
    ? ''
    : html`<details><summary>${missed.length} rules that nearly applied</summary><ul>${missed.map(
        ({ rule, question, answer }) =>
          html`<li>${rule.title} → ${rule.verdict} <span class="quiet">rule ${rule.id}. Not because of: ${question} ${answer}</span></li>`,
      )}</ul></details>`
}`;
}
