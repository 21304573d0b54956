import type { Tld } from '../core/cctld.ts';
import type { IanaRecord } from '../core/iana.ts';
import type { Store } from '../store/port.ts';
import type { Workplace } from './workplace.ts';

/** A workplace in which what IANA says is known for as long as the command runs, and nothing of it is stored, or written to anybody. */
export function foreseeing(place: Workplace): Workplace {
  const store = foreseeingStore(place.store);
  return { ...place, store, intake: { ...place.intake, store } };
}

function foreseeingStore(store: Store): Store {
  const said = new Map<Tld, IanaRecord | null>();
  return {
    ...store,
    async observeIana({ steps }) {
      for (const { tld, after } of steps) said.set(tld, after);
      return { outcome: 'committed' };
    },
    async world(query, now) {
      const world = await store.world(query, now);
      const iana = new Map(world.iana);
      for (const [tld, record] of said) {
        if (record === null) iana.delete(tld);
        else iana.set(tld, record);
      }
      return { ...world, iana };
    },
  };
}
