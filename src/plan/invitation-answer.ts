import type { World } from '../core/world.ts';
import type { Judgement } from '../rules/judge.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { NOTHING_ELSE, type PartResult } from './part-result.ts';
import { combined } from './plan-parts.ts';

/** The Admin Contact wants no more invitations: it goes into the register, where a person can take it back. Null: the mail says nothing of it. */
export function invitationAnswer(world: World, incoming: IncomingMail, judgement: Judgement): PartResult | null {
  if (incoming.request.dryRun) return null;
  const item = judgement.items.find(({ asked, verdict }) => asked.request === 'no-invitation' && verdict === 'accept');
  if (item === undefined) return null;
  const { tlds } = item.asked;
  const { token } = world;
  const recipient = token.kind === 'invitation' ? token.address : incoming.message.author.address;
  return {
    ...NOTHING_ELSE,
    parts: combined({
      invitations: tlds.map((tld) => ({ tld, event: 'declined', recipient })),
      audit: tlds.map((tld) => ({
        kind: 'invitations-declined',
        tld,
        actor: incoming.message.author.address,
        details: { invited: recipient },
      })),
    }),
    receipt: 'info',
    information: { kind: 'no-invitation', tlds },
  };
}
