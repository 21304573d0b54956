import { dotted, type Tld } from '../core/cctld.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import { visible } from '../replies/plain-words.ts';
import { type Named, type Wish, wishIn } from './wish.ts';

/** What free text is shown as to whoever may write it as a request. */
export type Proposal = {
  /** As commands that a person may correct, what was not found being empty; empty where nothing is proposed. */
  readonly block: string;
  /** The line of the text for which nothing is proposed: it speaks against what the text names, only asks, or is too long. */
  readonly against: SpokenAgainst | null;
};

export type SpokenAgainst = { readonly line: number; readonly text: string };

const MOST_CHARACTERS = 200;

export const NO_PROPOSAL: Proposal = { block: '', against: null };

/**
 * Whoever reads in a hurry takes what is filled in for what was asked. So what speaks against itself is not proposed; a removal
 * is not even where the text only asks.
 */
export function proposalIn(world: World, mail: Pick<StoredMail, 'message' | 'request'>, tld: Tld): Proposal {
  const wish = wishIn(world, mail, tld);
  if (wish === null) return NO_PROPOSAL;
  const { againstAt, leaving } = wish;
  const isAgainst = mail.request.spokenAgainstAt !== undefined || leaving.length > 0;
  if (againstAt === null || !isAgainst) return { block: wishBlock(world, wish), against: null };
  const said = mail.message.reading.text.split('\n')[againstAt - 1] ?? '';
  return { block: '', against: { line: againstAt, text: visible(said).trim().slice(0, MOST_CHARACTERS) } };
}

function wishBlock(world: World, { tld, leaving, people }: Wish): string {
  const label = dotted(world.table, tld);
  const addresses = leaving.map(({ email }) => email).join(' ');
  const named = people.map(fields).join('\n\n');
  if (leaving.length === 0) return `SUBSCRIBE ${label}\n${named}`;
  return people.length === 0 ? `REMOVE ${label} ${addresses}` : `REPLACE ${label} ${addresses}\n${named}`;
}

function fields({ name, email, phone }: Named): string {
  return `Name: ${name ?? ''}\nEmail: ${email}\nPhone: ${phone ?? ''}`;
}
