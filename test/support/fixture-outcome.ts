import { stringify } from 'yaml';
import { internationalPhone } from '../../src/core/phone.ts';
import type { OutgoingMail } from '../../src/core/outgoing.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Contact } from '../../src/core/roster.ts';
import { differences, type RosterChange } from '../../src/core/roster-change.ts';
import { MAILBOX } from './fixture-mail.ts';
import type { Played } from './fixture-world.ts';

/** What `plan.yaml` says. */
export function planText([message, ...after]: readonly Played[]): string {
  if (message === undefined) return '';
  const steps = after.map((played) => ({ step: played.title, ...outcomeOf(played) }));
  return stringify({ ...outcomeOf(message), ...(steps.length === 0 ? {} : { after: steps }) }, { lineWidth: 0 });
}

function outcomeOf({ smtp, proof, verdict, rules, plan }: Played): { readonly [key: string]: unknown } {
  return {
    ...(smtp === null ? {} : { smtp }),
    ...(proof === null ? {} : { proof }),
    ...(verdict === null ? {} : { verdict, rules }),
    changes: plan.changes.flatMap(changeLines),
    ...(plan.cases.length === 0 ? {} : { cases: plan.cases.map(caseLine) }),
    ...(plan.freezes.length === 0
      ? {}
      : { freezes: plan.freezes.map(({ tld, until }) => `.${tld} until ${until ?? 'never'}`) }),
    mails: plan.outgoing.map(
      (mail) => `${mail.to}: ${mail.kind}, ${mail.result}${mail.unproved ? ', counts as unproved' : ''}`,
    ),
  };
}

function changeLines(change: RosterChange): readonly string[] {
  return differences(change).map((difference) => {
    const head = `.${change.tld}`;
    switch (difference.kind) {
      case 'added':
        return `${head} + ${contactLine(difference.after)}`;
      case 'removed':
        return `${head} - ${contactLine(difference.before)}`;
      case 'changed':
        return `${head} ~ ${contactLine(difference.before)} => ${contactLine(difference.after)}`;
      case 'reconfirmed':
        return `${head} = #${difference.after.rank} ${difference.after.name} confirmed ${difference.after.confirmedAt}`;
    }
  });
}

function contactLine({ rank, name, email, secondaryEmail, phone }: Contact): string {
  const addresses = secondaryEmail === null ? email : `${email}, ${secondaryEmail}`;
  return `#${rank} ${name}, ${addresses}, ${internationalPhone(phone)}`;
}

function caseLine({ ref, kind, state, confirmers, unproved }: Plan['cases'][number]): string {
  const asked = confirmers.map(
    ({ address, party, confirmedAt }) => `${party} ${address}${confirmedAt === null ? '' : ' (confirmed)'}`,
  );
  return [`${ref} ${kind} ${state}${unproved ? ' (unproved)' : ''}`, ...asked].join(', ');
}

/** What `reply.txt` says: every mail that leaves, whole. */
export function replyText(played: readonly Played[]): string {
  return played
    .map(({ title, plan }, index) => {
      const heading = index === 0 ? '' : `######## ${title}\n\n`;
      const mails = plan.outgoing.map((mail, at) => mailText(mail, at + 1, plan.outgoing.length));
      return heading + (mails.length === 0 ? 'No mail leaves.\n' : mails.join('\n'));
    })
    .join('\n');
}

function mailText(mail: OutgoingMail, number: number, of: number): string {
  const [local = '', domain = ''] = MAILBOX.split('@');
  const replyTo = mail.replyToDetail === null ? 'no' : `${local}+${mail.replyToDetail}@${domain}`;
  const attached = (mail.attachments ?? []).map(({ filename }) => `\nAttached: ${filename}`).join('');
  return `======== mail ${number} of ${of}: ${mail.kind}
To: ${mail.to}
Subject: ${mail.subject}
Auto-Submitted: ${mail.autoSubmitted}
In-Reply-To: ${mail.inReplyTo ?? 'no'}
Reply-To: ${replyTo}
X-TLDOPS-Result: ${mail.result}${attached}

${mail.text}${mail.text.endsWith('\n') ? '' : '\n'}`;
}
