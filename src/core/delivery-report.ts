/** What a report of a mail server says about one mail (RFC 3464). */
export type DeliveryReport = {
  /** `unmarked`: not in the form of RFC 3464; it is guessed from the words of an old mail server. */
  readonly form: 'standard' | 'unmarked';
  readonly action: 'failed' | 'delayed';
  /** RFC 3463, `5.1.1`. */
  readonly status: string;
  /** The server's own words, one line of printable ASCII, ≤ 200 characters; may be empty. */
  readonly reason: string;
};
