import { hash } from 'node:crypto';
import type { Settings } from '../config/settings.ts';
import { type Instant, instantOf, SECOND } from '../core/instant.ts';
import { type Digest, parseDigest } from '../core/message.ts';
import type { Intake, IntakeEvent } from '../intake/intake.ts';
import { takingTurns, type Turn } from '../intake/taking-turns.ts';
import type { IanaSource } from '../iana/source.ts';
import type { House } from '../plan/house.ts';
import { createMailReader } from '../reading/mail-reader.ts';
import type { Store } from '../store/port.ts';
import { openStore, type StoreSettings } from '../store/sqlite/open.ts';
import { newTokenSecret, tokenHash } from '../store/sqlite/token-secrets.ts';
import { StoreError } from '../store/store-error.ts';
import type { AuthSettings } from '../auth/authenticator.ts';
import { openAuthenticator } from '../threads/authenticator.ts';
import { configuredSource } from './configured-source.ts';
import { storeSettings } from './database-file.ts';
import { CommandFailure } from './exit.ts';
import { policyFrom } from './policy.ts';
import { storeFailureText } from './store-failure.ts';
import { tellingStore } from './telling-store.ts';

/** Everything that a command works with, wired from the settings. */
export type Workplace = {
  readonly settings: Settings;
  readonly house: House;
  readonly store: Store;
  readonly intake: Intake;
  readonly authSettings: AuthSettings;
  readonly ianaSource: IanaSource;
  readonly clock: () => Instant;
  /** Where the pages are in truth, once they listen at a port that nobody chose; the links of our mails lead there. */
  deskIsAt(url: string): void;
  close(): Promise<void>;
};

/** For all DNS questions about one mail. */
const AUTHENTICATION_DEADLINE = 20 * SECOND;
/**
 * Of deciding. Ordinary mails are counted: a slow machine takes longer for each, and what is written in one transaction shall not
 * be less for that. The time is for those that ask for the whole list.
 */
const TURN: Turn = { most: 12, mostMs: 25 };

/** The time by the clock of this machine. */
export function systemClock(): Instant {
  return instantOf(Date.now());
}

/** Opens the policy, its texts and the database. Throws {@link CommandFailure}: 3 where the policy is not right, 1 for the database. */
export async function openWorkplace(
  settings: Settings,
  report: (event: IntakeEvent) => void,
  clock: () => Instant = systemClock,
): Promise<Workplace> {
  const { book, texts } = await policyFrom(settings.rulesDir);
  let deskUrl = settings.web.publicUrl;
  const secretariat = settings.secretariat.map(({ email }) => email);
  const house: House = {
    book,
    texts,
    mailbox: settings.mailbox.admin,
    ...(settings.standingCommittee === null ? {} : { committee: settings.standingCommittee }),
    get deskUrl() {
      return deskUrl;
    },
    mintToken: () => newTokenSecret(clock()),
    tokenHash,
    digest: sha256,
  };
  const store = tellingStore(openDatabase(storeSettings(settings, book)), report);
  const authSettings: AuthSettings = {
    hostname: settings.hostname,
    ourAddresses: [settings.mailbox.admin, ...settings.mailbox.aliases],
    dns: settings.dns,
    deadlineMs: AUTHENTICATION_DEADLINE,
    freshness: { pastMs: book.limits.signatureFreshFor, aheadMs: book.limits.signatureAheadAtMost },
  };
  const authenticator = openAuthenticator(authSettings);
  const reader = createMailReader(book.table);
  return {
    settings,
    house,
    store,
    authSettings,
    ianaSource: configuredSource(settings, book.table, clock),
    clock,
    intake: {
      house,
      examiners: { authenticator, reader },
      store,
      secretariat,
      behindQueue: settings.smtp.behindQueue,
      clock,
      inTurn: takingTurns(TURN),
      report,
      isPassing: (error) =>
        error instanceof StoreError && (error.code === 'busy' || error.code === 'full' || error.code === 'closed'),
    },
    deskIsAt(url) {
      deskUrl = url;
    },
    async close() {
      await Promise.all([authenticator.close(), reader.close()]);
      await store.close();
    },
  };
}

function openDatabase(settings: StoreSettings): Store {
  try {
    return openStore(settings);
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    throw new CommandFailure(1, `${settings.file}: ${storeFailureText(cause)}`, { cause });
  }
}

function sha256(text: string): Digest {
  const digest = parseDigest(hash('sha256', text));
  if (digest === null) throw new Error('node:crypto made no SHA-256');
  return digest;
}
