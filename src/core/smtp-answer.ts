/** What the client hears after DATA (RFC 5321 §4.2, RFC 3463). The code is the contract; `text` is for people. */
export type SmtpAnswer = {
  readonly code: 250 | 421 | 451 | 452 | 550 | 552 | 554;
  /** Enhanced status code, e.g. `5.7.26`. */
  readonly enhanced: string;
  /** One line of printable ASCII. */
  readonly text: string;
  /** Close the connection after it: what follows in the pipeline must not run. */
  readonly close: boolean;
};

export function smtpAnswer(code: SmtpAnswer['code'], enhanced: string, text: string): SmtpAnswer {
  return { code, enhanced, text, close: code === 421 };
}
