import { HOUR, type Instant, MINUTE } from '../core/instant.ts';
import { neighbourhoodOf } from '../core/client-network.ts';
import { type AddressSet, addressSet } from './client-address.ts';
import type { ListenerSettings, ReportEvent } from './listener-settings.ts';
import { createHoldings, createPace } from './pace.ts';
import { whoGivesWay } from './places.ts';
import type { Session } from './session.ts';

/** What a client is told that may not go on; 421 closes the connection. The text begins with an enhanced status code. */
export type NotNow = { readonly code: 421; readonly text: string };

/** Who may connect, and send how much: by what each client, its neighbourhood and all together hold. */
export type Admission = {
  /**
   * Another connection may have had to give its place; `leave` is to be called when this one is over.
   * @param holding how many others there are, those included that are over but not gone
   */
  readonly enter: (
    ip: string,
    holding: number,
    others: () => Iterable<Session>,
  ) => { readonly leave: () => void } | { readonly notNow: NotNow };
  /** One more message of this client. */
  readonly write: (ip: string) => NotNow | null;
  /** Whether a message of this client, so long as it has come, may be kept: what is taken stays on the disk for long. */
  readonly keep: (ip: string, octets: number) => boolean;
};

export function createAdmission(
  { limits, maxConnections, trustedRelays }: ListenerSettings,
  clock: () => Instant,
  report: ReportEvent,
): Admission {
  const exempt: AddressSet = addressSet([...limits.exempt, ...trustedRelays]);
  const { perIpConnections, connectionsPerMinute, messagesPerMinute, perMinuteOfNeighbourhood } = limits;
  const inMinute = { perNeighbourhood: perMinuteOfNeighbourhood, ms: MINUTE };
  const open = createHoldings(perIpConnections);
  const connections = createPace({ perClient: connectionsPerMinute, ...inMinute }, clock);
  const messages = createPace({ perClient: messagesPerMinute, ...inMinute }, clock);
  const octets = createPace(
    { perClient: limits.octetsPerHour, perNeighbourhood: limits.octetsPerHourOfNeighbourhood, ms: HOUR },
    clock,
  );

  return {
    enter(ip, holding, others) {
      const isExempt = exempt.has(ip);
      if (!isExempt && !connections.allows(ip)) return { notNow: tooFast(ip) };
      if (!isExempt && !open.take(ip)) return { notNow: tooMany(ip) };
      const leave = isExempt ? () => undefined : () => open.release(ip);
      if (holding < maxConnections || makesPlace(neighbourhoodOf(ip), [...others()])) return { leave };
      leave();
      return { notNow: tooMany(ip) };
    },
    keep: (ip, length) => exempt.has(ip) || octets.allows(ip, length),
    write: (ip) => (exempt.has(ip) || messages.allows(ip) ? null : tooFast(ip)),
  };

  function makesPlace(neighbourhood: string, all: readonly Session[]): boolean {
    const others = all.filter((one) => !one.over);
    if (others.length < maxConnections) return true;
    const leaving = whoGivesWay(neighbourhood, others, performance.now());
    if (leaving?.giveWay('4.3.2 Others wait for this place, try again') !== true) return false;
    report({ event: 'smtp-connection-displaced', ip: leaving.peerIp });
    return true;
  }

  function tooMany(ip: string): NotNow {
    report({ event: 'smtp-connection-refused', ip, why: 'too-many' });
    return { code: 421, text: '4.3.2 Too many connections at once' };
  }

  function tooFast(ip: string): NotNow {
    report({ event: 'smtp-connection-refused', ip, why: 'too-fast' });
    return { code: 421, text: '4.7.0 Too fast, try again later' };
  }
}
