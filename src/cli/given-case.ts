import { type Digest, parseDigest, parseReference, type Reference } from '../core/message.ts';
import { CommandFailure } from './exit.ts';

/** Throws {@link CommandFailure} 2, as all of them do where something else is written. */
export function referenceOf(written: string): Reference {
  const ref = parseReference(written);
  if (ref === null) throw new CommandFailure(2, `${written} is no reference; they look like 2026-000123.`);
  return ref;
}

/** Of `--digest`; null where it was not given. */
export function digestOf(written: string | undefined): Digest | null {
  if (written === undefined) return null;
  const digest = parseDigest(written);
  if (digest === null) throw new CommandFailure(2, `${written} is no digest; \`tldops held show REF\` prints it.`);
  return digest;
}

/** Of `--if-version`; null where it was not given. */
export function versionOf(written: string | undefined): number | null {
  if (written === undefined) return null;
  if (!/^[1-9]\d{0,8}$/u.test(written)) {
    throw new CommandFailure(2, `${written} is no version of a case; \`tldops held show REF --json\` prints it.`);
  }
  return Number(written);
}

/** Of `--revision`; null where it was not given. */
export function revisionOf(written: string | undefined): number | null {
  if (written === undefined) return null;
  if (!/^\d{1,9}$/u.test(written)) {
    throw new CommandFailure(2, `${written} is no revision; \`tldops held show REF\` prints them.`);
  }
  return Number(written);
}
