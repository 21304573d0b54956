import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sizeText } from '../../config/settings-quantities.ts';
import type { Settings } from '../../config/settings.ts';
import { whyUnreadable } from '../../core/unreadable.ts';
import { momentInUtc } from '../../replies/plain-words.ts';
import { backupDatabase } from '../../store/sqlite/backup.ts';
import type { DatabaseExamination } from '../../store/sqlite/examine-database.ts';
import { restoreDatabase } from '../../store/sqlite/restore.ts';
import { StoreError } from '../../store/store-error.ts';
import { databaseFile } from '../database-file.ts';
import { CommandFailure } from '../exit.ts';
import { announce, type Output, table } from '../output.ts';
import { databaseMend, storeFailureReason } from '../store-failure.ts';
import { systemClock } from '../workplace.ts';

/** `backup FILE`: needs neither the policy nor a stopped server. */
export async function backup(output: Output, settings: Settings, file: string): Promise<void> {
  const database = databaseFile(settings);
  if (!existsSync(database)) throw new CommandFailure(1, `There is no database ${database} yet: nothing to save.`);
  if (!existsSync(dirname(file))) {
    throw new CommandFailure(1, `There is no folder ${dirname(file)}, so nothing was saved. Make it first.`);
  }
  announce('Copying and verifying …');
  const done = await orFail(`${file} was not written`, () => backupDatabase(database, file));
  switch (done.outcome) {
    case 'exists':
      throw new CommandFailure(1, `${file} exists already and stays as it is. Name a file that does not exist.`);
    case 'damaged':
      throw new CommandFailure(
        1,
        [
          `The database ${database} is not as it should be, so nothing was saved:`,
          ...done.examination.faults.map((fault) => `  ${fault}`),
          databaseMend(done.examination),
        ].join('\n'),
        { faults: done.examination.faults.map((message) => ({ file: database, message })) },
      );
    case 'saved': {
      const { bytes, examination } = done;
      output.result(
        { file, bytes, ...contents(examination) },
        [`Saved and verified: ${file}`, contentsText(bytes, examination)].join('\n'),
      );
    }
  }
}

/** `restore FILE`: only what is verified takes the place of the database, which stays beside it under a dated name. */
export async function restore(output: Output, settings: Settings, file: string): Promise<void> {
  readable(file);
  const database = databaseFile(settings);
  const date = systemClock().replaceAll(/[-:]|\.\d+/gu, '');
  const keepAs = join(dirname(database), `tldops-replaced-${date}.sqlite`);
  announce('Copying and verifying …');
  const done = await orFail(`${file} was not restored, the database is as it was`, () =>
    restoreDatabase(file, database, keepAs),
  );
  switch (done.outcome) {
    case 'in-use':
      throw new CommandFailure(
        1,
        `${database} is in use. Stop the server (and any other tldops command), then run it again. Nothing was changed.`,
      );
    case 'faulty':
      throw new CommandFailure(
        1,
        [
          `${file} is no sound backup, so nothing was changed:`,
          ...done.examination.faults.map((fault) => `  ${fault}`),
        ].join('\n'),
        { faults: done.examination.faults.map((message) => ({ file, message })) },
      );
    case 'restored': {
      const { bytes, examination, kept } = done;
      output.result(
        { file, database, kept, bytes, ...contents(examination) },
        [`Verified and restored: ${database}`, contentsText(bytes, examination), ...afterwards(examination, kept)].join(
          '\n',
        ),
      );
    }
  }
}

function contents({ schemaVersion, auditHead, contacts, waitingMails }: DatabaseExamination): object {
  return { schemaVersion, auditHead, contacts, waitingMails };
}

function contentsText(
  bytes: number,
  { schemaVersion, auditHead, contacts, waitingMails }: DatabaseExamination,
): string {
  return table([
    ['  Size', `${bytes} octets${bytes % 1024 === 0 ? ` (${sizeText(bytes)})` : ''}`],
    ['  Schema version', String(schemaVersion)],
    ['  Contacts', String(contacts)],
    ['  Mails to be sent', String(waitingMails)],
    ['  History', auditHead === null ? 'empty' : `${auditHead.seq} entries, the last on ${momentInUtc(auditHead.at)}`],
    ...(auditHead === null ? [] : [['  Audit head', auditHead.hash]]),
  ]);
}

function afterwards({ waitingMails }: DatabaseExamination, kept: string | null): readonly string[] {
  return [
    '',
    ...(kept === null ? [] : [`What was there before is now ${kept}`]),
    'What happened after the last entry of the history is not in it. Start the server again.',
    ...(waitingMails === 0
      ? []
      : [`It sends the mails that waited then (${waitingMails}); some may have been sent already, and come twice.`]),
  ];
}

function readable(file: string): void {
  try {
    const descriptor = openSync(file, 'r');
    try {
      readSync(descriptor, new Uint8Array(1));
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw new CommandFailure(1, `${file} cannot be read: ${whyUnreadable(cause)}.`, { cause });
  }
}

async function orFail<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    throw new CommandFailure(1, `${what}: ${storeFailureReason(cause)}`, { cause });
  }
}
