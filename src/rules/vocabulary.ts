/**
 * The closed vocabulary of the policy: every fact is a question with a finite list of answers.
 * `rules/vocabulary.yaml` says the same in words for the Secretariat; the loader refuses a difference.
 */
export const FACTS = {
  /** What one command asks. */
  request: [
    'help',
    'status',
    'who',
    'update-details',
    'update-address',
    'remove-oneself',
    'roster-change',
    'dispute',
    'confirm',
    'deny',
    'welcome-ok',
    'free-text',
    'to-postmaster',
    'review-decision',
    'case-note',
    'no-invitation',
  ],
  origin: ['person', 'automatic', 'list', 'bounce'],
  proof: ['signed', 'aligned', 'none', 'failed-quarantine', 'failed-reject', 'unknown', 'unknown-for-hours'],
  /** Relation of the From address to the ccTLD of the command (to any ccTLD where it names none). */
  sender: ['admin', 'contact', 'member', 'secretariat', 'stranger'],
  'admin-copied': ['yes', 'no'],
  /** A token that came in the plus-address, or behind CONFIRM, DENY or DISPUTE. */
  token: ['none', 'open', 'late', 'closed', 'void', 'unknown'],
  /** Which mail of ours that token came from. */
  'answer-to': ['nothing', 'question', 'welcome', 'notice', 'invitation', 'case'],
  'token-tries': ['within-limit', 'over-limit'],
  /** Three parsers agree on who the author is. `not-ascii`: an address that we cannot hold on file or write to. */
  identity: ['agreed', 'disputed', 'not-ascii'],
  reading: ['clear', 'doubtful'],
  /** Whether the roster's data would be other than before. */
  effect: ['changes', 'nothing'],
  /** Faults visible from the mail and public data. */
  form: ['ok', 'faulty'],
  /** Faults that depend on the roster. */
  fit: ['ok', 'faulty'],
  /** Whether the asker may learn about the roster from our answer: proved admin or contact of the ccTLD, confirmed or approved. */
  insight: ['insider', 'outsider'],
  'iana-data': ['fresh', 'stale', 'missing'],
  'iana-admin': ['settled', 'changed-recently'],
  'contacts-left': ['none', 'one', 'enough'],
  pace: ['within-limit', 'over-limit'],
  /** What cannot be meant as it is written, though each line of it can be. */
  conflict: ['none', 'rank', 'address', 'namesake', 'contradiction'],
  freeze: ['none', 'frozen'],
  /** What the same mail does besides that makes lists others than its sender saw, or freezes them. */
  beside: ['nothing', 'confirmation', 'dispute'],
  look: ['ordinary', 'like-a-role', 'odd-characters'],
  'unproved-holds': ['within-limit', 'over-limit'],
  /** Whether another request of this kind would only be put on a pile: of outsiders from one domain, or of disputes. */
  'waiting-room': ['free', 'full'],
  /** The Admin Contact (or the contact for its own entry) answered CONFIRM to exactly this change. */
  confirmation: ['none', 'given'],
  /** What a reviewer of the Secretariat said. */
  review: ['none', 'asked-admin', 'approved'],
} as const;

export type FactName = keyof typeof FACTS;
export type Facts = { readonly [F in FactName]: (typeof FACTS)[F][number] };

/** Mildest first; the strictest of all rules that apply wins, and where none applies: hold. */
export const VERDICTS = ['accept', 'confirm', 'hold', 'refuse', 'defer', 'discard'] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * Whose CONFIRM a rule asks for. `authority`: the Admin Contact for a roster change, the registered address for an
 * contact's own entry.
 */
export const CONFIRMERS = ['admin', 'registered', 'new-address', 'authority'] as const;
export type ConfirmerName = (typeof CONFIRMERS)[number];

/** Every fact once, in the order of {@link FACTS}. */
export const FACT_NAMES: readonly FactName[] = Object.keys(FACTS).filter(isFactName);

export function isFactName(name: string): name is FactName {
  return Object.hasOwn(FACTS, name);
}

/** The closed list of answers to one fact. */
export function answersTo(fact: FactName): readonly string[] {
  return FACTS[fact];
}

/** True when every fact has one of its own answers. */
export function isFacts(answers: { readonly [F in FactName]?: string }): answers is Facts {
  return FACT_NAMES.every((fact) => answersTo(fact).some((answer) => answer === answers[fact]));
}

export function isVerdict(word: string): word is Verdict {
  return VERDICTS.some((verdict) => verdict === word);
}

export function isConfirmerName(word: string): word is ConfirmerName {
  return CONFIRMERS.some((confirmer) => confirmer === word);
}
