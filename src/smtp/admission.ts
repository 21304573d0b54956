import type { Instant } from '../core/instant.ts';
import { type AddressSet, addressSet } from './client-address.ts';
import type { ListenerSettings, ReportEvent } from './listener-settings.ts';
import { createHoldings, createPace } from './pace.ts';
import { whoGivesWay } from './places.ts';
import type { Session } from './session.ts';

/** What a client is told that may not go on; 421 closes the connection. The text begins with an enhanced status code. */
export type NotNow = { readonly code: 421; readonly text: string };

/** Who may connect, and send how much: by what each client, its neighbourhood and all together hold. */
export type Admission = {
  /** Null: it may stay, until {@link leave}. Another connection may have had to give its place. */
  readonly enter: (newcomer: Session, others: Iterable<Session>) => NotNow | null;
  readonly leave: (session: Session) => void;
  /** One more message of this client. */
  readonly write: (ip: string) => NotNow | null;
};

export function createAdmission(
  { limits, maxConnections, trustedRelays }: ListenerSettings,
  clock: () => Instant,
  report: ReportEvent,
): Admission {
  const exempt: AddressSet = addressSet([...limits.exempt, ...trustedRelays]);
  const { perIpConnections, connectionsPerMinute, messagesPerMinute, perMinuteOfNeighbourhood } = limits;
  const open = createHoldings(perIpConnections);
  const connections = createPace(connectionsPerMinute, perMinuteOfNeighbourhood, clock);
  const messages = createPace(messagesPerMinute, perMinuteOfNeighbourhood, clock);
  const counted = new WeakSet<Session>();

  return {
    enter(newcomer, others) {
      const ip = newcomer.peerIp;
      if (!exempt.has(ip)) {
        if (!connections.allows(ip)) return tooFast(ip);
        if (!open.take(ip)) return tooMany(ip);
        counted.add(newcomer);
      }
      return hasPlace(
        newcomer,
        [...others].filter((one) => one !== newcomer && !one.over),
      )
        ? null
        : tooMany(ip);
    },
    leave(session) {
      if (counted.delete(session)) open.release(session.peerIp);
    },
    write: (ip) => (exempt.has(ip) || messages.allows(ip) ? null : tooFast(ip)),
  };

  function hasPlace({ neighbourhood }: Session, others: readonly Session[]): boolean {
    if (others.length < maxConnections) return true;
    const leaving = whoGivesWay(neighbourhood, others, performance.now());
    if (leaving === null) return false;
    report({ event: 'smtp-connection-displaced', ip: leaving.peerIp });
    leaving.end('4.3.2 Others wait for this place, try again');
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
