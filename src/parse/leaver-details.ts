import type { ContactDraft } from '../core/command.ts';
import { sameAddress } from '../core/email-address.ts';
import type { CommandHead } from './command-head.ts';

/**
 * `REPLACE .nl jane@nic.nl` above her own details, and then those of whoever comes: hers say who goes. None where only some of
 * those who go are described, or nobody comes.
 */
export function detailsOfLeavers(head: CommandHead | null, drafts: readonly ContactDraft[]): readonly ContactDraft[] {
  if (head?.word !== 'REPLACE') return [];
  const { addresses: leavers } = head;
  const ofLeaver = drafts.filter(({ email }) => email !== null && leavers.some((one) => sameAddress(one, email)));
  const described = leavers.every((one) => ofLeaver.some(({ email }) => email !== null && sameAddress(one, email)));
  return described && ofLeaver.length < drafts.length ? ofLeaver : [];
}
