import { describe, expect, test } from 'vitest';
import { read } from './requests/reading.ts';

describe('no more invitations', () => {
  test.each([
    'STOP',
    'No thanks',
    'no thank you!',
    'No, thanks.',
    'unsubscribe',
    'Unsubscribe please',
    'Please remove us',
    'Decline',
    'opt-out',
    'Not interested.',
    'Dear Secretariat,\n\nNo more invitations, please.\n\nBest regards\nJan',
    'STOP\n\n> We invite .nl to TLD-OPS.\n> SUBSCRIBE .nl',
    '**STOP**',
    'Stop,please',
    '   Hello,\nSTOP',
    'STOP\nKind regards',
  ])('is said by %j', (text) => {
    expect(read(text).declinedAt).toBeGreaterThan(0);
  });

  test('is said by the Subject of a mail without text, as mail programs send it for "unsubscribe"', () => {
    expect(read('', 'NO THANKS').declinedAt).toBe(0);
    expect(read('\n \n', 'unsubscribe').declinedAt).toBe(0);
    expect(read('> We invite .nl', 'unsubscribe').declinedAt).toBe(0);
    expect(read('Thank you', 'unsubscribe').declinedAt).toBeUndefined();
    expect(read('Who are you?', 'NO THANKS').declinedAt).toBeUndefined();
  });

  test.each([
    'No thanks needed, we join!',
    'NO',
    'Stop?',
    'Thank you\nSTOP',
    'Greetings from Delhi\nSTOP',
    'We met in Delhi\nSTOP',
    'Can we unsubscribe later?',
    'We stop the service of our old name server.\nSTOP',
    'No, our phone number is another one.',
    '> STOP',
    'SUBSCRIBE .nl\nName: John Doe\nEmail: john@nic.nl\nPhone: +31 6 12345678',
    'CONFIRM',
    '',
  ])('is not said by %j', (text) => {
    expect(read(text).declinedAt).toBeUndefined();
  });
});
