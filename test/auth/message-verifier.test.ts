import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type DKIMResult, dkimVerify } from 'mailauth';
import { beforeAll, describe, expect, it } from 'vitest';
import { LookupError } from '../../src/auth/dns-lookup.ts';
import { verifyMessage } from '../../src/auth/message-verifier.ts';
import { makeEd25519Key, makeRsaKey } from '../../src/demo/mail-signer.ts';
import { compose, key, NOW, prepend, sign, structureOf } from './mail-world.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const ed25519 = makeEd25519Key();
const short = makeRsaKey(512);
const RECORDS: Readonly<Record<string, readonly string[]>> = {
  's1._domainkey.nic.example': [key.txtRecord.slice(0, 200), key.txtRecord.slice(200)],
  'ed._domainkey.nic.example': [ed25519.txtRecord],
  'short._domainkey.nic.example': [short.txtRecord],
  'testing._domainkey.nic.example': [`${key.txtRecord}; t=y`],
  'sha1._domainkey.nic.example': [`${key.txtRecord}; h=sha1`],
  'revoked._domainkey.nic.example': ['v=DKIM1; p='],
  'broken._domainkey.nic.example': ['v=DKIM1; k=rsa; p=AAAA'],
  's1._domainkey.xn--mnchen-3ya.example': [key.txtRecord],
};

const OPTIONS = { strict: true, rejectRsaSha1: true, minBitLength: 1024, curTime: new Date(NOW) };

function lookup(asked: string[]) {
  return async (name: string): Promise<string[][]> => {
    asked.push(name);
    const record = RECORDS[name];
    if (record === undefined) throw new LookupError('ENOTFOUND');
    return [[...record]];
  };
}

const longBody = `${'Ünïcödé line of text\r\n'.repeat(10_000)}\r\n\r\n`;
const changed = (raw: Uint8Array, from: string, to: string): Uint8Array =>
  Buffer.from(Buffer.from(raw).toString('latin1').replace(from, to), 'latin1');

/** Without the key, which has another type, and without the name that is drawn for a signature without octets. */
const comparable = ({ id, publicKey: _, ...result }: DKIMResult) => ({
  ...result,
  id: result.signature === undefined ? null : id,
});

const twice = async (signing: Parameters<typeof sign>[1]): Promise<Uint8Array> =>
  sign(await sign(compose(), signing), signing);

const MAILS: readonly (readonly [what: string, write: () => Promise<Uint8Array>])[] = [
  ['one signature', () => sign(compose())],
  ['two of them', async () => sign(await sign(compose(), { key: ed25519, selector: 'ed' }))],
  ['two of them by one key', async () => sign(await sign(compose()), { headers: ['from', 'to'] })],
  ['two of them by a key of which the DNS says nothing', async () => twice({ selector: 'missing' })],
  ['none', async () => compose()],
  ['no body', () => sign(compose({ body: '' }))],
  ['a body of one empty line', () => sign(compose({ body: '\r\n' }))],
  ['a long body', () => sign(compose({ body: longBody }))],
  ['a long body that was changed', async () => changed(await sign(compose({ body: longBody })), 'line', 'lime')],
  ['a changed field', async () => changed(await sign(compose()), 'Subject: SUBSCRIBE', 'Subject: REMOVE')],
  ['part of the body', () => sign(compose(), { bodyLength: 10 })],
  ['a key of 512 bits', () => sign(compose(), { key: short, selector: 'short' })],
  ['a key that is only tested', () => sign(compose(), { selector: 'testing' })],
  ['a key for SHA-1 only', () => sign(compose(), { selector: 'sha1' })],
  ['a key that was withdrawn', () => sign(compose(), { selector: 'revoked' })],
  ['a key that is none', () => sign(compose(), { selector: 'broken' })],
  ['a key that is not there', () => sign(compose(), { selector: 'missing' })],
  ['a domain in its own script', async () => changed(await sign(compose()), 'd=nic.example', 'd=m\u00fcnchen.example')],
  ['a signature that says nothing', async () => prepend('DKIM-Signature: nonsense', await sign(compose()))],
  ['several authors', async () => prepend('From: Eve <eve@evil.example>', await sign(compose()))],
];

