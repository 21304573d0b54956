import { expect, test } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import { createSessions } from '../../src/web/sign-in/sessions.ts';
import { createSignIn } from '../../src/web/sign-in/sign-in.ts';
import { type DeskWorld, startDeskWorld } from './desk-world.ts';

test('a flood of tries for other people does not make us forget the tries for one', async () => {
  const world: DeskWorld = await startDeskWorld();
  try {
    const kim = await world.addPerson('kim@tld-ops.example', 'Kim', 'reviewer');
    const { desk } = world.service.workplace.store;
    const clock = (): ReturnType<typeof instantOf> => instantOf(Date.now());
    const signIn = createSignIn(desk, createSessions(desk, clock), clock);
    const guess = (email: string, from: string) => signIn({ email, password: 'a guess', code: '000000' }, from);
    for (let tries = 0; tries < 5; tries += 1) await guess(kim.email, '192.0.2.1');
    const flood = Array.from({ length: 10_100 }, (_, n) => guess(`nobody${n}@elsewhere.example`, `2001:db8::${n}`));
    const outcomes = await Promise.all(flood);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.why === 'busy').length).toBeGreaterThan(10_000);
    expect(await guess(kim.email, '192.0.2.2')).toEqual({ ok: false, why: 'too-often' });
  } finally {
    await world.close();
  }
});
