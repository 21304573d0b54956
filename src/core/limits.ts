/** Numbers of the policy (`rules/limits.yaml`). Durations in milliseconds. */
export type Limits = {
  readonly contactsMost: number;
  readonly contactsLeast: number;
  readonly changesPerDay: number;
  readonly ianaFreshFor: number;
  readonly ianaSettledAfter: number;
  readonly confirmationReminderAfter: number;
  readonly confirmationExpiresAfter: number;
  readonly unprovedMailsPerDay: number;
  readonly answersPerAddressPerDay: number;
  readonly mailsPerHour: number;
  readonly unprovedHoldsPerTld: number;
  readonly unprovedHoldsInAll: number;
  readonly tokenTries: number;
  readonly tokenTriesWindow: number;
  /** A signature counts within these of the time when the mail was written and signed. */
  readonly signatureFreshFor: number;
  readonly signatureAheadAtMost: number;
  readonly deferralsFor: number;
  readonly disputeWindow: number;
  readonly freezeFor: number;
  /** So long an Admin Contact is not invited again. */
  readonly invitationQuietFor: number;
  /** How long the OK to a welcome is accepted. */
  readonly welcomeOpenFor: number;
  /** So long an approval may be taken back. */
  readonly undoFor: number;
  /** How many reviewers at the desk have to approve each of these. */
  readonly reviewersForLastContact: number;
  readonly reviewersForFirstContacts: number;
  readonly reviewersForFailedProof: number;
  readonly quotedLines: number;
  readonly quotedLineLength: number;
};
