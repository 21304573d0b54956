import type { Facts } from '../../src/rules/vocabulary.ts';

/** A usual change by the Admin Contact, with a signature. */
export const ADMIN_SIGNED: Facts = {
  request: 'roster-change',
  origin: 'person',
  proof: 'signed',
  sender: 'admin',
  'admin-copied': 'no',
  token: 'none',
  'token-tries': 'within-limit',
  identity: 'agreed',
  reading: 'clear',
  effect: 'changes',
  form: 'ok',
  fit: 'ok',
  insight: 'insider',
  'iana-data': 'fresh',
  'iana-admin': 'settled',
  'contacts-left': 'enough',
  pace: 'within-limit',
  conflict: 'none',
  freeze: 'none',
  look: 'ordinary',
  'unproved-holds': 'within-limit',
  'waiting-room': 'free',
  confirmation: 'none',
  review: 'none',
};
