import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseTld, type Tld } from '../../src/core/cctld.ts';
import { utf8 } from '../../src/iana/asker.ts';
import type { PublishedReading } from '../../src/iana/published.ts';
import { readRdapRecord } from '../../src/iana/rdap-record.ts';
import { readWhoisRecord } from '../../src/iana/whois-record.ts';

const INVENTED = fileURLToPath(new URL('../../fixtures/iana/', import.meta.url));
/** Real answers, kept beside the checkout where the project is made; a clone elsewhere has none. */
const SAMPLES = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

const expected = z.record(
  z.string(),
  z.strictObject({
    tld: z.string(),
    record: z.record(z.string(), z.string().nullable()).optional(),
    fault: z.string().optional(),
    missing: z.string().optional(),
  }),
);

function tldOf(label: string): Tld {
  const tld = parseTld(label);
  if (tld === null) throw new Error(label);
  return tld;
}

function read(folder: string, file: string, tld: Tld): PublishedReading {
  const text = utf8(readFileSync(`${folder}${file}`)) ?? '';
  return file.startsWith('rdap') || file.endsWith('.json') ? readRdapRecord(tld, text) : readWhoisRecord(tld, text);
}

describe('an invented answer', () => {
  const cases = Object.entries(expected.parse(parse(readFileSync(`${INVENTED}expected.yaml`, 'utf8'))));

  test('stands in the list of expectations', () => {
    const files = readdirSync(INVENTED).filter((file) => /^(?:whois|rdap)-/u.test(file));
    expect(cases.map(([file]) => file).toSorted()).toEqual(files.toSorted());
  });

  test.each(cases)('%s is read as a person would', (file, { tld, record, fault, missing }) => {
    const reading = read(INVENTED, file, tldOf(tld));
    if (record === undefined) {
      expect(reading).toEqual({ ok: false, fault: fault ?? missing, missing: missing !== undefined });
    } else {
      expect(reading).toEqual({ ok: true, published: { tld, ...record } });
    }
  });

  test.each(['whois-plain.txt', 'rdap-plain.json'])('%s is no answer to a question about another ccTLD', (file) => {
    expect(read(INVENTED, file, tldOf('nl'))).toEqual({
      ok: false,
      fault: 'the answer is about another domain',
      missing: false,
    });
  });
});

test.each(['whois-plain.txt', 'rdap-plain.json'])('%s cut short anywhere is never a record', (file) => {
  const text = readFileSync(`${INVENTED}${file}`, 'utf8').trimEnd();
  const reader = file.startsWith('rdap') ? readRdapRecord : readWhoisRecord;
  const readings = Array.from({ length: text.length - 8 }, (_, length) => reader(tldOf('aw'), text.slice(0, length)));
  expect(readings.filter(({ ok }) => ok)).toEqual([]);
});

const hasSamples = existsSync(`${SAMPLES}iana-whois/manifest.json`);

describe.skipIf(!hasSamples)('a real answer (skipped where ../shared/data is not beside the checkout)', () => {
  const contact = z.object({ name: z.string().nullable().optional(), emailField: z.array(z.string()) }).nullish();
  const whois = z.array(
    z.object({
      file: z.string(),
      expect: z.object({ domain: z.string().nullish(), status: z.string().nullish(), admin: contact }).nullish(),
    }),
  );
  const side = z.object({ fn: z.string().nullish(), email: z.array(z.string()) }).nullish();
  const rdap = z.array(
    z.object({
      file: z.string(),
      expect: z
        .object({
          ldhName: z.string().nullish(),
          status: z.array(z.string()).nullish(),
          registrant: side,
          administrative: side,
        })
        .nullish(),
    }),
  );

  test('of whois gives the record that the manifest tells, or none', () => {
    const folder = `${SAMPLES}iana-whois/`;
    const samples = whois.parse(JSON.parse(readFileSync(`${folder}manifest.json`, 'utf8')));
    expect(samples.length).toBeGreaterThan(50);
    for (const { file, expect: told } of samples) {
      const tld = parseTld(told?.domain?.toLowerCase() ?? 'bi') ?? tldOf('bi');
      const reading = read(folder, file, tld);
      const [email, ...others] = told?.admin?.emailField ?? [];
      const several = others.length > 0 || /[\s,;/]/u.test(email ?? '');
      if (email === undefined || several || (told?.domain ?? null) === null) {
        expect(reading.ok, file).toBe(false);
      } else {
        expect(reading, file).toMatchObject({
          ok: true,
          published: {
            tld,
            adminEmail: email,
            adminName: told?.admin?.name ?? null,
            status: told?.status === 'INACTIVE' ? 'retired' : 'active',
          },
        });
        expect(reading.ok && reading.published.manager, file).toBeTruthy();
      }
    }
  });

  test('of RDAP gives the record that the manifest tells, or none', () => {
    const folder = `${SAMPLES}iana-rdap/`;
    const samples = rdap.parse(JSON.parse(readFileSync(`${folder}manifest.json`, 'utf8')));
    expect(samples.length).toBeGreaterThan(30);
    for (const { file, expect: told } of samples.filter((sample) => sample.file.endsWith('.json'))) {
      const tld = parseTld(told?.ldhName ?? '');
      if (tld === null) {
        expect(read(folder, file, tldOf('aw')).ok, file).toBe(false);
      } else {
        expect(read(folder, file, tld), file).toMatchObject({
          ok: true,
          published: { tld, status: 'active', adminEmail: told?.administrative?.email[0] },
        });
      }
    }
  });

  test('of both sources names the same manager, so that a change of source is no redelegation', () => {
    const both = readdirSync(`${SAMPLES}iana-rdap`).flatMap((file) => {
      const tld = parseTld(file.replace(/\.json$/u, ''));
      if (tld === null || !existsSync(`${SAMPLES}iana-whois/${tld}.txt`)) return [];
      return [[read(`${SAMPLES}iana-rdap/`, file, tld), read(`${SAMPLES}iana-whois/`, `${tld}.txt`, tld)] as const];
    });
    expect(both.length).toBeGreaterThan(25);
    for (const [a, b] of both) {
      if (!a.ok || !b.ok) throw new Error('unreadable');
      expect(a.published.manager).toBe(b.published.manager);
    }
  });
});
