import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadTexts } from '../../src/config/texts-loader.ts';
import { type TextFault, parseTexts, say } from '../../src/replies/texts.ts';
import { TEXTS, shippedFiles } from './people.ts';

function faultsWith(file: string, change: (content: string) => string): readonly TextFault[] {
  const files = shippedFiles();
  files.set(file, change(files.get(file) ?? ''));
  const reading = parseTexts(files);
  return reading.ok ? [] : reading.faults;
}

describe('a text file with a mistake is refused, with the line and what to write instead', () => {
  const cases: readonly {
    readonly mistake: string;
    readonly file: string;
    readonly change: (content: string) => string;
    readonly message: RegExp;
    readonly line: 'none' | 'some';
  }[] = [
    {
      mistake: 'an unknown placeholder',
      file: 'reminder.txt',
      change: (it) => it.replace('{tlds}', '{tdls}'),
      message: /no placeholder \{tdls\}\. Did you mean \{tlds\}\? It may use: \{tlds\}/u,
      line: 'some',
    },
    {
      mistake: 'a placeholder where none is given',
      file: 'doubts.txt',
      change: (it) => it.replace('off the list', 'off {list}'),
      message: /It has no placeholders/u,
      line: 'some',
    },
    {
      mistake: 'a brace alone',
      file: 'reminder.txt',
      change: (it) => it.replace('{tlds}', '{tlds'),
      message: /brace stands alone/u,
      line: 'some',
    },
    {
      mistake: 'an unknown section',
      file: 'reminder.txt',
      change: (it) => it.replace('[first]', '[frist]'),
      message: /No text is named \[frist\]\. Did you mean first\?/u,
      line: 'some',
    },
    {
      mistake: 'a missing section',
      file: 'reminder.txt',
      change: (it) => it.replace('[first]', '# first'),
      message: /\[first\] is missing/u,
      line: 'none',
    },
    {
      mistake: 'a section twice',
      file: 'reminder.txt',
      change: (it) => `${it}\n[first]\nAgain.\n`,
      message: /\[first\] stands here twice/u,
      line: 'some',
    },
    {
      mistake: 'an empty section',
      file: 'dispute-noted.txt',
      change: () => '[text]\n\n',
      message: /\[text\] is empty/u,
      line: 'some',
    },
    {
      mistake: 'text before the first section',
      file: 'reminder.txt',
      change: (it) => `Hello\n${it}`,
      message: /before the first/u,
      line: 'some',
    },
    {
      mistake: 'a paragraph that reads like a command',
      file: 'doubts.txt',
      change: (it) => it.replace('It takes everybody', 'Remove .nl everybody'),
      message: /must not begin with a command word/u,
      line: 'some',
    },
    {
      mistake: 'an invisible character',
      file: 'doubts.txt',
      change: (it) => it.replace('It takes', 'It\u202etakes'),
      message: /invisible character/u,
      line: 'some',
    },
  ];

  test.each(cases)('$mistake', ({ file, change, message, line }) => {
    const faults = faultsWith(file, change);
    const found = faults.find((fault) => message.test(fault.message));
    expect(found, JSON.stringify(faults)).toMatchObject({ file });
    expect((found?.line ?? 0) > 0).toBe(line === 'some');
  });

  test('the line is the very line', () => {
    const [fault] = faultsWith('dispute-noted.txt', () => '# remark\n\n[text]\nOne line.\nThe {oops} line.\n');
    expect(fault).toMatchObject({ file: 'dispute-noted.txt', line: 5 });
  });

  test('a missing and an unknown file', () => {
    const files = shippedFiles();
    const help = files.get('help.txt') ?? '';
    files.delete('help.txt');
    files.set('helf.txt', help);
    expect(parseTexts(files)).toEqual({
      ok: false,
      faults: [
        { file: 'helf.txt', line: 0, message: 'No text is kept in a file of this name. Did you mean help.txt?' },
        { file: 'help.txt', line: 0, message: 'This file is missing.' },
      ],
    });
  });
});

describe('a text with its placeholders filled in', () => {
  test('is joined across lines of a paragraph', () => {
    expect(say(TEXTS, 'answer.next-would-apply', { mailbox: 'a@b' })).not.toContain('\n');
  });

  test('makes what is invisible in a value visible, and a value cannot add lines or placeholders', () => {
    expect(say(TEXTS, 'case-notice.from', { from: 'a\n\u202eb {from}' })).toBe('Sent by: a\\u{a}\\u{202e}b {from}');
  });
});

describe('the loader', () => {
  test('reads the shipped texts', async () => {
    expect(await loadTexts(join(import.meta.dirname, '../../rules'))).toMatchObject({ ok: true });
  });

  test('names files relative to the rules folder and survives a folder that is not there', async () => {
    const rules = mkdtempSync(join(tmpdir(), 'texts-'));
    try {
      const nothing = await loadTexts(rules);
      expect(nothing.ok ? [] : nothing.faults).toContainEqual({
        file: 'texts/en/help.txt',
        line: 0,
        message: 'This file is missing.',
      });
      mkdirSync(join(rules, 'texts/en'), { recursive: true });
      for (const [file, content] of shippedFiles())
        writeFileSync(join(rules, 'texts/en', file), `\uFEFF${content}`.replaceAll('\n', '\r\n'));
      expect((await loadTexts(rules)).ok).toBe(true);
    } finally {
      rmSync(rules, { recursive: true });
    }
  });
});
