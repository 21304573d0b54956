import type { Tld } from '../core/cctld.ts';
import type { Doubt } from '../core/command.ts';
import { type EmailAddress, sameAddress } from '../core/email-address.ts';
import type { Fault } from '../core/fault.ts';
import type { Confirmer, HeldCase, Party } from '../core/held-case.ts';
import { type Instant, plus } from '../core/instant.ts';
import { type Digest, isProved, type Reference } from '../core/message.ts';
import type { NewToken } from '../core/plan.ts';
import { hasAddress } from '../core/roster.ts';
import { changeOf, movedContacts, type RosterChange } from '../core/roster-change.ts';
import type { StoredMail } from '../core/stored-mail.ts';
import { rosterOf, type World } from '../core/world.ts';
import { confirmationRequestLetter } from '../replies/confirmation-letters.ts';
import type { TemplateView } from '../replies/template-view.ts';
import type { AskedItem } from '../rules/asked-item.ts';
import type { Judgement } from '../rules/judge.ts';
import type { ConfirmerName } from '../rules/vocabulary.ts';
import type { House } from './house.ts';
import { outgoingMail } from './outgoing.ts';
import { combined, type PlanParts } from './plan-parts.ts';
import { quotingOf } from './quoting.ts';
import { unreadFiles } from './unread-files.ts';

/** Somebody whose word is needed, before the token is made. */
export type ToAsk = { readonly address: EmailAddress; readonly party: Party; readonly tlds: readonly Tld[] };

/**
 * Whom the deciding rules ask, for each ccTLD by the rules that decided about it. One address that speaks for several
 * ccTLDs is asked once.
 */
export function confirmersFor(judgement: Judgement, world: World): readonly ToAsk[] {
  const asked: ToAsk[] = [];
  for (const { asked: item, decisions } of judgement.items) {
    for (const { tld, decision } of decisions) {
      if (tld === null || decision.verdict !== 'confirm') continue;
      for (const name of new Set(decision.decisive.flatMap(({ by }) => by))) {
        for (const { address, party } of addressesFor(name, item.request, tld, judgement, world)) {
          add(asked, address, party, tld);
        }
      }
    }
  }
  return asked;
}

function add(asked: ToAsk[], address: EmailAddress, party: Party, tld: Tld): void {
  const at = asked.findIndex((other) => other.party === party && sameAddress(other.address, address));
  const known = asked[at];
  if (known === undefined) asked.push({ address, party, tlds: [tld] });
  else if (!known.tlds.includes(tld)) asked[at] = { ...known, tlds: [...known.tlds, tld] };
}

type Asked = { readonly address: EmailAddress; readonly party: Party };

function addressesFor(
  name: ConfirmerName,
  request: AskedItem['request'],
  tld: Tld,
  judgement: Judgement,
  world: World,
): readonly Asked[] {
  switch (name) {
    case 'admin': {
      const admin = world.iana.get(tld)?.adminEmail;
      return admin === undefined ? [] : [{ address: admin, party: 'admin' }];
    }
    case 'registered':
      return registered(tld, judgement, world).map((address) => ({ address, party: 'registered' }));
    case 'new-address':
      return newAddresses(tld, judgement).map((address) => ({ address, party: 'new-address' }));
    case 'authority':
      return addressesFor(request === 'roster-change' ? 'admin' : 'registered', request, tld, judgement, world);
  }
}

function registered(tld: Tld, { asker }: Judgement, world: World): readonly EmailAddress[] {
  const own = rosterOf(world, tld).contacts.find((contact) => hasAddress(contact, asker.address));
  return own === undefined ? [] : [own.email];
}

function newAddresses(tld: Tld, { changes }: Judgement): readonly EmailAddress[] {
  return changes
    .filter((change) => change.tld === tld)
    .flatMap(movedContacts)
    .map(({ after }) => after.email);
}

export type RequestContext = {
  readonly house: House;
  readonly world: World;
  readonly ref: Reference;
  readonly rules: readonly string[];
  readonly mail: Pick<StoredMail, 'message' | 'request'>;
  readonly doubts: readonly Doubt[];
  readonly changes: readonly RosterChange[];
  readonly faults: readonly Fault[];
  /** What each of them could send instead, for its own ccTLDs. */
  readonly template: (tlds: readonly Tld[]) => TemplateView | null;
};

/**
 * The requests to confirm, and the confirmers with the hashes of their tokens. With faults nothing can be confirmed:
 * the request then tells what to send instead and carries no token.
 */
export function confirmationRequests(
  toAsk: readonly ToAsk[],
  context: RequestContext,
): { readonly confirmers: readonly Confirmer[]; readonly parts: PlanParts } {
  const { house, world, ref } = context;
  const { message, request } = context.mail;
  const expiresAt = plus(world.now, house.book.limits.confirmationExpiresAfter);
  const made = toAsk.map(({ address, party, tlds }) => {
    const { secret, hash } = house.mintToken();
    const letter = confirmationRequestLetter(house.texts, {
      ref,
      table: world.table,
      mailbox: house.mailbox,
      rules: context.rules,
      to: address,
      party,
      tlds,
      askedBy: message.author.address,
      proof: message.authentication.proof,
      doubts: context.doubts,
      unused:
        sameAddress(address, message.author.address) && isProved(message)
          ? {
              ignored: request.ignored,
              hints: request.hints,
              files: unreadFiles(message.reading),
              quoting: quotingOf(house.book.limits),
            }
          : null,
      changes:
        context.faults.length === 0 ? context.changes.filter(({ tld }) => tlds.includes(tld)) : asTheyAre(tlds, world),
      faults: context.faults.filter(({ tld }) => tld === null || tlds.includes(tld)),
      impossible: context.faults.length > 0,
      template: context.faults.length === 0 ? null : context.template(tlds),
      expiresAt,
    });
    const confirmable = context.faults.length === 0;
    const own = sameAddress(address, message.author.address);
    const mail = outgoingMail(letter, {
      kind: 'confirmation-request',
      ref,
      to: address,
      result: 'confirm',
      rules: context.rules,
      about: own ? message : null,
      unproved: !(own && isProved(message)),
      ...(confirmable ? { replyToDetail: secret } : {}),
    });
    const token: NewToken = { hash, purpose: 'confirmation', ref, recipient: address, expiresAt, change: null };
    const confirmer: Confirmer = { address, party, tlds, tokenHashes: [hash], askedAt: world.now, confirmedAt: null };
    return { confirmer, parts: { outgoing: [mail], newTokens: confirmable ? [token] : [] } };
  });
  return { confirmers: made.map(({ confirmer }) => confirmer), parts: combined(...made.map(({ parts }) => parts)) };
}

/** What cannot be done is compared with the lists as they are. */
function asTheyAre(tlds: readonly Tld[], world: World): readonly RosterChange[] {
  return tlds.map((tld) => changeOf(rosterOf(world, tld), rosterOf(world, tld).contacts));
}

/** The case after one of its confirmers said yes. */
export function withConfirmation(held: HeldCase, tokenHash: Digest, at: Instant): HeldCase {
  return {
    ...held,
    version: held.version + 1,
    confirmers: held.confirmers.map((confirmer) =>
      confirmer.tokenHashes.includes(tokenHash) ? { ...confirmer, confirmedAt: at } : confirmer,
    ),
  };
}
