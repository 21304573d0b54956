import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtureNames, readFixture } from './support/fixture-folder.ts';
import { planText, replyText } from './support/fixture-outcome.ts';
import { withoutSecrets } from './support/fixture-mail.ts';
import { playFixture, setStage, type Stage } from './support/fixture-world.ts';

// One folder, one case: a mail and its world on the left, the plan and every mail that leaves on the right. A new folder
// gets its outcome written beside it as *.actual; somebody reads it, then takes the ending off. Nothing updates in bulk.

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

describe('fixtures/mail', () => {
  test.each(fixtureNames())('%s', async (name) => {
    const fixture = readFixture(name);
    const played = await playFixture(stage, fixture);
    const plan = withoutSecrets(planText(played));
    const reply = withoutSecrets(replyText(played));
    const missing = [
      ...(fixture.plan === null ? [{ file: 'plan.yaml', actual: plan }] : []),
      ...(fixture.reply === null ? [{ file: 'reply.txt', actual: reply }] : []),
    ];
    for (const { file, actual } of missing) writeFileSync(join(fixture.folder, `${file}.actual`), actual);
    expect(
      missing.map(({ file }) => `${name}/${file}.actual`),
      'read these, and rename them once they are right',
    ).toEqual([]);
    expect(plan).toBe(fixture.plan);
    expect(reply).toBe(fixture.reply);
  });
});
