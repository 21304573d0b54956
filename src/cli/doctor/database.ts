import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { elapsed, type Instant } from '../../core/instant.ts';
import { momentInUtc } from '../../replies/plain-words.ts';
import { connectionSettings } from '../../store/sqlite/connection.ts';
import { type DatabaseExamination, examineDatabase } from '../../store/sqlite/examine-database.ts';
import { SCHEMA_VERSION } from '../../store/sqlite/migrate.ts';
import { StoreError } from '../../store/store-error.ts';
import { databaseMend } from '../store-failure.ts';
import { counted } from '../counted.ts';
import { fault, type Finding, ok, warning } from './finding.ts';

/** The database file, its history, and the clock by it. `isUsable`: whether its content can be asked for. */
export async function database(
  file: string,
  now: Instant,
): Promise<{ readonly isUsable: boolean; readonly findings: readonly Finding[] }> {
  if (!existsSync(file)) {
    const found = `There is no ${file} yet; it is made at the first start.`;
    return { isUsable: false, findings: [ok('database', found), clock(null, now)] };
  }
  if (!(await mayUse(file))) {
    const found = `${file} cannot be read and written by this user.`;
    const mend = 'Run tldops as the user of data_dir, or give that folder and its files to the user that runs it.';
    return { isUsable: false, findings: [fault('database', found, mend), clock(null, now)] };
  }
  const examination = await examineDatabase(file, false);
  if (examination.faults.length > 0)
    return {
      isUsable: false,
      findings: [fault('database', examination.faults.join('\n'), databaseMend(examination))],
    };
  const isUsable = examination.schemaVersion === SCHEMA_VERSION;
  return {
    isUsable,
    findings: [
      soundness(examination, isUsable),
      ...(isUsable ? [durability(file)] : []),
      clock(examination.auditHead, now),
    ],
  };
}

/** SQLite writes beside the file, too. */
function mayUse(file: string): Promise<boolean> {
  const { R_OK, W_OK, X_OK } = constants;
  return Promise.all([access(file, R_OK | W_OK), access(dirname(file), W_OK | X_OK)]).then(
    () => true,
    () => false,
  );
}

function soundness({ schemaVersion, auditHead }: DatabaseExamination, isUsable: boolean): Finding {
  const entries = counted(auditHead?.seq ?? 0, 'entry', 'entries');
  const sound = `Pages, references and history are whole (${entries}).`;
  if (isUsable) return ok('database', sound);
  const found = `${sound} Its schema has version ${schemaVersion}; this program brings it to ${SCHEMA_VERSION}.`;
  return warning('database', found, 'Back up, then start this version of the server.');
}

/** As the program itself opens it. */
function durability(file: string): Finding {
  try {
    const { journalMode, synchronous } = connectionSettings(file);
    const found = `journal_mode ${journalMode}, synchronous ${synchronous === 2 ? 'FULL' : String(synchronous)}`;
    if (journalMode === 'wal' && synchronous === 2)
      return ok('durability', `${found}: a 250 outlives a power failure.`);
    return fault('durability', found, 'Move data_dir to a local disk: network file systems cannot do this.');
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return fault('durability', error.message, 'Move data_dir to a local disk that this user may write to.');
  }
}

function clock(head: DatabaseExamination['auditHead'], now: Instant): Finding {
  if (head === null || elapsed(head.at, now) >= 0) return ok('clock', `It is ${momentInUtc(now)} here.`);
  return fault(
    'clock',
    `The clock says ${momentInUtc(now)}, but something was recorded on ${momentInUtc(head.at)} already.`,
    'Set the clock and keep it right (NTP): proof of mail, reminders and expiry depend on it.',
  );
}
