import { type DnsZone, startDnsServer } from '../../src/demo/dns-server.ts';
import { answerParent } from './child.ts';

// The DNS of the load: answers for the zone that it is given.
answerParent<{ readonly question: { readonly zone: DnsZone }; readonly answer: string }>(
  async ({ zone }) => (await startDnsServer(zone)).address,
);
