import { instantOf } from '../core/instant.ts';
import { parseEmailAddress } from '../core/email-address.ts';
import { hashPassword } from '../web/sign-in/password.ts';
import { newTotpSecret, stepAt, totpCode } from '../web/sign-in/totp.ts';
import type { DemoWorld } from './demo-world.ts';

/** Somebody of the Secretariat whose sign-in is told to everybody who looks. */
export type DeskVisitor = {
  readonly email: string;
  readonly password: string;
  /** The code of this moment. */
  code(): string;
};

const EMAIL = 'kim@tld-ops.example';
const PASSWORD = 'demo-only-password';

/** Lets the visitor of the demo sign in to its desk. */
export async function addDeskVisitor({ service }: DemoWorld): Promise<DeskVisitor> {
  const reading = parseEmailAddress(EMAIL);
  if (!reading.ok) throw new Error(reading.fault);
  const { store, clock } = service.workplace;
  const totpSecret = newTotpSecret();
  const person = { email: reading.address, name: 'Kim Secretary', role: 'reviewer', totpSecret } as const;
  await store.desk.addUser({ ...person, password: await hashPassword(PASSWORD) }, clock(), 'secretariat:demo');
  return {
    email: EMAIL,
    password: PASSWORD,
    code: () => totpCode(totpSecret, stepAt(instantOf(Date.now()))),
  };
}
