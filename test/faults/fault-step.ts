/** A step of the program as fault-points-preload.ts names it, and for the how manieth time it is taken. */
export type Step = { readonly name: string; readonly time: number };

/** Null where it is none. */
export function parseStep(text: string): Step | null {
  const [, time, name] = /^(\d+) (.+)$/u.exec(text) ?? [];
  return time === undefined || name === undefined ? null : { name, time: Number(time) };
}

export function stepText({ name, time }: Step): string {
  return `${time} ${name}`;
}
