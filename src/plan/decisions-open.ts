import type { StoredMail } from '../core/stored-mail.ts';
import type { World } from '../core/world.ts';
import type { DecisionsOffered } from '../replies/case-views.ts';
import { confirmersFor } from './confirmation.ts';
import type { House } from './house.ts';
import { judgedAgain } from './judged-again.ts';

/**
 * As the policy has it now: a mail without a request that changes something, or with a fault that no reviewer can
 * overlook, is offered no approval, in any channel. (A DISPUTE is approved by agreeing with it.)
 */
export function decisionsOpen(house: House, world: World, mail: StoredMail): DecisionsOffered {
  // It is judged as it will be once somebody decides: a token came with its mail only.
  const then: World = { ...world, token: { kind: 'none' } };
  const approved = judgedAgain(house, then, mail, { confirmation: 'none', review: 'approved' });
  if (approved.changeVerdict === null) {
    return { approve: mail.request.commands.some(({ command }) => command.word === 'DISPUTE'), ask: false };
  }
  const asked = judgedAgain(house, then, mail, { confirmation: 'none', review: 'asked-admin' });
  return {
    approve: approved.changeVerdict !== 'refuse',
    ask: asked.changeVerdict === 'confirm' && confirmersFor(asked, then).length > 0,
  };
}
