import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  type Packet,
  type Question,
  streamEncode,
  TRUNCATED_RESPONSE,
} from 'dns-packet';

/** A record set of one name: strings as a zone file has them; an MX as `10 mx.example`. */
export type DnsRecords = {
  readonly A?: readonly string[];
  readonly AAAA?: readonly string[];
  readonly CNAME?: readonly string[];
  readonly MX?: readonly string[];
  readonly NS?: readonly string[];
  readonly PTR?: readonly string[];
  /** Longer than 255 octets: sent as several character-strings. */
  readonly TXT?: readonly string[];
};

/** `servfail`: every question for the name fails; `silent`: no answer ever comes. */
export type DnsNode = DnsRecords | 'servfail' | 'silent';

/** The whole of the DNS as this server knows it, by name without the root's dot. Names it lacks do not exist. */
export type DnsZone = { readonly [name: string]: DnsNode };

export type DnsServer = {
  /** `127.0.0.1:5353`, as the setting `dns.servers` takes it. */
  readonly address: string;
  /** Questions so far, as `TXT nic.example`, in order of arrival. */
  readonly questions: readonly string[];
  /** What it serves now. */
  zone(): DnsZone;
  /** Replaces the zone; the next question sees the new one. */
  serve(zone: DnsZone): void;
  /** Answers so many milliseconds late from now on. */
  delay(ms: number): void;
  close(): Promise<void>;
};

const PLAIN_UDP_SIZE = 512;
const NOERROR = 0;
const SERVFAIL = 2;
const NXDOMAIN = 3;
const LONGEST_CNAME_CHAIN = 8;

/**
 * Starts an authoritative DNS server over UDP and TCP on one port of the loopback; port 0 takes a free one.
 * For tests and the demo: no recursion, no DNSSEC, answers whatever the zone says.
 */
export async function startDnsServer(zone: DnsZone, port = 0): Promise<DnsServer> {
  let nodes = byLowerCaseName(zone);
  const questions: string[] = [];
  let lateBy = 0;
  let open = true;
  const answer = (query: Packet): Packet | null => {
    const question = query.questions?.[0];
    if (question === undefined) return null;
    questions.push(`${question.type} ${question.name.toLowerCase()}`);
    return respond(nodes, query, question);
  };

  const { tcp, udp, port: bound } = await listenOnOnePort(port);
  tcp.on('connection', (socket) => answerStream(socket, answer));
  udp.on('message', (bytes, peer) => {
    const query = decoded(bytes);
    const response = query === null ? null : answer(query);
    if (query === null || response === null) return;
    const send = (): void => {
      if (open) udp.send(fitting(response, udpSize(query)), peer.port, peer.address);
    };
    if (lateBy === 0) send();
    else setTimeout(send, lateBy);
  });

  const connections = new Set<Socket>();
  tcp.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  return {
    address: `127.0.0.1:${bound}`,
    questions,
    zone: () => Object.fromEntries(nodes),
    serve(next) {
      nodes = byLowerCaseName(next);
    },
    delay(ms) {
      lateBy = ms;
    },
    async close() {
      open = false;
      for (const socket of connections) socket.destroy();
      await Promise.all([
        new Promise<void>((done) => udp.close(() => done())),
        new Promise<void>((done) => tcp.close(() => done())),
      ]);
    },
  };
}

function respond(nodes: ReadonlyMap<string, DnsNode>, query: Packet, question: Question): Packet | null {
  const answers: Answer[] = [];
  let name = question.name.toLowerCase();
  let rcode = NOERROR;
  for (let hops = 0; hops <= LONGEST_CNAME_CHAIN; hops += 1) {
    const node = nodes.get(name);
    if (node === 'silent') return null;
    if (node === 'servfail') {
      rcode = SERVFAIL;
      break;
    }
    if (node === undefined) {
      rcode = [...nodes.keys()].some((other) => other.endsWith(`.${name}`)) ? NOERROR : NXDOMAIN;
      break;
    }
    answers.push(...recordsOf(name, node, question.type));
    const target = node.CNAME?.[0]?.toLowerCase();
    if (target === undefined || question.type === 'CNAME') break;
    answers.push({ type: 'CNAME', name, ttl: 0, data: target });
    name = target;
  }
  return {
    type: 'response',
    id: query.id ?? 0,
    flags: AUTHORITATIVE_ANSWER | rcode,
    questions: [question],
    answers: rcode === SERVFAIL ? [] : answers,
  };
}

