/** One reply line as the client hears it. */
export type Reply = { readonly code: number; readonly text: string };

// Commands of RFC 5321 and its extensions that exist and that we do not have: 502, not 500 (§4.2.4).
const NOT_IMPLEMENTED = new Set(['AUTH', 'BDAT', 'EXPN', 'ETRN', 'TURN', 'ATRN', 'SEND', 'SOML', 'SAML', 'STARTTLS']);

const BY_CONTEXT: { readonly [context: string]: string } = {
  MAIL_FROM_OK: '2.1.0',
  RCPT_TO_OK: '2.1.5',
  MESSAGE_TOO_BIG: '5.3.4',
  TOO_MANY_RECIPIENTS: '4.5.3',
  SENDER_SYNTAX_ERROR: '5.1.7',
  MAILBOX_SYNTAX_ERROR: '5.1.1',
  NOT_AUTHORIZED: '5.7.0',
};

const BY_CODE: { readonly [code: number]: string } = {
  214: '2.0.0',
  221: '2.0.0',
  250: '2.0.0',
  252: '2.5.0',
  421: '4.7.0',
  451: '4.3.0',
  452: '4.3.1',
  500: '5.5.2',
  501: '5.5.4',
  502: '5.5.1',
  503: '5.5.1',
};

const BY_TEXT: readonly (readonly [RegExp, string])[] = [
  [/shutting down/iu, '4.3.2'],
  [/too many connected clients/iu, '4.3.2'],
  [/timeout/iu, '4.4.2'],
];

/**
 * Gives a reply of smtp-server's own the code of our contract and puts its enhanced status code (RFC 3463) in front of
 * the text; a text that begins with one stays as it is. The greeting, the answers to EHLO and 3yz have none (RFC 2034 §4).
 * @param context smtp-server's name for the situation, or the command's; false for greeting and EHLO
 */
export function replyInContract(code: number, text: string, context: string | false | undefined): Reply {
  if (/^[245]\.\d{1,3}\.\d{1,3}\b/u.test(text) || (code >= 300 && code < 400)) return { code, text };
  if (context === 'MAILBOX_SYNTAX_ERROR') return { code: 550, text: '5.1.1 There is no such mailbox here' };
  if (code === 500 && context !== undefined && context !== false && NOT_IMPLEMENTED.has(context)) {
    return { code: 502, text: `5.5.1 ${context} is not available here` };
  }
  if (code === 421) {
    const enhanced = BY_TEXT.find(([pattern]) => pattern.test(text))?.[1] ?? '4.7.0';
    return { code, text: `${enhanced} ${text}` };
  }
  if (context === false) return { code, text };
  const enhanced = (context === undefined ? undefined : BY_CONTEXT[context]) ?? BY_CODE[code];
  return { code, text: enhanced === undefined ? text : `${enhanced} ${text}` };
}

/** One line of printable ASCII that keeps the reply within 512 octets (RFC 5321 §4.5.3.1.5). */
export function printable(text: string, most = 480): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[^\x20-\x7e]/gu, '?')
    .trim()
    .slice(0, most);
}
