import type { Rank } from '../core/roster.ts';
import { readRank } from './ranks-and-headings.ts';

/** `#1 (primary)`, `Primary, CISO`: one rank, and perhaps words that are none. */
export function ranksIn(value: string): {
  readonly rank: Rank | null;
  readonly more: boolean;
  readonly several: boolean;
} {
  const parts = value.split(/\s*[,/()]\s*|\s+[-–—]\s+/u).filter((part) => part !== '');
  const found = parts.map(readRank);
  const [rank, ...others] = new Set(found.filter((one) => one !== null));
  const several = others.length > 0;
  return { rank: readRank(value) ?? (several ? null : (rank ?? null)), more: found.includes(null), several };
}
