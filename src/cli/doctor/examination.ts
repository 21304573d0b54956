import type { Settings } from '../../config/settings.ts';
import type { Instant } from '../../core/instant.ts';
import { openStore } from '../../store/sqlite/open.ts';
import type { RuleBook } from '../../rules/rule-book.ts';
import { databaseFile, storeSettings } from '../database-file.ts';
import { certificate } from './certificate.ts';
import { database } from './database.ts';
import { dnsQuestions } from './dns-questions.ts';
import { fault, type Finding, ok } from './finding.ts';
import { dataFolder, nodeVersion } from './host.ts';
import { listening } from './listening.ts';
import { mtaSts, type PolicyReader, policyReader } from './mta-sts.ts';
import { ownDomain, resolvers } from './own-domain.ts';
import { contacts, mailboxName, publicUrl, secretariat } from './people.ts';
import { permissions } from './permissions.ts';
import { policy } from './policy.ts';
import { signingKey } from './signing-key.ts';
import { smarthostAnswers } from './smarthost.ts';
import { ianaData, ianaFile, waitingMail } from './work.ts';

type Findings = Finding | readonly Finding[];

/** Every check, in an order in which one would mend them. Rejects never: a check that breaks is a fault itself. */
export async function examination(
  settings: Settings,
  now: Instant,
  readPolicy: PolicyReader = policyReader(),
): Promise<readonly Finding[]> {
  const dns = dnsQuestions(settings.dns);
  const { book, findings } = await policy(settings.rulesDir);
  const checks: readonly Promise<readonly Finding[]>[] = [
    sure('node', () => nodeVersion()),
    sure('data-dir', () => dataFolder(settings)),
    sure('database', () => databaseAndContents(settings, book, now)),
    sure('permissions', () => permissions(settings)),
    sure('mailbox', () => mailboxName(settings)),
    sure('secretariat', () => secretariat(settings)),
    sure('dns', () => resolvers(settings)),
    sure('mx', () => ownDomain(settings, dns)),
    sure('mta-sts', () => mtaSts(settings, dns, readPolicy)),
    sure('dkim-key', () => signingKey(settings, dns)),
    sure('smarthost', () => smarthostAnswers(settings)),
    sure('tls', () => certificate(settings, now)),
    sure('smtp-listen', () => listening(settings)),
    sure('public-url', () => publicUrl(settings)),
    sure('iana-file', () => ianaFile(settings)),
  ];
  const settingsFound = ok('settings', `${settings.file ?? 'The environment'}: all settings are right.`);
  return [settingsFound, ...findings, ...(await Promise.all(checks)).flat()];
}

/** What is stored is looked at only where that changes nothing, not even the schema. */
async function databaseAndContents(
  settings: Settings,
  book: RuleBook | null,
  now: Instant,
): Promise<readonly Finding[]> {
  const { isUsable, findings } = await database(databaseFile(settings), now);
  if (!isUsable || book === null) return findings;
  const store = openStore(storeSettings(settings, book));
  try {
    return [
      ...findings,
      await ianaData(store, book, now),
      ...(await waitingMail(store, now)),
      ...contacts(book.table, await store.rosters(), now),
    ];
  } finally {
    await store.close();
  }
}

async function sure(check: string, look: () => Findings | Promise<Findings>): Promise<readonly Finding[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [fault(check, `This could not be examined: ${reason}`, 'Look at the reason; it may be a bug of tldops.')];
  }
}
