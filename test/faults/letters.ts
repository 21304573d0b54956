import { createHash } from 'node:crypto';
import type { PlayedMail, Surroundings } from '../../src/demo/surroundings.ts';

/** One mail on its way to the program, sent again until it is acknowledged. */
export type Letter = {
  readonly tld: string;
  readonly from: string;
  readonly clientIp: string;
  readonly raw: Buffer;
  readonly sha256: string;
  /** What the answer to it has to be, where it is no duplicate. */
  readonly outcome: Outcome;
  /** Under which reference it was acknowledged; null: it was not yet. */
  ref: string | null;
  tries: number;
};

/** The word of a receipt, or `550`. */
export type Outcome = 'applied' | 'confirm' | 'info' | '550';

/** Everybody who writes about one ccTLD; each of them waits for the answer to the last mail before the next one. */
export type Correspondence = {
  readonly tld: string;
  readonly sent: readonly Letter[];
  /** The one that nobody has acknowledged yet, or the next one. */
  next(): Promise<Letter>;
  outstanding(): Letter | null;
};

export const COLLEAGUE_DOMAIN = 'elsewhere.example';
export const ADMIN_DOMAIN = 'nic.example';
const FORGER_IP = '127.0.0.2';

export function adminOf(tld: string): string {
  return `admin-${tld}@${ADMIN_DOMAIN}`;
}

export function correspondence(world: Pick<Surroundings, 'compose'>, tld: string): Correspondence {
  const sent: Letter[] = [];
  const outstanding = (): Letter | null => sent.find(({ ref }) => ref === null) ?? null;
  return {
    tld,
    sent,
    outstanding,
    async next() {
      const before = outstanding();
      if (before !== null) return before;
      const { outcome, mail } = written(tld, sent.length);
      const raw = await world.compose(mail);
      const { from, clientIp = '127.0.0.1' } = mail;
      const sha256 = createHash('sha256').update(raw).digest('hex');
      const letter: Letter = { tld, from, clientIp, raw, sha256, outcome, ref: null, tries: 0 };
      sent.push(letter);
      return letter;
    },
  };
}

/** First the list, then its changes, questions, requests of others and forgeries, in turn. */
function written(tld: string, number: number): { readonly outcome: Outcome; readonly mail: PlayedMail } {
  const admin = adminOf(tld);
  const round = Math.floor((number - 1) / 6);
  const phone = `Phone: +31 6 1${String(number).padStart(7, '0')}`;
  if (number === 0) {
    const people = `${person(`anna-${tld}`)}\n${phone}\n\n${person(`ben-${tld}-0`)}\n${phone}`;
    return { outcome: 'applied', mail: { from: admin, text: `SUBSCRIBE .${tld}\n${people}` } };
  }
  switch ((number - 1) % 6) {
    case 0:
      return { outcome: 'applied', mail: { from: `anna-${tld}@${ADMIN_DOMAIN}`, text: `UPDATE\n${phone}` } };
    case 1:
      return { outcome: 'info', mail: { from: admin, text: `STATUS .${tld}` } };
    case 2: {
      const text = `REPLACE .${tld} ben-${tld}-${round}@${ADMIN_DOMAIN}\n${person(`ben-${tld}-${round + 1}`)}\n${phone}`;
      return { outcome: 'applied', mail: { from: admin, text } };
    }
    case 3: {
      const text = `SUBSCRIBE .${tld}\n${person(`carl-${tld}-${round}`)}\n${phone}`;
      return { outcome: 'confirm', mail: { from: `colleague@${COLLEAGUE_DOMAIN}`, cc: admin, text } };
    }
    case 4:
      return { outcome: 'info', mail: { from: admin, text: 'HELP' } };
    default:
      return {
        outcome: '550',
        mail: { from: admin, text: `REMOVE .${tld} ALL`, signed: false, clientIp: FORGER_IP },
      };
  }
}

function person(name: string): string {
  return `Name: ${name.replaceAll(/[^a-z]+/gu, ' ')} Visser\nEmail: ${name}@${ADMIN_DOMAIN}`;
}
