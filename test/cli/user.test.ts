import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startSurroundings, type Surroundings } from '../../src/demo/surroundings.ts';
import { instantOf } from '../../src/core/instant.ts';
import { stepAt, totpCode } from '../../src/web/sign-in/totp.ts';
import { type Finished, type Serving, serving, tldops } from '../e2e/child-program.ts';
import { DOMAINS, IANA } from '../e2e/invented-people.ts';
import { visitor } from '../web/visitor.ts';

const KIM = ['--email', 'Kim@tld-ops.example', '--name', 'Kim Secretary', '--role', 'reviewer', '--password-stdin'];
const PASSWORD = 'pässword with spaces ';
const ADDED = z.object({ email: z.string(), totp: z.string() });

let world: Surroundings;
let program: Serving;
beforeAll(async () => {
  world = await startSurroundings({ iana: IANA, domains: DOMAINS });
  program = await serving(world.settingsFile);
});
afterAll(async () => {
  await program.end('SIGKILL').catch(() => null);
  await world.close();
});

function user(input: string, ...args: readonly string[]): Promise<Finished> {
  return tldops(['user', ...args, '--config', world.settingsFile], { input });
}

function codeOf(added: Finished): string {
  const secret = new URL(ADDED.parse(added.json()).totp).searchParams.get('secret') ?? '';
  return totpCode(secret, stepAt(instantOf(Date.now())));
}

describe('tldops user', () => {
  test('add lets a person sign in to the running server, list shows the person, disable ends it', async () => {
    const added = await user(`${PASSWORD}\n`, 'add', ...KIM, '--json');
    expect(added).toMatchObject({ status: 0, stderr: '' });
    const { email, totp } = ADDED.parse(added.json());
    expect(email).toBe('Kim@tld-ops.example');
    expect(totp).toMatch(/^otpauth:\/\/totp\/TLD-OPS:Kim%40tld-ops\.example\?secret=[A-Z2-7]{32}&issuer=TLD-OPS&/u);
    expect(added.stdout).not.toContain(PASSWORD);

    const browser = visitor(program.web);
    const seen = await browser.post('/login', {
      email: 'kim@tld-ops.example',
      password: PASSWORD,
      code: codeOf(added),
    });
    expect([seen.status, seen.location]).toEqual([303, '/held']);
    expect((await browser.get('/held')).status).toBe(200);

    expect((await user('', 'list', '--json')).json()).toEqual([
      expect.objectContaining({
        email: 'Kim@tld-ops.example',
        name: 'Kim Secretary',
        role: 'reviewer',
        disabledAt: null,
      }),
    ]);
    expect(await user('another one', 'add', ...KIM)).toMatchObject({ status: 1, stdout: '' });
    expect(await user('', 'disable', 'kim@tld-ops.example')).toMatchObject({ status: 0 });
    expect((await browser.get('/held')).status).toBe(303);
    expect(await user('', 'disable', 'kim@tld-ops.example')).toMatchObject({ status: 1 });

    const again = await user('a new password', 'add', ...KIM);
    expect(again).toMatchObject({ status: 0, stderr: '' });
    expect(again.stdout).toContain('otpauth://totp/');
    const audit = await tldops(['audit', '--config', world.settingsFile]);
    expect(audit.stdout.match(/user-(?:added|disabled)/gu)).toEqual(['user-added', 'user-disabled', 'user-added']);
  });

  test.each([
    ['a password on the command line', 'x', ['--email', 'a@tld-ops.example', '--name', 'A', '--role', 'reader']],
    [
      'a short password',
      '1234567',
      ['--email', 'a@tld-ops.example', '--name', 'A', '--role', 'reader', '--password-stdin'],
    ],
    [
      'an unknown role',
      PASSWORD,
      ['--email', 'a@tld-ops.example', '--name', 'A', '--role', 'boss', '--password-stdin'],
    ],
    ['no address', PASSWORD, ['--email', 'a at b', '--name', 'A', '--role', 'reader', '--password-stdin']],
    ['no name', PASSWORD, ['--email', 'a@tld-ops.example', '--name', ' ', '--role', 'reader', '--password-stdin']],
  ])('add with %s is wrong usage', async (_what, input, args) => {
    expect(await user(input, 'add', ...args)).toMatchObject({ status: 2, stdout: '' });
  });
});
