import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { linesTogether } from '../../src/ops/lines-together.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('writes what came in one turn at once, in order, and the next turn by itself', async () => {
  const written: string[] = [];
  const together = linesTogether({ write: (lines) => void written.push(lines) });
  together.write('one\n');
  together.write('two\n');
  expect(written).toEqual([]);
  await turn();
  expect(written).toEqual(['one\ntwo\n']);
  together.write('three\n');
  await turn();
  expect(written).toEqual(['one\ntwo\n', 'three\n']);
});

it('a log that cannot be written does not end the process', async () => {
  const log = fileURLToPath(new URL('../../src/ops/log.ts', import.meta.url));
  const program = `import { createLog } from ${JSON.stringify(log)};
    const log = createLog('info');
    for (let line = 0; line < 9; line += 1) {
      log({ event: 'stopping', why: 'SIGTERM' });
      await new Promise((resolve) => setImmediate(resolve));
    }
    process.stderr.write('still there');`;
  const node = [process.execPath, '--input-type=module-typescript', '--eval', program];
  const ended = spawnSync('sh', ['-c', 'exec "$@" > /dev/full', '', ...node], { encoding: 'utf8' });
  expect(ended).toMatchObject({ status: 0, stderr: 'still there' });
});

it.each([
  ['ends by itself', 'process.exit(3)', 3],
  ['meets a bug', `throw new Error('bug')`, 1],
])('a process that %s has written its last line', (_, end, status) => {
  const log = fileURLToPath(new URL('../../src/ops/log.ts', import.meta.url));
  const program = `import { createLog } from ${JSON.stringify(log)};
    createLog('info')({ event: 'stopping', why: 'SIGTERM' });
    ${end}`;
  const ended = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    encoding: 'utf8',
  });
  expect(ended.stdout).toMatch(/^\{[^\n]*"event":"stopping"[^\n]*\}\n$/u);
  expect(ended.status).toBe(status);
});
