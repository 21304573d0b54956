import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Brand } from './brand.ts';

/** `+` and 7 to 15 digits (ITU-T E.164). */
export type PhoneNumber = Brand<string, 'PhoneNumber'>;

export type PhoneReading =
  | {
      readonly ok: true;
      readonly phone: PhoneNumber;
      /** Possible in length, but not a number that its country assigns: shown and confirmed. */
      readonly valid: boolean;
      /** Written without a country code and read with the ccTLD's country: shown and confirmed. */
      readonly national: boolean;
    }
  | { readonly ok: false; readonly fault: 'phone-impossible' | 'phone-extension' | 'phone-without-country' };

const EXTENSION = /(?:ext|extension|x|#|;|доб|durchwahl)\.?\s*:?\s*\d+\s*$/iu;

/**
 * Reads a telephone number in any common notation (`00` prefix, `(0)`, dots, slashes, full-width digits).
 * @param iso ISO 3166-1 alpha-2 of the ccTLD's country, for numbers written nationally; null where it has none.
 */
export function readPhone(written: string, iso: string | null): PhoneReading {
  const plain = written.normalize('NFKC').trim();
  const bare = plain
    .replace(/^tel:/iu, '')
    .replace(/\(\s*0\s*\)/gu, ' ')
    .replace(/^\s*00(?=\s*[1-9])/u, '+');
  if (EXTENSION.test(bare)) return { ok: false, fault: 'phone-extension' };
  if (!/^[+\d\s().\-/‐-―·]+$/u.test(bare)) return { ok: false, fault: 'phone-impossible' };
  const international = bare.trimStart().startsWith('+');
  const country = international ? undefined : countryOf(iso);
  if (!international && country === undefined) return { ok: false, fault: 'phone-without-country' };
  const parsed = parsePhoneNumberFromString(bare, country === undefined ? {} : { defaultCountry: country });
  if (parsed === undefined || !parsed.isPossible()) return { ok: false, fault: 'phone-impossible' };
  if (parsed.ext !== undefined) return { ok: false, fault: 'phone-extension' };
  return { ok: true, phone: phoneNumber(parsed.number), valid: parsed.isValid(), national: !international };
}

function phoneNumber(e164: string): PhoneNumber {
  return e164 as PhoneNumber;
}

function countryOf(iso: string | null): CountryCode | undefined {
  return iso !== null && isSupportedCountry(iso) ? iso : undefined;
}

/** libphonenumber's international format, as mails print it: `+31 6 12345678`. */
export function internationalPhone(phone: PhoneNumber): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
}
