import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Reference } from '../core/message.ts';
import type { OutgoingMail } from '../core/outgoing.ts';
import type { NewToken } from '../core/plan.ts';
import type { World } from '../core/world.ts';
import type { ChangeNoticeView } from '../replies/contact-letters.ts';
import type { Letterhead } from '../replies/letter.ts';
import type { House } from './house.ts';

export type NoticeContext = {
  readonly house: House;
  readonly world: World;
  /** By which the receivers shall know the matter. */
  readonly ref: Reference;
  readonly rules: readonly string[];
  readonly askedBy: EmailAddress;
  readonly authority: ChangeNoticeView['authority'];
  /** Those who get an answer anyway, which tells the same. */
  readonly answered: readonly EmailAddress[];
};

/** A mail to somebody concerned, with the token that it carries. */
export type Addressed = { readonly to: EmailAddress; readonly mail: OutgoingMail; readonly token: NewToken | null };

export function isAnswered(to: EmailAddress, { answered }: NoticeContext): boolean {
  return answered.some((address) => sameAddress(address, to));
}

/** What every mail of ours says of itself. */
export function letterhead({ house, world, ref, rules }: NoticeContext): Letterhead {
  return { ref, table: world.table, mailbox: house.mailbox, rules };
}
