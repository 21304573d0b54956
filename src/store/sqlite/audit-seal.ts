import { hash as hashOf } from 'node:crypto';
import type { StoredAudit } from '../port.ts';
import { type Json, toJson } from './json.ts';

/** An entry as its row holds it. */
export type AuditLink = Omit<StoredAudit, 'details' | 'hash' | 'previousHash'> & {
  readonly previousHash: string;
  readonly details: Json<StoredAudit['details']>;
  /** Null for entries of before there were salts, and for erased ones. */
  readonly salt: string | null;
};

/** What stands in an entry whose content was erased. */
export const ERASED = { actor: 'erased', details: '{}' } as const;

/** SHA-256 over JSON of all that the entry says, with its details exactly as stored. */
export function sealOf({ seq, at, ref, kind, tld, actor, details, previousHash, salt }: AuditLink): string {
  const said = [seq, at, ref, kind, tld, actor, details, previousHash];
  return hashOf('sha256', toJson(salt === null ? said : [...said, salt]));
}

/** SHA-256 over what is left of an entry when its content is gone, its seal included. */
export function remainsOf({
  seq,
  at,
  ref,
  kind,
  tld,
  previousHash,
  hash,
}: Omit<AuditLink, 'actor' | 'details' | 'salt'> & { readonly hash: string }): string {
  return hashOf('sha256', toJson([seq, at, ref, kind, tld, previousHash, hash]));
}
