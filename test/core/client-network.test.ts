import { describe, expect, test } from 'vitest';
import { neighbourhoodOf, networkOf, plainIp } from '../../src/core/client-network.ts';

describe('a client is counted', () => {
  test.each([
    ['by its IPv4 address', '192.0.2.7', '192.0.2.7', '192.0.2.0/24'],
    ['by an IPv4 address that came over IPv6', '::ffff:192.0.2.77', '192.0.2.77', '192.0.2.0/24'],
    ['the same in capitals', '::FFFF:192.0.2.77', '192.0.2.77', '192.0.2.0/24'],
    ['by the network of its IPv6 address', '2001:db8:a:b:1:2:3:4', '2001:db8:a:b::/64', '2001:db8:a::/48'],
    ['whatever its case', '2001:DB8:A:B::1', '2001:db8:a:b::/64', '2001:db8:a::/48'],
    ['whatever zeros are left out', '2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
    ['whatever zeros are written', '2001:0db8:0000:000b::1', '2001:db8:0:b::/64', '2001:db8:0::/48'],
    ['where zeros stand in front', '::1', '0:0:0:0::/64', '0:0:0::/48'],
    ['where they stand behind', '2001:db8:a:b::', '2001:db8:a:b::/64', '2001:db8:a::/48'],
    ['where nothing but zeros is', '::', '0:0:0:0::/64', '0:0:0::/48'],
    ['where zeros stand in front of several', '::a:b:c:d:1', '0:0:0:a::/64', '0:0:0::/48'],
    ['where one group is left out', '2001:db8::3:4:5:6:7', '2001:db8:0:3::/64', '2001:db8:0::/48'],
    ['without the zone of its link', 'fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
    ['not as IPv4 where it only ends so', '64:ff9b::192.0.2.7', '64:ff9b:0:0::/64', '64:ff9b:0::/48'],
  ])('%s', (_, ip, network, neighbourhood) => {
    expect([networkOf(ip), neighbourhoodOf(ip)]).toEqual([network, neighbourhood]);
  });

  test.each([
    ['192.0.2.7%x', '192.0.2.7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:c000:207', '::ffff:c000:207'],
    ['1::ffff:192.0.2.7', '1::ffff:192.0.2.7'],
  ])('the address %s is %s', (ip, plain) => {
    expect(plainIp(ip)).toBe(plain);
  });
});
