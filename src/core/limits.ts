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
  readonly echoesPerAddressPerDay: number;
  readonly handedOnPerAddressPerDay: number;
  readonly mailsPerHour: number;
  readonly unprovedHoldsPerTld: number;
  readonly unprovedHoldsInAll: number;
  readonly outsidersWaitingPerSender: number;
  /** For one ccTLD. */
  readonly outsidersWaitingPerDomain: number;
  readonly outsidersWaitingPerDomainInAll: number;
  readonly outsidersWaitingInAll: number;
  readonly disputesPerTld: number;
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
  /** Between an invitation, or its reminder, and the next reminder. */
  readonly invitationRemindedAfter: number;
  readonly invitationReminders: number;
  /** How long the OK to a welcome is accepted. */
  readonly welcomeOpenFor: number;
  /** A bounce counts for so long after its mail was written. */
  readonly bouncesCountedFor: number;
  /** From the first hard bounce to the probe, and from the probe until nothing that came back clears the address. */
  readonly bounceProbeAfter: number;
  readonly bounceProbeWaits: number;
  /** Without another bounce, an address that did not work does again. */
  readonly bounceForgottenAfter: number;
  /** So long after the last word about an entry its person is asked whether it is still right; then it is stale. */
  readonly contactAskedAfter: number;
  /** Between two letters about the same question. */
  readonly contactRemindedEvery: number;
  readonly contactReminders: number;
  /** So long an approval may be taken back. */
  readonly undoFor: number;
  /** So many answers of the Standing Committee to one question are put on record. */
  readonly committeeAnswersMost: number;
  /** The Secretariat is reminded of a case that waits for it, twice; at last the case is closed. */
  readonly caseReminderAfter: number;
  readonly caseSecondReminderAfter: number;
  readonly caseExpiresAfter: number;
  /** Hour of the day (UTC) at which the Secretariat is told of all that waits for it. */
  readonly caseDigestHour: number;
  /** How many reviewers at the desk have to approve each of these. */
  readonly reviewersForLastContact: number;
  readonly reviewersForFirstContacts: number;
  readonly reviewersForFailedProof: number;
  /** Mail, ours and theirs, is kept for so long after it came or left; what was decided about it stays. */
  readonly mailsKeptFor: number;
  readonly quotedLines: number;
  readonly quotedLineLength: number;
};
