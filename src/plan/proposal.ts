import { dotted, type Tld } from '../core/cctld.ts';
import type { ContactDraft } from '../core/command.ts';
import { hasAddress } from '../core/roster.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import { rosterOf, type World } from '../core/world.ts';
import { visible } from '../replies/plain-words.ts';
import { type Named, type Wish, wishIn } from './wish.ts';

/** What free text is shown as to whoever may write it as a request. */
export type Proposal = {
  /** As commands that a person may correct, what was not found being empty; empty where nothing is proposed. */
  readonly block: string;
  /** The line of the text for which nothing is proposed: it speaks against what the text names, only asks, or is too long. */
  readonly against: SpokenAgainst | null;
};

type Proposed = Named & Partial<Pick<ContactDraft, 'secondaryEmail'>>;
type ProposedWish = Omit<Wish, 'people'> & { readonly people: readonly Proposed[] };

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
  const people = blocksIn(world, mail, tld);
  if (againstAt === null || !isAgainst)
    return { block: wishBlock(world, people.length === 0 ? wish : { ...wish, people }), against: null };
  const said = mail.message.reading.text.split('\n')[againstAt - 1] ?? '';
  return { block: '', against: { line: againstAt, text: visible(said).trim().slice(0, MOST_CHARACTERS) } };
}

/** Whole blocks and lines of the list, which need no guess: who of them is not on the list yet. */
function blocksIn(world: World, { request }: Pick<StoredMail, 'request'>, tld: Tld): readonly Proposed[] {
  const { contacts } = rosterOf(world, tld);
  return request.loose.flatMap((draft) => {
    const { email } = draft;
    return email === null || contacts.some((contact) => hasAddress(contact, email)) ? [] : [{ ...draft, email }];
  });
}

function wishBlock(world: World, { tld, leaving, people }: ProposedWish): string {
  const label = dotted(world.table, tld);
  const addresses = leaving.map(({ email }) => email).join(' ');
  const named = people.map(fields).join('\n\n');
  if (leaving.length === 0) return `SUBSCRIBE ${label}\n${named}`;
  return people.length === 0 ? `REMOVE ${label} ${addresses}` : `REPLACE ${label} ${addresses}\n${named}`;
}

function fields({ name, email, secondaryEmail, phone }: Proposed): string {
  const second = secondaryEmail === undefined || secondaryEmail === null ? '' : `Secondary email: ${secondaryEmail}\n`;
  return `Name: ${name ?? ''}\nEmail: ${email}\n${second}Phone: ${phone ?? ''}`;
}
