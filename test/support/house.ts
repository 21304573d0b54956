import type { House } from '../../src/plan/house.ts';
import { TEXTS } from '../replies/people.ts';
import { shippedRules } from '../rules/shipped-rules.ts';
import { digest, email } from './plans.ts';

/** The shipped policy and texts, with tokens that can be foretold. */
export async function shippedHouse(): Promise<House> {
  let minted = 0;
  return {
    book: await shippedRules(),
    texts: TEXTS,
    mailbox: email('tld-ops-admin@tld-ops.example'),
    deskUrl: 'https://desk.tld-ops.example',
    mintToken: () => {
      minted += 1;
      return { secret: `secret${minted}`, hash: digest(`secret${minted}`) };
    },
    tokenHash: digest,
    digest,
  };
}
