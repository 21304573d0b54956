import { dmarc } from 'mailauth';
import type { EmailAddress } from '../core/email-address.ts';
import { domainOf } from '../core/email-address.ts';
import { publicSuffix } from '../core/registrable-domain.ts';
import { type Lookup, LookupError } from './dns-lookup.ts';

/** The DMARC record that applies to a From domain, as far as it decides anything; `pct` is ignored. */
export type DomainPolicy = {
  /** After `sp`, `np` and `t`. */
  readonly policy: 'none' | 'quarantine' | 'reject';
  readonly strictDkim: boolean;
  readonly strictSpf: boolean;
};

/** `record` is null where there is none. */
export type PolicyAnswer = { readonly known: true; readonly record: DomainPolicy | null } | { readonly known: false };

/** Finds the DMARC record for an author. Only the record: alignment is judged elsewhere. Never rejects. */
export async function findDomainPolicy(author: EmailAddress, lookup: Lookup): Promise<PolicyAnswer> {
  try {
    const found = await dmarc({
      headerFrom: author,
      spfDomains: [],
      dkimDomains: [],
      resolver: belowSuffix(domainOf(author), lookup),
      strict: true,
    });
    if (found === false || found.status.result === 'none') return { known: true, record: null };
    const policy = policyNamed(found.policy);
    if (found.status.result === 'temperror' || policy === null) return { known: false };
    const { dkim, spf } = found.alignment;
    return { known: true, record: { policy, strictDkim: dkim.strict, strictSpf: spf.strict } };
  } catch {
    return { known: false };
  }
}

/**
 * Holds the tree walk of RFC 9989 §4.10 to the Public Suffix List: the record of the nearest public suffix counts as
 * `psd=y`, whether it says so or not, so that it speaks for domains without a record and never stands in for the record
 * of a registered domain; what is above it is not asked for.
 */
function belowSuffix(fromDomain: string, lookup: Lookup): Lookup {
  const suffix = publicSuffix(fromDomain);
  return async (name, recordType) => {
    const owner = name.startsWith('_dmarc.') ? name.slice('_dmarc.'.length) : null;
    if (owner === null || suffix === null || owner === fromDomain || owner.endsWith(`.${suffix}`)) {
      return lookup(name, recordType);
    }
    if (owner !== suffix) throw new LookupError('ENODATA');
    const records = await lookup(name, recordType);
    return records.map((record) => {
      const text = Array.isArray(record) ? record.join('') : record;
      return [`${text.replace(/;\s*psd\s*=[^;]*/giu, '').replace(/[;\s]+$/u, '')}; psd=y`];
    });
  };
}

function policyNamed(name: string): DomainPolicy['policy'] | null {
  return name === 'none' || name === 'quarantine' || name === 'reject' ? name : null;
}