describe('mailauth, used in parts, says the same as its own verifier', () => {
  const written = new Map<string, Uint8Array>();

  beforeAll(async () => {
    for (const [what, write] of MAILS) written.set(what, await write());
  });

  // The second time each key is known already.
  it.each(
    MAILS.flatMap(([what]) => [
      [what, 'for the first time'],
      [what, 'again'],
    ]),
  )('of a mail with %s, %s', async (what = '') => {
    const raw = Buffer.from(written.get(what) ?? '');
    const { bodyOffset } = structureOf(raw);
    const [asked, askedByMailauth]: [string[], string[]] = [[], []];
    const ours = await verifyMessage(raw.subarray(0, bodyOffset), raw.subarray(bodyOffset), lookup(asked), OPTIONS);
    const theirs = await dkimVerify(raw, { ...OPTIONS, resolver: lookup(askedByMailauth) });
    expect(ours.results.map(comparable)).toEqual(theirs.results.map(comparable));
    expect(ours.headerFrom).toEqual(theirs.headerFrom);
    expect(asked).toEqual(askedByMailauth);
  });

  it('a header without an empty line behind it', async () => {
    const raw = Buffer.from('From: admin@nic.example\r\nSubject: HELP\r\n');
    const { results, headerFrom } = await verifyMessage(raw, Buffer.of(), lookup([]), OPTIONS);
    expect(headerFrom).toEqual(['admin@nic.example']);
    expect(results).toEqual((await dkimVerify(raw, { ...OPTIONS, resolver: lookup([]) })).results);
  });

  it('and of two signatures by a key that the DNS tells only when it is asked again', async () => {
    const raw = Buffer.from(await twice({}));
    const { bodyOffset } = structureOf(raw);
    const failingOnce = () => {
      let failed = false;
      return async (name: string): Promise<string[][]> => {
        if (failed) return lookup([])(name);
        failed = true;
        throw new LookupError('ETIMEOUT');
      };
    };
    const ours = await verifyMessage(raw.subarray(0, bodyOffset), raw.subarray(bodyOffset), failingOnce(), OPTIONS);
    const theirs = await dkimVerify(raw, { ...OPTIONS, resolver: failingOnce() });
    expect(ours.results.map(({ status }) => status.result)).toEqual(['temperror', 'temperror']);
    expect(ours.results.map(comparable)).toEqual(theirs.results.map(comparable));
  });

  it('and keeps no record that is longer than those of keys', async () => {
    const raw = Buffer.from(written.get('one signature') ?? '');
    const { bodyOffset } = structureOf(raw);
    const before = heapInUse();
    for (let record = 0; record < 400; record += 1) {
      const long = async (): Promise<string[][]> => [[`${key.txtRecord}; n=${record} ${'x'.repeat(60_000)}`]];
      const { results } = await verifyMessage(raw.subarray(0, bodyOffset), raw.subarray(bodyOffset), long, OPTIONS);
      expect(results.map(({ status }) => status.result)).toEqual(['pass']);
    }
    expect(heapInUse() - before).toBeLessThan(100 * 60_000);
  });

  it('and a key that was replaced is not believed any longer', async () => {
    const raw = Buffer.from(written.get('one signature') ?? '');
    const { bodyOffset } = structureOf(raw);
    const other = async (): Promise<string[][]> => [[makeRsaKey().txtRecord]];
    const { results } = await verifyMessage(raw.subarray(0, bodyOffset), raw.subarray(bodyOffset), other, OPTIONS);
    expect(results.map(({ status }) => status.result)).toEqual(['fail']);
  });
});
