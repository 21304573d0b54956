import { afterBounce, type Bounce, type ReturnedMail, severityOf } from '../core/address-health.ts';
import type { DeliveryReport } from '../core/delivery-report.ts';
import { addressKey } from '../core/email-address.ts';
import { elapsed } from '../core/instant.ts';
import type { Delivery } from '../core/outgoing.ts';
import type { Plan } from '../core/plan.ts';
import { tldsAdministeredBy, tldsOfContact } from '../core/tlds-of-address.ts';
import type { World } from '../core/world.ts';
import type { House } from './house.ts';
import { NOTHING } from './plan-parts.ts';

export function bounceFrom({ action, status, reason }: DeliveryReport): Bounce {
  return { severity: action === 'delayed' ? 'soft' : severityOf(status), status, reason };
}

/** RFC 3463: the mailbox or its domain. Anything else may be our own smarthost's quarrel with us. */
const ABOUT_THE_ADDRESS = /^5\.[12]\./u;
/** RFC 5321 §4.2.3, where no enhanced status says more. */
const CODES_ABOUT_THE_ADDRESS: readonly string[] = ['550', '551', '553'];

/** What a mail that the smarthost refused, or that it did not take in time, says about its address. */
export function bounceOfDelivery({ result, reason }: Exclude<Delivery, { readonly result: 'delivered' }>): Bounce {
  // RFC 3463 §3.5: the time is over.
  if (result === 'deferred') return { severity: 'soft', status: '4.4.7', reason };
  const [, code = '', enhanced] = /^(\d{3})(?:[ -](5\.\d{1,3}\.\d{1,3})(?![\d.]))?/u.exec(reason) ?? [];
  const status = enhanced ?? '5.0.0';
  const certain = enhanced === undefined ? CODES_ABOUT_THE_ADDRESS.includes(code) : ABOUT_THE_ADDRESS.test(enhanced);
  return { severity: certain ? severityOf(status) : 'soft', status, reason };
}

/** Records that a mail came back, at most once for each mail. Null: it does not count any more. */
export function planReturned(house: House, world: World, mail: ReturnedMail, bounce: Bounce): Plan | null {
  const { now } = world;
  const { id, ref, to, writtenAt, bounced } = mail;
  if (bounced === 'hard' || bounced === bounce.severity) return null;
  if (elapsed(writtenAt, now) > house.book.limits.bouncesCountedFor) return null;
  const onFile = [...tldsOfContact(world, to), ...tldsAdministeredBy(world, to)];
  const before = world.addressHealth.get(addressKey(to)) ?? null;
  const after = afterBounce(before, to, bounce, writtenAt, now);
  const details = { to, mail: id, severity: bounce.severity, status: bounce.status, reason: bounce.reason };
  return {
    ...NOTHING,
    ref,
    at: now,
    mail: null,
    returned: { id, bounce },
    addressHealth: onFile.length === 0 ? [] : [{ address: to, before, after }],
    audit: [{ kind: 'mail-returned', tld: onFile[0] ?? null, actor: 'system', details }],
  };
}
