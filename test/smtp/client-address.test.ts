import { describe, expect, it } from 'vitest';
import { networkOf } from '../../src/core/client-network.ts';
import { addressSet, answerableClient } from '../../src/smtp/client-address.ts';

describe('a set of addresses', () => {
  const set = addressSet(['192.0.2.0/24', '198.51.100.7', '2001:db8::/32', '::1']);

  it.each([
    ['192.0.2.255', true],
    ['192.0.3.0', false],
    ['198.51.100.7', true],
    ['::ffff:198.51.100.7', true],
    ['198.51.100.8', false],
    ['2001:db8:ffff::1', true],
    ['2001:DB8::1', true],
    ['2001:db9::1', false],
    ['::1', true],
    ['::2', false],
    ['', false],
    ['mail.example', false],
  ])('%s: %s', (ip, expected) => {
    expect(set.has(ip)).toBe(expected);
  });

  it.each(['', 'localhost', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '::1/129', '10.0.0/8', '*'])(
    'refuses %j',
    (range) => {
      expect(() => addressSet([range])).toThrow(RangeError);
    },
  );

  it('of nobody holds nobody', () => {
    expect(addressSet([]).has('127.0.0.1')).toBe(false);
  });
});

describe('the network under which a client is counted', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});

describe('the answerable client', () => {
  const peer = { ip: '127.0.0.1', helo: 'front.example' };
  const none = new Map<string, string | false>();

  it.each([
    ['nobody forwarded', none, none, peer],
    [
      'XFORWARD',
      new Map([
        ['ADDR', '192.0.2.1'],
        ['HELO', 'a.example'],
      ]),
      none,
      { ip: '192.0.2.1', helo: 'a.example' },
    ],
    [
      'XFORWARD without HELO',
      new Map<string, string | false>([
        ['ADDR', '192.0.2.1'],
        ['HELO', false],
      ]),
      none,
      { ip: '192.0.2.1', helo: '[192.0.2.1]' },
    ],
    [
      'XFORWARD without ADDR',
      new Map<string, string | false>([
        ['ADDR', false],
        ['HELO', 'a.example'],
      ]),
      none,
      peer,
    ],
    ['XCLIENT', none, new Map([['ADDR', '2001:db8::1']]), { ip: '2001:db8::1', helo: 'front.example' }],
    [
      'both',
      new Map([['ADDR', '192.0.2.1']]),
      new Map([['ADDR', '192.0.2.2']]),
      { ip: '192.0.2.1', helo: '[192.0.2.1]' },
    ],
  ])('%s', (_name, xForward, xClient, expected) => {
    expect(answerableClient(peer, xForward, xClient)).toEqual(expected);
  });
});
