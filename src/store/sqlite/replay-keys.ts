import { type Proof, type Reference, WEAKEST_PROOF_FIRST } from '../../core/message.ts';
import type { Connection } from './connection.ts';
import { statement } from './statement.ts';

type Known = { readonly ref: Reference; readonly rank: number };

/** By which mails are recognised when they come again; each key leads to the best proved mail that had it. */
export function replayKeys(connection: Connection) {
  const byKey = statement<{ key: string }, Known>(
    connection,
    'select ref, proof_rank as rank from replay_key where key = :key',
  );
  const remember = statement<{ key: string; ref: Reference; rank: number }>(
    connection,
    `insert into replay_key (key, ref, proof_rank) values (:key, :ref, :rank)
    on conflict (key) do update set ref = excluded.ref, proof_rank = excluded.proof_rank
    where excluded.proof_rank > replay_key.proof_rank`,
  );

  return {
    /** The mail that had one of the keys with a proof at least as good; the first of the keys counts. */
    firstSeen(keys: readonly string[], proof: Proof): Reference | null {
      const rank = WEAKEST_PROOF_FIRST.indexOf(proof);
      for (const key of keys) {
        const known = byKey.get({ key });
        if (known !== null && known.rank >= rank) return known.ref;
      }
      return null;
    },

    remember(keys: readonly string[], ref: Reference, proof: Proof): void {
      const rank = WEAKEST_PROOF_FIRST.indexOf(proof);
      for (const key of keys) remember.run({ key, ref, rank });
    },
  };
}
