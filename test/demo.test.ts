import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CommandFailure } from '../src/cli/exit.ts';
import { type DemoWorld, startDemoWorld } from '../src/demo/demo-world.ts';
import { createStage } from '../src/demo/stage.ts';
import { playStory, STORY_WORLD } from '../src/demo/story.ts';
import { tldops } from './e2e/child-program.ts';

const KEY_LINES = [
  '1. The Admin Contact of .aw names two security contacts',
  'SMTP: 250 2.0.0 2026-000001 applied',
  '| Done. .aw now has 2 security contacts.',
  '"Anna Croes, #1, .aw, +297 560 1234" anna@aw.example',
  '2. A contact asks for the list',
  'SMTP: 250 2.0.0 2026-000002 info',
  '3. Somebody forges a mail of the Admin Contact',
  'SMTP: 550 5.7.26 ',
  '4. The Admin Contact of .bt makes two mistakes',
  'SMTP: 250 2.0.0 2026-000004 refused',
  '| Not done: please correct two things.',
  '5. A colleague writes, and copies the Admin Contact of .bt',
  'SMTP: 250 2.0.0 2026-000005 confirm',
  'Write CONFIRM or DENY as the first line.',
  'SMTP: 250 2.0.0 2026-000006 applied',
  '6. The last contacts of a ccTLD would go',
  'SMTP: 250 2.0.0 2026-000007 held',
  '$ tldops held approve 2026-000007',
  '| Done. .bt now has no security contact.',
  'Every step went as it should.',
];

describe('the demo', () => {
  test('tells its story to the end, in order, and ends with 0', async () => {
    const { status, stdout, stderr } = await tldops(['demo', '--once']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const transcript = stdout.replaceAll(/\b\d{4}-(?=0000\d\d)/gu, '2026-');
    let from = 0;
    for (const line of KEY_LINES) {
      const at = transcript.indexOf(line, from);
      expect(at, line).toBeGreaterThanOrEqual(from);
      from = at;
    }
    const overlong = stdout.split('\n').filter((line) => [...line].length > 80);
    expect(overlong).toEqual([]);
  });

  describe('where a step goes otherwise', () => {
    let world: DemoWorld;
    beforeEach(async () => {
      world = await startDemoWorld(STORY_WORLD);
    });
    afterEach(() => world.close());

    /** The same world, in which one mail is answered in a way that nobody expects. */
    function withWrongAnswerTo(wrong: number): DemoWorld {
      let mails = 0;
      return {
        ...world,
        service: world.service,
        async play(mail) {
          mails += 1;
          const reply = await world.play(mail);
          return mails === wrong ? '451 4.3.0 Something else' : reply;
        },
      };
    }

    test.each([1, 2, 3, 4, 5, 6, 7])('it ends with a sentence: answer to mail %i', async (wrong) => {
      const played = playStory(createStage(withWrongAnswerTo(wrong), () => undefined));
      await expect(played).rejects.toThrow(/^This went otherwise: the answer on the line should have been "/u);
      await expect(played).rejects.toBeInstanceOf(CommandFailure);
    });

    test('it ends with a sentence: a mail that does not arrive', async () => {
      world.sink.mood('defer');
      const played = playStory(createStage(world, () => undefined, 50));
      await expect(played).rejects.toThrow(
        'This went otherwise: The mail to hostmaster@aw.example (applied) did not arrive.',
      );
    });

    test('it ends with a sentence: a case that somebody else decided first', async () => {
      const stage = createStage(world, () => undefined);
      await expect(stage.approve('2026-000001')).rejects.toThrow('This went otherwise: not approved, unknown-case.');
    });
  });
});
