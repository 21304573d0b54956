import { expect, test } from 'vitest';
import type { EmailAddress } from '../../src/core/email-address.ts';
import type { Reference } from '../../src/core/message.ts';
import { createLog, type LogLevel } from '../../src/ops/log.ts';
import { errorText, maskAddress, maskAddresses } from '../../src/ops/masking.ts';

function logged(level: LogLevel, ...events: Parameters<ReturnType<typeof createLog>>[0][]) {
  const lines: string[] = [];
  const log = createLog(level, { write: (line) => void lines.push(line) });
  for (const event of events) log(event);
  return lines;
}

test('one event is one line of JSON with level and time', () => {
  const lines = logged('info', { event: 'stopping', why: 'SIGTERM\n{"event":"ready"}' });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[^\n]*\n$/u);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u),
    event: 'stopping',
    why: 'SIGTERM\n{"event":"ready"}',
  });
});

test('no field shows a whole address, wherever it stands', () => {
  const [line = ''] = logged('info', {
    event: 'mail-given-up',
    id: '2026-000001-1',
    ref: '2026-000001' as Reference,
    to: 'john.doe@nic.nl' as EmailAddress,
    attempts: 1,
    reason: '550 5.1.1 <john.doe@nic.nl>: "odd name"@nic.nl,müller@nic.nl unknown',
  });
  expect(JSON.parse(line)).toMatchObject({
    to: 'j***@nic.nl',
    reason: '550 5.1.1 <j***@nic.nl>: o***@nic.nl,m***@nic.nl unknown',
  });
});

test('the level decides', () => {
  expect(
    logged('warn', { event: 'stopped', ms: 1 }, { event: 'iana-warning', source: 'file', warning: 'w' }),
  ).toHaveLength(1);
});

test.each([
  ['john@nic.nl', 'j***@nic.nl'],
  ['n@ai', 'n***@ai'],
  ['nobody', 'nobody'],
  ['@nic.nl', '***@nic.nl'],
])('%s is shown as %s', (address, shown) => {
  expect(maskAddress(address)).toBe(shown);
});

test('a long text is cut, and searched quickly', () => {
  expect(maskAddresses('a'.repeat(100_000))).toHaveLength(1001);
  expect(maskAddresses('127.0.0.1:25 [::1]:25 at noon')).toBe('127.0.0.1:25 [::1]:25 at noon');
});

test('an error is told with kind, code and cause, on one line, without addresses', () => {
  const error = Object.assign(new TypeError('no such\nuser j.roe@nic.nl', { cause: new Error('why') }), { code: 'EX' });
  expect(errorText(error)).toBe('TypeError EX: no such user j***@nic.nl (Error: why)');
  expect(errorText('thrown')).toBe('thrown');
  expect(errorText(undefined)).toBe('something that is no Error');
});

const READY = {
  event: 'ready',
  smtp: '127.0.0.1:2525',
  web: '127.0.0.1:8080',
  version: '1.2.3',
  hostname: 'ops.example',
  dataDir: 'data',
  rules: '0123456789abcdef',
} as const;

test.each(['warn', 'error'] as const)('that it is ready is told with level %s, too', (level) => {
  const lines = logged(level, READY, { event: 'stopping', why: 'SIGTERM' });
  expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ ...READY, level: 'info' })]);
});
