import { nearest } from '../core/nearest.ts';

const PREFIX = 'TLDOPS_';

/** Names the file of the settings, where neither `--config` nor the working folder has one. */
export const CONFIG_VARIABLE = `${PREFIX}CONFIG`;

/** A variable that looks like one of ours and does nothing; `near` is the one that was probably meant. */
export type UnreadVariable = { readonly name: string; readonly near: string | null };

/** `smtp.max_bytes` may come from `TLDOPS_SMTP_MAX_BYTES`. */
export function environmentName(path: readonly (string | number)[]): string {
  return `${PREFIX}${path.join('_').toUpperCase()}`;
}

/** @param read every name that was looked for. An empty variable counts as none. */
export function unreadVariables(
  env: { readonly [name: string]: string | undefined },
  read: ReadonlySet<string>,
): readonly UnreadVariable[] {
  const known = [CONFIG_VARIABLE, ...read].map(withoutPrefix);
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && env[name] !== '' && !known.includes(withoutPrefix(name)))
    .toSorted()
    .map((name) => {
      const near = nearestOf(withoutPrefix(name), known);
      return { name, near: near === null ? null : `${PREFIX}${near}` };
    });
}

export function unreadVariableText({ name, near }: UnreadVariable): string {
  return `${name} is set, but nothing reads it${near === null ? '.' : `; did you mean ${near}?`}`;
}

/** Misspelled, or without its section where only one has such a key: `SMARTHOST`. */
function nearestOf(written: string, known: readonly string[]): string | null {
  const [only = null, ...others] = known.filter((name) => name.endsWith(`_${written}`));
  return nearest(written, known) ?? (others.length === 0 ? only : null);
}

function withoutPrefix(name: string): string {
  return name.slice(PREFIX.length);
}
