/** A dictionary of Python as far as espoofer's test cases use it: bytes, joined by `+`, some of them made by functions. */
export type BytesByName = ReadonlyMap<string, string>;

const FUNCTIONS: { readonly [name: string]: (argument: string) => string } = {
  get_date: () => new Date().toUTCString().replace('GMT', '+0000'),
  id_generator: () => Math.random().toString(36).slice(2, 8).toUpperCase(),
  bs64encode: (octets) => `=?utf-8?B?${Buffer.from(octets, 'latin1').toString('base64')}?=`,
  quoted_printable: (octets) => `=?utf-8?Q?${octets.replaceAll('=', '=3D')}?=`,
};

const TOKEN = /\s*(?:b?"((?:[^"\\]|\\.)*)"|b?'((?:[^'\\]|\\.)*)'|([a-z_0-9]+)\(|([+)]))/uy;

/** Reads an expression at a place of the source; its octets as Latin-1, and where it ends. Throws where it is something else. */
export function readBytes(source: string, start: number): { readonly octets: string; readonly end: number } {
  let octets = '';
  let at = start;
  for (;;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(source);
    if (token === null) return { octets, end: at };
    const [whole, double, single, name, sign] = token;
    if (sign === ')') return { octets, end: at };
    at += whole.length;
    const literal = double ?? single;
    if (literal !== undefined) octets += unescaped(literal);
    if (name === undefined) continue;
    const made = FUNCTIONS[name];
    if (made === undefined) throw new Error(`unknown function ${name}`);
    const argument = readBytes(source, at);
    octets += made(argument.octets);
    at = source.indexOf(')', argument.end) + 1;
  }
}

function unescaped(literal: string): string {
  return literal.replaceAll(/\\(?:x([0-9a-f]{2})|(.))/giu, (_, hex: string | undefined, letter: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return letter === 'r'
      ? '\r'
      : letter === 'n'
        ? '\n'
        : letter === 't'
          ? '\t'
          : letter === '0'
            ? '\0'
            : (letter ?? '');
  });
}
