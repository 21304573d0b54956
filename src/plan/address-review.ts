import type { ReviewWord } from '../core/command.ts';
import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Plan } from '../core/plan.ts';
import type { TokenTarget } from '../core/token-target.ts';
import type { World } from '../core/world.ts';
import type { AddressCaseStep } from '../replies/address-case-letters.ts';
import { accepts, type Judgement } from '../rules/judge.ts';
import { tokenState } from '../rules/token-state.ts';
import { addressNews, planAddressAssignment, planAddressDecision } from './address-case.ts';
import type { House } from './house.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { NOTHING_ELSE, type PartResult } from './part-result.ts';
import { combined } from './plan-parts.ts';

type AddressToken = Extract<TokenTarget, { readonly kind: 'address-review' }>;

/** The decision of a reviewer by mail about an address that does not work. Null: the mail is none. */
export function addressReviewPart(
  house: House,
  world: World,
  { message, request }: IncomingMail,
  judgement: Judgement,
): { readonly result: PartResult; readonly decided: Plan } | null {
  const { token } = world;
  if (!accepts(judgement, 'review-decision') || token.kind !== 'address-review') return null;
  const { address } = message.author;
  const state = tokenState('review-decision', world, house.book.limits);
  const own = token.reviewers.find((one) => sameAddress(one, address)) ?? address;
  const outcome = decision(house, world, token, state, request.reviewWord, { own, address });
  const decided =
    'plan' in outcome
      ? { ...outcome.plan, usedTokens: [...outcome.plan.usedTokens, token.tokenHash] }
      : toldOnly(house, world, token, outcome.step, address);
  return {
    decided,
    result: { ...NOTHING_ELSE, parts: combined(), receipt: 'info', answered: [address], silent: true },
  };
}

function decision(
  house: House,
  world: World,
  { addressCase }: AddressToken,
  state: ReturnType<typeof tokenState>,
  said: ReviewWord | undefined,
  { own, address }: { readonly own: EmailAddress; readonly address: EmailAddress },
): { readonly plan: Plan } | { readonly step: AddressCaseStep } {
  const reviewer = `secretariat:${own}`;
  if (addressCase.state !== 'open') return { step: { kind: 'decided-before' } };
  if (state !== 'open') return { step: { kind: 'not-done', fault: 'late' } };
  if (said === undefined) return { step: { kind: 'not-done', fault: 'no-word' } };
  switch (said.word) {
    case 'APPROVE':
      return { plan: planAddressDecision(house, world, addressCase, { word: 'approve' }, reviewer, address) };
    case 'REFUSE':
      if (said.reason === '') return { step: { kind: 'not-done', fault: 'no-reason' } };
      return {
        plan: planAddressDecision(
          house,
          world,
          addressCase,
          { word: 'refuse', reason: said.reason },
          reviewer,
          address,
        ),
      };
    case 'ASSIGN':
      return { plan: planAddressAssignment(house, world, addressCase, own, reviewer, address) };
    case 'ASK':
    case 'DISCARD':
      return { step: { kind: 'not-done', fault: 'no-such-word' } };
  }
}

/** Nothing but a word to the one who tried. */
function toldOnly(
  house: House,
  world: World,
  { addressCase }: AddressToken,
  step: AddressCaseStep,
  to: EmailAddress,
): Plan {
  const news = addressNews(house, world, addressCase, step, [to]);
  return { ...combined(news), ref: addressCase.ref, at: world.now, mail: null };
}
