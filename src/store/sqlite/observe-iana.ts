import type { IanaObservation } from '../../core/iana.ts';
import type { Instant } from '../../core/instant.ts';
import type { AuditEntry } from '../../core/plan.ts';
import type { AdminAddressChange } from '../port.ts';
import type { Tables } from './tables.ts';

/** Takes over what a source says; a changed admin address and everything set by hand go on record. */
export function observeIana(
  { iana, audit }: Pick<Tables, 'iana' | 'audit'>,
  observations: readonly IanaObservation[],
  now: Instant,
): readonly AdminAddressChange[] {
  const changes = iana.observe(observations, now);
  const byHand = observations.filter(({ source }) => source === 'manual');
  audit.append(
    [...changes.filter(({ after }) => after.source !== 'manual').map(changed), ...byHand.map(setByHand)],
    now,
    null,
  );
  return changes;
}

function changed({ tld, before, after }: AdminAddressChange): AuditEntry {
  const details = { source: after.source, before: before?.adminEmail ?? null, after: after.adminEmail };
  return { kind: 'iana-changed', tld, actor: 'system', details };
}

function setByHand({ tld, adminEmail, reason }: IanaObservation): AuditEntry {
  return {
    kind: 'iana-changed',
    tld,
    actor: 'secretariat:shell',
    details: { source: 'manual', after: adminEmail, reason },
  };
}
