import { describe, expect, test } from 'vitest';
import { ownText, type TextLine } from '../../src/parse/own-text.ts';
import { SideLines } from '../../src/parse/side-lines.ts';

const lines = (...texts: readonly string[]): readonly TextLine[] => ownText(texts.join('\n'));

describe('doubts of one command', () => {
  test('each once for its line, with what stands there', () => {
    const side = new SideLines(false);
    side.doubt('value-repaired', 3, 'a');
    side.doubt('value-repaired', 3, 'b');
    side.doubt('value-repaired', 4, `  ${'x'.repeat(90)}`);
    side.doubt('label-guessed', 3, 'd');
    for (const at of lines('one', 'two  words')) side.doubtful('second-address', at);
    expect(side.doubts).toEqual([
      { code: 'value-repaired', line: 3, detail: 'a' },
      { code: 'value-repaired', line: 4, detail: `${'x'.repeat(79)}…` },
      { code: 'label-guessed', line: 3, detail: 'd' },
      { code: 'second-address', line: 1, detail: 'one' },
      { code: 'second-address', line: 2, detail: 'two words' },
    ]);
  });

  test('fifty at most', () => {
    const side = new SideLines(false);
    for (let line = 1; line <= 52; line += 1) side.doubt('value-repaired', line, 'x');
    expect(side.doubts).toHaveLength(50);
    expect(side.doubts.at(-1)?.line).toBe(50);
  });
});

describe('lines that are no data', () => {
  const [one, two, three] = lines('one', 'two', 'three');
  const shown = (side: SideLines): object => ({
    pending: side.pending.map(({ line }) => line),
    notUnderstood: side.notUnderstood.map(({ line }) => line),
    doubts: side.doubts.map(({ code, line }) => `${line} ${code}`),
    signature: side.signature,
  });
  const waiting = (headless: boolean): SideLines => {
    const side = new SideLines(headless);
    for (const at of [one, two]) if (at !== undefined) side.wait(at);
    return side;
  };

  test('wait until it is known whether more of the command follows', () => {
    const side = waiting(false);
    expect(shown(side)).toEqual({ pending: [1, 2], notUnderstood: [], doubts: [], signature: [] });
    expect(side.takePending()).toEqual([one, two]);
    expect(shown(side)).toEqual({ pending: [], notUnderstood: [], doubts: [], signature: [] });
    expect(side.takePending()).toEqual([]);
  });

  test('were inside it where more follows', () => {
    const side = waiting(false);
    side.flush();
    const doubts = ['1 line-not-understood', '2 line-not-understood'];
    expect(shown(side)).toEqual({ pending: [], notUnderstood: [1, 2], doubts, signature: [] });
    side.flush();
    expect(shown(side)).toEqual({ pending: [], notUnderstood: [1, 2], doubts, signature: [] });
  });

  test('cast no doubt where there is no command', () => {
    const side = waiting(true);
    side.flush();
    expect(shown(side)).toEqual({ pending: [], notUnderstood: [1, 2], doubts: [], signature: [] });
  });

  test('come in the order in which they stand, before one that is certainly wrong', () => {
    for (const headless of [false, true]) {
      const side = waiting(headless);
      if (three !== undefined) side.misunderstood(three);
      expect(shown(side)).toEqual({
        pending: [],
        notUnderstood: [1, 2, 3],
        doubts: [...(headless ? [] : ['1 line-not-understood', '2 line-not-understood']), '3 line-not-understood'],
        signature: [],
      });
    }
  });
});
