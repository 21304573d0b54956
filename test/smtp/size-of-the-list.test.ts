import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CcTldTable, ccTldTable } from '../../src/core/cctld.ts';
import { instantOf } from '../../src/core/instant.ts';
import type { OutgoingMail } from '../../src/core/outgoing.ts';
import type { Roster } from '../../src/core/roster.ts';
import { answerLetter } from '../../src/replies/answer-letter.ts';
import type { AnswerView } from '../../src/replies/answer-view.ts';
import type { Letter } from '../../src/replies/letter.ts';
import { notificationLetter } from '../../src/replies/notification-letter.ts';
import { answerAttachments } from '../../src/replies/roster-attachments.ts';
import { rosterLine } from '../../src/roster-out/roster-line.ts';
import { renderMail } from '../../src/smtp/render-mail.ts';
import { answer, HEAD, item, TEXTS } from '../replies/people.ts';
import { shippedRules } from '../rules/shipped-rules.ts';
import { thousandContacts } from '../support/thousand-contacts.ts';
import { address } from './listening.ts';
import { queuedMail } from './queued-mail.ts';
import { unzipped } from './unzipped.ts';

const MOST_OCTETS = 200_000;
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const settings = {
  from: { name: 'TLD-OPS Administration', address: address('tld-ops-admin@tld-ops.example') },
  dkim: { domain: 'tld-ops.example', selector: 's1', privateKey: createPrivateKey(privateKey) },
};

let table: CcTldTable;
let rosters: readonly Roster[];
beforeAll(async () => {
  const world = thousandContacts((await shippedRules()).table);
  table = ccTldTable(world.rows);
  rosters = world.rosters;
});

function asSent({ subject, text, attachments = [] }: Letter): Buffer {
  const changes: Partial<OutgoingMail> = { subject, text, attachments, kind: 'answer' };
  return renderMail(queuedMail(changes), settings);
}

function whoLetter(shown: readonly Roster[]): Letter {
  const info = { kind: 'directory', rosters: shown } as const;
  const view: AnswerView = {
    ...answer({
      result: 'info',
      theirSubject: 'who',
      items: [item({ word: 'WHO', text: 'WHO', tlds: [], outcome: 'info', info })],
    }),
    table,
  };
  return { ...answerLetter(TEXTS, view), ...answerAttachments(TEXTS, view) };
}

function notification(shown: readonly Roster[]): Letter {
  return notificationLetter(TEXTS, {
    ...HEAD,
    table,
    rules: [],
    kind: 'monthly',
    at: instantOf(Date.UTC(2026, 10, 1, 6)),
    rosters: shown,
    since: null,
  });
}

describe('a thousand contacts', () => {
  it.each([
    ['the answer to WHO', whoLetter],
    ['the monthly mail', notification],
  ])('fit into 200 kB as %s, as it is sent', async (_name, letterOf) => {
    expect(rosters.flatMap(({ contacts }) => contacts)).toHaveLength(1000);
    const mail = asSent(letterOf(rosters));
    expect(mail.length).toBeLessThanOrEqual(MOST_OCTETS);
    const { text = '', attachments } = await simpleParser(mail);
    for (const { tld, contacts } of rosters) {
      for (const contact of contacts) expect(text).toContain(`${rosterLine(table, tld, contact)}\n`);
    }
    const names = [...unzipped(attachments[0]?.content ?? Buffer.alloc(0)).keys()].map((name) =>
      name.replace(/^.*\d/u, ''),
    );
    // The page makes the others: see roster-page-in-browser.test.ts.
    expect(['.html .vcf', '.html .csv']).toContain(names.join(' '));
  });

  it('come with all files where these have room', async () => {
    const files = async (count: number): Promise<readonly (string | undefined)[]> => {
      const mail = asSent(whoLetter(rosters.slice(0, count)));
      expect(mail.length).toBeLessThanOrEqual(MOST_OCTETS);
      const { attachments } = await simpleParser(mail);
      const [first] = attachments;
      if (first?.contentType !== 'application/zip')
        return attachments.map(({ filename }) => filename?.replace(/^.*\d/u, ''));
      return [...unzipped(first.content).keys()].map((name) => name.replace(/^.*\d/u, ''));
    };
    const all = ['.html', '.vcf', '.csv', '-outlook.vcf'];
    expect(await files(1)).toEqual(all);
    expect(await files(20)).toEqual(all);
    expect(await files(200)).toEqual(all);
    expect(await files(270)).toEqual(['.html', '.vcf', '.csv']);
  });
});
