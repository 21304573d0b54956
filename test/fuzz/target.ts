/** One way into the program for octets or text of strangers. */
export type Target = {
  readonly name: string;
  /** Inputs are octets, written as Latin-1; else text. */
  readonly octets: boolean;
  /** What inputs are put together from. */
  readonly pieces: readonly string[];
  /**
   * Throws where a property does not hold.
   * @returns a word for what came out: inputs with a new one are kept, and varied further
   */
  readonly run: (input: string) => string | Promise<string>;
  /** What is put around pieces that are repeated many times, to see that time grows with length only. */
  readonly frame: (repeated: string) => string;
};

class PropertyBroken extends Error {
  override readonly name = 'PropertyBroken';
}

export function holds(condition: boolean, property: string): asserts condition {
  if (!condition) throw new PropertyBroken(property);
}

export const octetsOf = (latin1: string): Uint8Array => Buffer.from(latin1, 'latin1');
export const latin1Of = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
