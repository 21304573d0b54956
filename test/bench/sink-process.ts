import { dkimVerify } from 'mailauth';
import type { DnsZone } from '../../src/demo/dns-server.ts';
import { startSmarthostSink } from '../../src/demo/smarthost-sink.ts';
import { answerParent, machineMs } from './child.ts';

export type SinkQuestion =
  | { readonly about: 'start' }
  | { readonly about: 'count' }
  | { readonly about: 'arrivals' }
  | { readonly about: 'verify'; readonly zone: DnsZone };

/** One mail that the program sent. */
export type Arrival = {
  /** By the machine's monotonic clock, when its last octet was there. */
  readonly at: number;
  readonly to: string;
  /** The sender of its envelope, to which a bounce would go. */
  readonly sender: string;
  readonly inReplyTo: string | null;
  readonly result: string | null;
};

export type Verified = { readonly mails: number; readonly unsigned: readonly string[] };

// The smarthost: keeps what arrives with its time, and verifies the DKIM signatures afterwards, out of the load's way.
const arrivals: Arrival[] = [];
const sink = await startSmarthostSink({
  onMail: ({ headers, envelope }) => {
    const { 0: to = '' } = envelope.to;
    arrivals.push({
      at: machineMs(),
      to,
      sender: envelope.from,
      inReplyTo: headers.get('in-reply-to') ?? null,
      result: headers.get('x-tldops-result') ?? null,
    });
  },
});

answerParent<{ readonly question: SinkQuestion; readonly answer: string | number | readonly Arrival[] | Verified }>(
  async (question) => {
    switch (question.about) {
      case 'start':
        return sink.url;
      case 'count':
        return arrivals.length;
      case 'arrivals':
        return arrivals;
      case 'verify':
        return verified(question.zone);
    }
  },
);

/** A mail counts as signed where its own domain's signature passes. */
async function verified(zone: DnsZone): Promise<Verified> {
  const resolver = (name: string): Promise<string[][]> => {
    const node = zone[name];
    const records = typeof node === 'object' ? (node.TXT ?? []) : [];
    return Promise.resolve(records.map((text) => [text]));
  };
  const unsigned: string[] = [];
  for (const { raw, headers } of sink.mails) {
    const { results } = await dkimVerify(raw, { resolver });
    const passes = results.some(
      ({ status, signingDomain }) => status.result === 'pass' && signingDomain === 'tld-ops.example',
    );
    if (!passes) unsigned.push(headers.get('message-id') ?? '(no Message-ID)');
  }
  return { mails: sink.mails.length, unsigned };
}
