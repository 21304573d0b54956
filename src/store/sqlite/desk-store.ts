import type { AuditEntry } from '../../core/plan.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import type { DeskStore } from '../port.ts';
import { activity } from './activity.ts';
import type { auditChain } from './audit-chain.ts';
import type { Connection } from './connection.ts';
import { deskSessions } from './desk-sessions.ts';
import { deskUsers } from './desk-users.ts';
import type { GroupedWrites } from './grouped-writes.ts';
import { letters } from './letters.ts';
import { rosterHistory } from './roster-history.ts';

type Read = <T>(work: () => T) => Promise<T>;

/** The desk's part of the database. Each method is one transaction. */
export function deskStore(
  connection: Connection,
  audit: Pick<ReturnType<typeof auditChain>, 'append'>,
  read: Read,
  write: GroupedWrites['write'],
): DeskStore {
  const users = deskUsers(connection);
  const sessions = deskSessions(connection);
  const past = activity(connection);
  const written = letters(connection);
  const history = rosterHistory(connection);

  return {
    users: () => read(() => users.all()),
    user: (email) => read(() => users.byEmail(email)),
    addUser: (user, at, actor) =>
      write(() => {
        const added = users.add(user, at);
        if (added) audit.append([userAudit('user-added', user.email, actor, user.role)], at, null);
        return added;
      }),
    disableUser: (email, at, actor) =>
      write(() => {
        const disabled = users.disable(email, at);
        sessions.endAllOf(email);
        if (disabled) audit.append([userAudit('user-disabled', email, actor, null)], at, null);
        return disabled;
      }),
    startSession: (hash, email, step, at, forgetBefore) =>
      write(() => {
        sessions.forgetOlder(forgetBefore);
        if (!users.signIn(email, step, at)) return false;
        sessions.start(hash, email, at);
        return true;
      }),
    session: (hash) => read(() => sessions.byHash(hash)),
    seeSession: (hash, at) => write(() => sessions.see(hash, at)),
    endSession: (hash) => write(() => sessions.end(hash)),

    activity: (query) => read(() => past.mails(query)),
    letters: (query) => read(() => written.find(query)),
    assignees: () => read(() => past.assignees()),
    rosterHistory: (tld) => read(() => history.of(tld)),
    recentAudit: (tld, most) => read(() => past.ofTld(tld, most)),
  };
}

function userAudit(
  kind: AuditEntry['kind'],
  email: EmailAddress,
  actor: string,
  role: AuditEntry['details'][string],
): AuditEntry {
  return { kind, tld: null, actor, details: role === null ? { email } : { email, role } };
}
