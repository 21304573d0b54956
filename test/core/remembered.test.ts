import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { remembered } from '../../src/core/remembered.ts';

it('makes each answer once, null too, until there are too many', () => {
  const made: string[] = [];
  const known = remembered<string | null>(2);
  const ask = (key: string): string | null =>
    known(key, () => {
      made.push(key);
      return key === 'nothing' ? null : key.toUpperCase();
    });
  expect([ask('one'), ask('one'), ask('nothing'), ask('nothing')]).toEqual(['ONE', 'ONE', null, null]);
  expect(made).toEqual(['one', 'nothing']);
  expect([ask('three'), ask('one')]).toEqual(['THREE', 'ONE']);
  expect(made).toEqual(['one', 'nothing', 'three', 'one']);
});

it('keeps no text of which a key is a part', () => {
  const file = fileURLToPath(new URL('../../src/core/remembered.ts', import.meta.url));
  const program = `import { remembered } from ${JSON.stringify(file)};
    const known = remembered(2000);
    for (let mail = 0; mail < 1000; mail += 1) {
      const text = Buffer.from(\`Étiquette numéro \${mail} du courrier: \${'näme '.repeat(20_000)}\`).toString();
      known(text.slice(0, 30), () => null);
    }
    globalThis.gc();
    const { heapUsed } = process.memoryUsage();
    process.stdout.write(\`\${known('another', () => 'still known')}, \${heapUsed < 64 * 1024 * 1024 ? 'small' : heapUsed}\`);`;
  const options = ['--expose-gc', '--input-type=module-typescript', '--eval', program];
  expect(spawnSync(process.execPath, options, { encoding: 'utf8' })).toMatchObject({ stdout: 'still known, small' });
});