function recordsOf(name: string, records: DnsRecords, type: string): Answer[] {
  if (type === 'A' || type === 'AAAA' || type === 'CNAME' || type === 'NS' || type === 'PTR') {
    return (records[type] ?? []).map((data) => ({ type, name, ttl: 0, data }));
  }
  if (type === 'MX') {
    return (records.MX ?? []).map((line) => {
      const [preference = '0', exchange = ''] = line.split(/\s+/u);
      return { type, name, ttl: 0, data: { preference: Number(preference), exchange } };
    });
  }
  if (type !== 'TXT') return [];
  return (records.TXT ?? []).map((text) => ({ type, name, ttl: 0, data: characterStrings(text) }));
}

function characterStrings(text: string): string[] {
  return text.match(/[\s\S]{1,255}/gu) ?? [''];
}

function fitting(response: Packet, size: number): Buffer {
  const whole = encode(response);
  if (whole.length <= size) return whole;
  return encode({ ...response, flags: (response.flags ?? 0) | TRUNCATED_RESPONSE, answers: [] });
}

// RFC 6891 §6.2.3: what the client says it can take, else 512.
function udpSize(query: Packet): number {
  const opt = query.additionals?.find((record) => record.type === 'OPT');
  return opt !== undefined && 'udpPayloadSize' in opt ? Math.max(PLAIN_UDP_SIZE, opt.udpPayloadSize) : PLAIN_UDP_SIZE;
}

// RFC 1035 §4.2.2: each message stands behind its length in two octets.
function answerStream(socket: Socket, answer: (query: Packet) => Packet | null): void {
  let buffered = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    while (buffered.length >= 2 && buffered.length >= 2 + buffered.readUInt16BE(0)) {
      const end = 2 + buffered.readUInt16BE(0);
      const query = decoded(buffered.subarray(2, end));
      buffered = buffered.subarray(end);
      const response = query === null ? null : answer(query);
      if (response !== null) socket.write(streamEncode(response));
    }
  });
}

function decoded(bytes: Buffer): Packet | null {
  try {
    return decode(bytes);
  } catch {
    return null;
  }
}

function byLowerCaseName(zone: DnsZone): ReadonlyMap<string, DnsNode> {
  return new Map(Object.entries(zone).map(([name, node]) => [name.toLowerCase(), node]));
}

type Listeners = { readonly tcp: Server; readonly udp: UdpSocket; readonly port: number };

// A free TCP port need not be free for UDP: try others then.
async function listenOnOnePort(port: number, tries = 5): Promise<Listeners> {
  const tcp = createServer();
  const bound = await listenTcp(tcp, port);
  const udp = createSocket('udp4');
  try {
    await bindUdp(udp, bound);
    return { tcp, udp, port: bound };
  } catch (error) {
    tcp.close();
    udp.close();
    if (port !== 0 || tries <= 1) throw error;
    return listenOnOnePort(port, tries - 1);
  }
}

function listenTcp(server: Server, port: number): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') failed(new Error('no TCP port for the DNS server'));
      else done(bound.port);
    });
  });
}

function bindUdp(socket: UdpSocket, port: number): Promise<void> {
  return new Promise((done, failed) => {
    socket.once('error', failed);
    socket.bind(port, '127.0.0.1', () => {
      socket.off('error', failed);
      done();
    });
  });
}
