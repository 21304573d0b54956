import type { HeldCase } from '../core/held-case.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import { rosterOf, type World } from '../core/world.ts';
import { NO_PROPOSAL, type Proposal, proposalIn } from '../plan/proposal.ts';
import { contactsBlock } from '../replies/contacts-block.ts';
import type { ReadLine } from './read-lines.ts';

/**
 * What a mail may have meant, as commands for a reviewer to correct: the lines that count where some do; otherwise what its own
 * text seems to wish. For a dispute, the roster as it is. Nothing of it is ever done by itself. Empty where nothing was found.
 */
export function proposedRequest(world: World, mail: StoredMail, lines: readonly ReadLine[], held: HeldCase): Proposal {
  const [first] = held.tlds;
  if (held.commands.includes('DISPUTE')) {
    return first === undefined ? NO_PROPOSAL : written(contactsBlock(world.table, rosterOf(world, first)));
  }
  const counting = lines.filter(({ kind }) => kind === 'command' || kind === 'details').map(({ text }) => text.trim());
  if (counting.length > 0) return written(counting.join('\n'));
  return first === undefined ? NO_PROPOSAL : proposalIn(world, mail, first);
}

function written(block: string): Proposal {
  return { ...NO_PROPOSAL, block };
}
