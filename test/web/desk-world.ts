import { createClock } from '../../src/threads/clock.ts';
import type { DeskRole } from '../../src/core/desk-user.ts';
import { parseReference, type Reference } from '../../src/core/message.ts';
import { type DemoWorld, startDemoWorld } from '../../src/demo/demo-world.ts';
import { hashPassword } from '../../src/web/sign-in/password.ts';
import { newTotpSecret, stepAt, totpCode } from '../../src/web/sign-in/totp.ts';
import { email } from '../support/plans.ts';
import { ADMIN_NL, DOMAINS, IANA } from '../e2e/invented-people.ts';
import { refIn } from '../e2e/inbox.ts';
import { type Seen, type Visitor, visitor } from './visitor.ts';

export const PASSWORD = 'correct horse battery staple';

export type DeskWorld = DemoWorld & {
  /** The clocks of everybody go ahead by so many milliseconds. */
  pass(ms: number): void;
  addPerson(address: string, name: string, role: DeskRole): Promise<Person>;
  /** Somebody who has signed in. */
  signedIn(person: Person): Promise<Visitor>;
  /** Plays a mail that has to be held, and returns its reference. */
  held(mail: Parameters<DemoWorld['play']>[0]): Promise<Reference>;
};

export type Person = {
  readonly email: string;
  readonly name: string;
  /** A code that nobody used yet; the clocks go ahead for it. */
  code(): string;
};

/** The program with a registry, in one process, with a clock that tests may turn. */
export async function startDeskWorld(): Promise<DeskWorld> {
  const clock = createClock();
  const world = await startDemoWorld({ iana: IANA, domains: DOMAINS, clock });
  const hash = await hashPassword(PASSWORD);

  async function addPerson(address: string, name: string, role: DeskRole): Promise<Person> {
    const totpSecret = newTotpSecret();
    const user = { email: email(address), name, role, password: hash, totpSecret };
    await world.service.workplace.store.desk.addUser(user, clock.now(), 'secretariat:test');
    let last = 0;
    return {
      email: address,
      name,
      code() {
        while (stepAt(clock.now()) <= last) clock.ahead += 30_000;
        last = stepAt(clock.now());
        return totpCode(totpSecret, last);
      },
    };
  }

  return {
    ...world,
    get service() {
      return world.service;
    },
    pass(ms) {
      clock.ahead += ms;
    },
    addPerson,
    async signedIn(person) {
      const browser = visitor(world.service.web);
      const seen = await signIn(browser, person);
      if (seen.status !== 303) throw new Error(`not signed in: ${seen.status} ${seen.text}`);
      return browser;
    },
    async held(mail) {
      const reply = await world.play(mail);
      const ref = parseReference(refIn(reply));
      if (ref === null || !/ (?:held|confirm)$/u.test(reply)) throw new Error(`not held: ${reply}`);
      return ref;
    },
  };
}

export function signIn(browser: Visitor, person: Person, more: Record<string, string> = {}): Promise<Seen> {
  return browser.post('/login', { email: person.email, password: PASSWORD, code: person.code(), ...more });
}

/** Markup in every field that a sender may fill. It asks for a change and waits for the Secretariat. */
export function hostileMail(markup: string): Parameters<DemoWorld['play']>[0] {
  const raw = [
    `From: "${markup}" <mallory@unproved.example>`,
    'To: tld-ops-admin@tld-ops.example',
    `Cc: "${markup}" <${ADMIN_NL}>`,
    `Subject: ${markup} "' onfocus=x`,
    `Message-ID: <${crypto.randomUUID()}@unproved.example>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'SUBSCRIBE .nl',
    `Name: ${markup}`,
    'Email: mallory@unproved.example',
    'Phone: +31 6 11112222',
    '',
    `</pre></td></table>${markup} \u202egnp`,
    '',
  ].join('\r\n');
  return { from: 'mallory@unproved.example', signed: false, text: '', raw };
}
