import { DESK_ROLES, type DeskUser } from '../../core/desk-user.ts';
import { type EmailAddress, isAscii, parseEmailAddress } from '../../core/email-address.ts';
import { SHELL } from '../../core/plan.ts';
import { hashPassword, isGoodLength, SHORTEST_PASSWORD } from '../../web/sign-in/password.ts';
import { newTotpSecret, otpauthUri } from '../../web/sign-in/totp.ts';
import { CommandFailure } from '../exit.ts';
import { type Output, table } from '../output.ts';
import type { Workplace } from '../workplace.ts';

const LONGEST_NAME = 200;

export type WantedUser = { readonly email: string; readonly name: string; readonly role: string };

/** `user add`: a person who may sign in, and the secret for this person's authenticator, which is shown once. */
export async function userAdd(
  { store, clock }: Workplace,
  output: Output,
  wanted: WantedUser,
  password: string,
): Promise<void> {
  const email = addressOf(wanted.email);
  const name = wanted.name.normalize('NFC').trim();
  if (name === '' || name.length > LONGEST_NAME || /[\p{Cc}\p{Cf}]/u.test(name)) {
    throw new CommandFailure(2, `--name needs a name of at most ${LONGEST_NAME} letters.`);
  }
  const role = DESK_ROLES.find((one) => one === wanted.role);
  if (role === undefined) throw new CommandFailure(2, `--role is one of: ${DESK_ROLES.join(', ')}.`);
  if (!isGoodLength(password)) {
    throw new CommandFailure(2, `The password needs at least ${SHORTEST_PASSWORD} characters; it is read from stdin.`);
  }
  const totpSecret = newTotpSecret();
  const user = { email, name, role, totpSecret, password: await hashPassword(password) };
  if (!(await store.desk.addUser(user, clock(), SHELL))) {
    throw new CommandFailure(
      1,
      `${email} may sign in already; nothing was changed. For a new password and a new code: tldops user disable ${email}, then add again.`,
    );
  }
  const totp = otpauthUri(email, totpSecret);
  output.result(
    { email, name, role, totp },
    [
      `${name} <${email}> may sign in now, as ${role}.`,
      '',
      'For the authenticator, as a link (or as a QR code made from it) or typed in. It is not shown again:',
      `  ${totp}`,
      `  ${totpSecret.replace(/(.{4})/gu, '$1 ').trim()}`,
    ].join('\n'),
  );
}

export async function userList({ store }: Workplace, output: Output): Promise<void> {
  const users = await store.desk.users();
  const rows = users.map((user) => [
    user.email,
    user.name,
    user.role,
    user.disabledAt === null ? 'may sign in' : `disabled on ${user.disabledAt}`,
    user.lastSignInAt === null ? 'never signed in' : `last signed in ${user.lastSignInAt}`,
  ]);
  output.result(
    users.map(userJson),
    rows.length === 0 ? 'Nobody may sign in yet. See: tldops user add --help' : table(rows),
  );
}

export async function userDisable({ store, clock }: Workplace, output: Output, written: string): Promise<void> {
  const email = addressOf(written);
  if (!(await store.desk.disableUser(email, clock(), SHELL))) {
    throw new CommandFailure(1, `Nobody signs in as ${email}. See: tldops user list`);
  }
  const user = await store.desk.user(email);
  output.result(user === null ? null : userJson(user), `${email} is signed out and may not sign in any more.`);
}

function userJson({ email, name, role, addedAt, disabledAt, lastSignInAt }: DeskUser): object {
  return { email, name, role, addedAt, disabledAt, lastSignInAt };
}

function addressOf(written: string): EmailAddress {
  const reading = parseEmailAddress(written.trim());
  if (!reading.ok || !isAscii(reading.address)) throw new CommandFailure(2, `${written} is no e-mail address.`);
  return reading.address;
}
