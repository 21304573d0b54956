import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import type { CaseResult, SuiteReport } from './report.ts';
import { raiseStronghold, type Stronghold } from './stronghold.ts';

// The ARC validation suite (arc-draft-validation-tests.yml): what somebody else has sealed never changes a verdict. Each
// message comes twice from a client that SPF does not name, for a domain that asks to reject what DMARC does not pass: as it is, and
// without its ARC fields. Both times the reply is the same refusal.

const suite = z.object({
  description: z.string(),
  tests: z.record(z.string(), z.looseObject({ message: z.string(), cv: z.string().nullable() })),
  'txt-records': z.record(z.string(), z.string()),
});

const AUTHORS_DOMAIN = 'd1.example.org';

export async function runArcSuite(file: string): Promise<SuiteReport> {
  const scenarios = parseAllDocuments(await readFile(file, 'utf8')).map((document) => suite.parse(document.toJS()));
  const tests = scenarios.flatMap((one) => Object.entries(one.tests));
  const zone = Object.fromEntries(
    scenarios.flatMap((one) =>
      Object.entries(one['txt-records']).map(([name, key]) => [name, { TXT: [key.replaceAll(' ', '')] }]),
    ),
  );
  const stronghold = await raiseStronghold({
    zone: {
      ...zone,
      [AUTHORS_DOMAIN]: { TXT: ['v=spf1 -all'] },
      [`_dmarc.${AUTHORS_DOMAIN}`]: { TXT: ['v=DMARC1; p=reject'] },
    },
  });
  const cases: CaseResult[] = [];
  const passing = tests.filter(([, { cv }]) => cv?.trim() === 'Pass').length;
  try {
    for (const [name, { message, cv }] of tests) {
      const sealed = crlf(message);
      const replies = [await reply(stronghold, sealed), await reply(stronghold, withoutArc(sealed))];
      const same = new Set(replies).size === 1;
      const refused = replies.every((one) => /^(?:550 5|connection)/u.test(one));
      const words = `cv=${cv ?? ''}; heard ${replies.join(' and, without ARC, ')}`;
      cases.push({ name, result: same && refused ? 'as-expected' : 'deviation', words });
    }
  } finally {
    await stronghold.close();
  }
  return {
    suite: 'ARC validation',
    cases,
    notes: [`${passing} of them have a chain that passes, and are refused all the same`],
  };
}

async function reply({ world, program }: Stronghold, raw: Buffer): Promise<string> {
  const client = await connectSmtp(program.smtp, 'lists.example.org', '127.0.0.2');
  const heard = await client
    .send({ mailFrom: `jqd@${AUTHORS_DOMAIN}`, recipients: [world.mailbox] }, raw)
    .catch(() => 'connection closed');
  await client.quit();
  return heard.replace(/\d{4}-\d{6,9}/u, 'REF');
}

function crlf(message: string): Buffer {
  return Buffer.from(message.replaceAll(/\r?\n/gu, '\r\n'), 'utf8');
}

function withoutArc(raw: Buffer): Buffer {
  const text = raw.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const head = end < 0 ? text : text.slice(0, end);
  const kept = head.split(/\r\n(?![ \t])/u).filter((field) => !/^ARC-/iu.test(field));
  return Buffer.from(kept.join('\r\n') + (end < 0 ? '' : text.slice(end)), 'latin1');
}
