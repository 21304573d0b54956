import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createAuthenticator } from '../auth/authenticator.ts';
import { loadTexts } from '../config/texts-loader.ts';
import type { Settings } from '../config/settings.ts';
import { type Instant, instantOf, SECOND } from '../core/instant.ts';
import { type Digest, parseDigest } from '../core/message.ts';
import type { Intake, IntakeEvent } from '../intake/receive.ts';
import { ianaFileSource } from '../iana/file-source.ts';
import type { IanaSource } from '../iana/source.ts';
import { createMailReader } from '../mime/reader.ts';
import type { House, MintedToken } from '../plan/house.ts';
import type { Store } from '../store/port.ts';
import { openStore } from '../store/sqlite/open.ts';
import { StoreError } from '../store/store-error.ts';
import { rulesFrom } from './commands/rules.ts';
import { CommandFailure } from './exit.ts';

/** Everything that a command works with, wired from the settings. */
export type Workplace = {
  readonly settings: Settings;
  readonly house: House;
  readonly store: Store;
  readonly intake: Intake;
  /** Null where no source is at hand: then what is stored counts, as long as it is fresh. */
  readonly ianaSource: IanaSource | null;
  readonly clock: () => Instant;
  close(): Promise<void>;
};

/** For all DNS questions about one mail. */
const AUTHENTICATION_DEADLINE = 20 * SECOND;

/** Opens the database, the policy and the texts. Throws {@link CommandFailure} 3 where they are not right. */
export async function openWorkplace(settings: Settings, report: (event: IntakeEvent) => void): Promise<Workplace> {
  const clock = (): Instant => instantOf(Date.now());
  const book = await rulesFrom(settings.rulesDir);
  const texts = await loadTexts(settings.rulesDir);
  if (!texts.ok) {
    throw new CommandFailure(
      3,
      texts.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'),
    );
  }
  const secretariat = settings.secretariat.map(({ email }) => email);
  const house: House = { book, texts: texts.texts, mailbox: settings.mailbox.admin, mintToken, digest: sha256 };
  const store = openStore({
    file: join(settings.dataDir, 'tldops.sqlite'),
    table: book.table,
    secretariat,
    windows: { tokenTriesMs: book.limits.tokenTriesWindow },
  });
  const authenticator = createAuthenticator({
    hostname: settings.hostname,
    ourAddresses: [settings.mailbox.admin, ...settings.mailbox.aliases],
    dns: settings.dns,
    deadlineMs: AUTHENTICATION_DEADLINE,
  });
  const reader = createMailReader();
  const ianaSource =
    settings.iana.source === 'file' && settings.iana.file !== null
      ? ianaFileSource({ file: settings.iana.file, table: book.table, now: clock })
      : null;
  return {
    settings,
    house,
    store,
    ianaSource,
    clock,
    intake: {
      house,
      examiners: { authenticator, reader, table: book.table },
      store,
      secretariat,
      behindQueue: settings.smtp.behindQueue,
      clock,
      report,
      isPassing: (error) => error instanceof StoreError && error.code !== 'bug' && error.code !== 'corrupt',
    },
    async close() {
      await reader.close();
      await store.close();
    },
  };
}

function sha256(text: string): Digest {
  const digest = parseDigest(createHash('sha256').update(text, 'utf8').digest('hex'));
  if (digest === null) throw new Error('node:crypto made no SHA-256');
  return digest;
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** 128 bits of a CSPRNG as 26 letters and digits that survive any mail client's folding of case. */
function mintToken(): MintedToken {
  let bits = 0n;
  for (const octet of randomBytes(16)) bits = (bits << 8n) | BigInt(octet);
  let secret = '';
  for (let place = 0; place < 26; place += 1) {
    secret = (BASE32[Number(bits & 31n)] ?? '') + secret;
    bits >>= 5n;
  }
  return { secret, hash: sha256(secret) };
}
