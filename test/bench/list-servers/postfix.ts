import { bracketed, freePort, startPostfixWith, WHY_NO_POSTFIX } from '../../postfix/postfix.ts';
import { clearedAtEnd } from './at-end.ts';
import { DOMAIN, type KindOfListServer, type ListServer } from './list-server.ts';

export type Front = Pick<ListServer, 'smtp' | 'log' | 'stop'>;

/**
 * A Postfix as Debian has it, that takes mail from this machine alone and hands letters to the smarthost.
 * @param mainCf what makes it serve a list
 */
export async function startFront(
  smarthost: string,
  smtp: number,
  { mainCf = '', services = '' }: { readonly mainCf?: string; readonly services?: string },
): Promise<Front> {
  const postfix = await startPostfixWith(
    `compatibility_level = 3.6
myhostname = mx.${DOMAIN}
inet_interfaces = 127.0.0.1
mydestination =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_peername_lookup = no
recipient_delimiter = +
relayhost = ${bracketed(smarthost)}
smtp_tls_security_level = none
${mainCf}`,
    `127.0.0.1:${smtp} inet n - n - - smtpd\n${services}`,
  );
  return { log: postfix.log, stop: clearedAtEnd(postfix.stop), smtp: `127.0.0.1:${smtp}` };
}

/** No list at all: what comes in goes out, unread. It tells how fast the machine is. */
export const POSTFIX_RELAY: KindOfListServer = {
  name: 'Postfix, which passes mail on unread',
  whyNot: () => WHY_NO_POSTFIX,
  start: async (smarthost) => {
    const front = await startFront(smarthost, await freePort(), {});
    return { ...front, joinAddress: 'anybody@elsewhere.example' };
  },
};
