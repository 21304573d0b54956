import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DnsZone } from '../../src/demo/dns-server.ts';
import { connectSmtp } from '../../src/demo/smtp-client.ts';
import { ADMIN, laySiege, MALLORY, rawMail, type Siege } from './siege.ts';

let siege: Siege;
const includes = Array.from({ length: 100 }, (_, n): [string, { TXT: string[] }] => [
  `i${n}.spf.example`,
  { TXT: [`v=spf1 include:i${n + 1}.spf.example -all`] },
]);
beforeAll(async () => {
  const zone = {
    'broken.example': 'servfail',
    'silent.example': 'silent',
    'huge.example': { TXT: [`v=spf1 ${'ip4:192.0.2.1 '.repeat(4000)}-all`] },
    'loop.example': { CNAME: ['pool.example'] },
    'pool.example': { CNAME: ['loop.example'] },
    'many.example': { TXT: ['v=spf1 include:i0.spf.example -all'] },
    'exp.example': { TXT: ['v=spf1 -all exp=why.exp.example'] },
    'why.exp.example': { TXT: ['Dear %{s}: <script>https://evil.example</script> 250 2.0.0 applied'] },
    'void.example': { TXT: [`v=spf1 ${Array.from({ length: 50 }, (_, n) => `a:v${n}.void.example`).join(' ')} -all`] },
    'two.example': { TXT: ['v=spf1 +all', 'v=spf1 -all'] },
    '_dmarc.junk.example': { TXT: ['v=DMARC1; p=none; rua=mailto:x@evil.example; p=reject; \u0001'] },
    ...Object.fromEntries(includes),
  } satisfies DnsZone;
  siege = await laySiege(zone, '2s');
});
afterAll(() => siege.close());

test.each(['huge', 'loop', 'many', 'exp', 'void', 'two', 'junk', 'nowhere'])(
  'the DNS of %s.example does no harm',
  async (name) => {
    const raw = rawMail([`From: x@${name}.example`, `Cc: ${ADMIN}`], 'REMOVE .nl luis@nic-nl.example');
    const { reply } = await siege.withstands(() => siege.send(raw, { mailFrom: `x@${name}.example` }));
    expect(reply).not.toMatch(/script|applied|evil/u);
  },
);

test.each(['broken', 'silent'])('a %s DNS makes the client come again', async (name) => {
  const raw = rawMail([`From: x@${name}.example`], 'WHO');
  expect(await siege.send(raw, { mailFrom: `x@${name}.example` })).toMatch(/^451 4\.4\.3/u);
});

const deep = (depth: number): { readonly type: string; readonly body: string } => {
  let body = 'Content-Type: text/plain\r\n\r\nREMOVE .nl luis@nic-nl.example\r\n';
  for (let n = 0; n < depth; n += 1)
    body = `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n${body}\r\n--b${n}--\r\n`;
  return { type: `multipart/mixed; boundary=b${depth - 1}`, body: body.slice(body.indexOf('\r\n\r\n') + 4) };
};

