import fc from 'fast-check';

const ANY = fc.string({ unit: 'binary', maxLength: 8 });

/** Pieces of the grammar in any order, some of them odd characters. */
export function fromGrammar(pieces: readonly string[], isOctets: boolean): fc.Arbitrary<string> {
  const odd = isOctets ? ANY.map((text) => Buffer.from(text, 'utf8').toString('latin1')) : ANY;
  const piece = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: odd });
  return fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
}

/** What was kept, varied: cut, repeated, put together with others and with pieces of the grammar. */
export function varied(pool: readonly string[], pieces: readonly string[]): fc.Arbitrary<string> {
  const step = fc.record({
    how: fc.constantFrom('insert', 'cut', 'repeat', 'splice', 'swap'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    to: fc.double({ min: 0, max: 1, noNaN: true }),
    piece: fc.constantFrom(...pieces),
    other: fc.constantFrom(...pool, ''),
  });
  return fc
    .tuple(fc.constantFrom(...pool, ''), fc.array(step, { minLength: 1, maxLength: 6 }))
    .map(([input, steps]) =>
      steps.reduce((text, { how, at, to, piece, other }) => {
        const [start = 0, end = 0] = [at, to].map((part) => Math.floor(part * text.length)).toSorted((a, b) => a - b);
        switch (how) {
          case 'insert':
            return text.slice(0, start) + piece + text.slice(start);
          case 'cut':
            return text.slice(0, start) + text.slice(end);
          case 'repeat':
            return text.slice(0, end) + text.slice(start);
          case 'splice':
            return text.slice(0, start) + other.slice(Math.floor(to * other.length));
          case 'swap':
            return text.slice(0, start) + piece + text.slice(Math.min(text.length, start + piece.length));
        }
      }, input),
    )
    .map((text) => text.slice(0, 4000));
}
