import type { Tld } from '../core/cctld.ts';
import type { EmailAddress } from '../core/email-address.ts';
import type { IanaObservation, IanaRecord } from '../core/iana.ts';
import type { Instant } from '../core/instant.ts';
import { sameAddress } from '../core/email-address.ts';

/**
 * What a person sets by hand (`iana set`) where the source is late or wrong; it stands until a source agrees with it.
 * @param known what is stored now: its manager stays, and the name where the address stays.
 */
export function manualObservation(
  { tld, email, reason }: { readonly tld: Tld; readonly email: EmailAddress; readonly reason: string },
  known: IanaRecord | null,
  now: Instant,
): IanaObservation {
  const samePerson = known !== null && sameAddress(known.adminEmail, email);
  return {
    tld,
    status: 'active',
    manager: known?.manager ?? '',
    adminName: samePerson ? known.adminName : null,
    adminEmail: email,
    asOf: now,
    source: 'manual',
    reason,
  };
}