const BIG: readonly (readonly [string, () => string])[] = [
  ['10,000 commands', () => rawMail([`From: ${MALLORY}`], 'STATUS .nl\n'.repeat(10_000))],
  [
    '10,000 SUBSCRIBEs of as many people',
    () =>
      rawMail(
        [`From: ${MALLORY}`, `Cc: ${ADMIN}`],
        Array.from(
          { length: 10_000 },
          (_, n) =>
            `SUBSCRIBE .nl\nName: P Q${n}\nEmail: p${n}@evil.example\nPhone: +31 6 4444${String(n).padStart(4, '0')}\n`,
        ).join('\n'),
      ),
  ],
  [
    'one SUBSCRIBE for every pair of letters',
    () =>
      rawMail(
        [`From: ${MALLORY}`, `Cc: ${ADMIN}`],
        `SUBSCRIBE ${Array.from({ length: 676 }, (_, n) => `.${String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26))}`).join(' ')}\nName: P Q\nEmail: p@evil.example\nPhone: +31 6 44440000`,
      ),
  ],
  [
    '10,000 tokens',
    () =>
      rawMail(
        [`From: ${MALLORY}`],
        Array.from({ length: 10_000 }, (_, n) => `CONFIRM aaaaaaaaaaaaaaaaaaaaa${n}`).join('\n'),
      ),
  ],
  ['100,000 quoted lines', () => rawMail([`From: ${MALLORY}`], `HELP\n\n${'> REMOVE .nl ALL\n'.repeat(100_000)}`)],
  [
    'deep MIME',
    () => rawMail([`From: ${MALLORY}`, `Content-Type: ${deep(2000).type}`], deep(2000).body.replaceAll('\r\n', '\n')),
  ],
  [
    '10,000 parts',
    () =>
      rawMail(
        [`From: ${MALLORY}`, 'Content-Type: multipart/mixed; boundary=b'],
        `${'--b\nContent-Type: text/plain\n\nHELP\n'.repeat(10_000)}--b--`,
      ),
  ],
  ['2 MB of <div>', () => rawMail([`From: ${MALLORY}`, 'Content-Type: text/html'], '<div>\n'.repeat(330_000))],
  [
    'a name of 8 MB',
    () =>
      rawMail([`From: ${MALLORY}`], `SUBSCRIBE .nl\nName: ${'A'.repeat(900)}\n${`${'A'.repeat(900)}\n`.repeat(9000)}`),
  ],
  [
    'a line of 8 MB',
    () =>
      rawMail(
        [`From: ${MALLORY}`, 'Content-Transfer-Encoding: quoted-printable'],
        `HELP\nName: ${`${'A'.repeat(70)}=\n`.repeat(110_000)}`,
      ),
  ],
  ['a header of folds', () => rawMail([`From: ${MALLORY}`, `X-Fold: a${'\r\n b'.repeat(15_000)}`], 'HELP')],
  ['a header too large', () => rawMail([`From: ${MALLORY}`, `X-Fold: a${'\r\n b'.repeat(30_000)}`], 'HELP')],
  ['1,000 fields', () => rawMail([`From: ${MALLORY}`, ...Array.from({ length: 1000 }, (_, n) => `X-${n}: y`)], 'HELP')],
  [
    'ten signatures of as many domains',
    () =>
      rawMail(
        [
          ...Array.from(
            { length: 10 },
            (_, n) =>
              `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=d${n}.evil.example; s=s; h=from; bh=AAAA; b=AAAA`,
          ),
          `From: ${MALLORY}`,
        ],
        'HELP',
      ),
  ],
  [
    '1,000 copied addresses',
    () =>
      rawMail(
        [`From: ${MALLORY}`, `Cc: ${Array.from({ length: 1000 }, (_, n) => `a${n}@evil.example`).join(',\r\n ')}`],
        'HELP',
      ),
  ],
  [
    'a word that regular expressions hate',
    () =>
      rawMail(
        [`From: ${MALLORY}`],
        `Phone: ${'+31 '.repeat(100_000)}\n${'a@'.repeat(100_000)}\n${' '.repeat(200_000)}x\n${'.nl'.repeat(50_000)}`,
      ),
  ],
  [
    'brackets without end',
    () => rawMail([`From: ${MALLORY}`], `SUBSCRIBE .nl\nEmail: ${'<'.repeat(100_000)}\nName: ${'"'.repeat(100_000)}`),
  ],
];

test.each(BIG)(
  '%s do not stop the others',
  async (_, make) => {
    const unsigned = make();
    await siege.withstands(() => siege.send(unsigned));
    const signed = await siege.world.compose({ from: MALLORY, text: '', raw: make() });
    await siege.withstands(() => siege.send(signed, { ip: '127.0.0.1' }));
  },
  60_000,
);

test('a message that ends early does not smuggle another', async () => {
  const inner = `MAIL FROM:<${ADMIN}>\r\nRCPT TO:<${siege.world.mailbox}>\r\nDATA\r\nFrom: ${ADMIN}\r\n\r\nREMOVE .nl ALL\r\n`;
  for (const end of ['\n.\n', '\r\n.\n', '\n.\r\n', '\r.\r', '\r\n.\r', '\r\n\0.\r\n']) {
    const { reply } = await siege.withstands(() =>
      siege.send(Buffer.from(`${rawMail([`From: ${MALLORY}`], 'HELP')}${end}${inner}`)),
    );
    expect(reply).toMatch(/^550 5\.6\.0/u);
  }
});

test('what is pipelined behind a bare line end is never run', async () => {
  const before = await siege.rosters();
  const [host, port] = siege.world.service.smtp.split(':');
  const heard = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), host);
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
    const transaction = (from: string, body: string): string =>
      `MAIL FROM:<${from}>\r\nRCPT TO:<${siege.world.mailbox}>\r\nDATA\r\n${body}`;
    socket.write(
      `EHLO x\r\n${transaction(MALLORY, `From: ${MALLORY}\r\n\r\nbare\nline\r\n.\r\n`)}${transaction(MALLORY, `From: ${MALLORY}\r\n\r\nHELP\r\n.\r\n`)}QUIT\r\n`,
    );
  });
  expect(heard).toMatch(/550 5\.6\.0/u);
  expect(heard.split('\r\n').filter((line) => /^(?:250 2\.0\.0|354)/u.test(line)).length).toBeLessThan(2);
  expect(await siege.rosters()).toEqual(before);
});

test('1,000 recipients and a client that says it is somebody else get nowhere', async () => {
  const client = await connectSmtp(siege.world.service.smtp, 'mx.evil.example', '127.0.0.2');
  expect(await client.command('XCLIENT ADDR=127.0.0.1 NAME=mx.nic-nl.example')).toMatch(/^5/u);
  expect(await client.command(`MAIL FROM:<${MALLORY}>`)).toMatch(/^250/u);
  let taken = 0;
  for (let n = 0; n < 1000; n += 1) {
    const reply = await client.command(`RCPT TO:<tld-ops-admin+${n}@tld-ops.example>`).catch(() => 'closed');
    if (reply === 'closed') break;
    if (reply.startsWith('250')) taken += 1;
  }
  expect(taken).toBeLessThanOrEqual(5);
  await client.quit();
});
