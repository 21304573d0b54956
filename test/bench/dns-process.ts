import { type DnsZone, startDnsServer } from '../../src/demo/dns-server.ts';
import { answerParent } from './child.ts';

// The DNS of the load: answers for the zone that it is given.
answerParent<{ readonly zone: DnsZone }>(async ({ zone }) => (await startDnsServer(zone)).address);
