import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Brand } from './brand.ts';
import { remembered } from './remembered.ts';

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

const EXTENSION =
  /\d\D*?(?:[;#]|(?<!\p{L})(?:extension|extn?|x|int(?:erno)?|anexo|ramal|poste|durchwahl|доб|вн)|内線|分机)[\s.:=]*(?:ext\s*=\s*)?\d{1,7}\s*$/iu;
// Australia dials 0011; behind a plain 00 that would be a number of North America whose area code begins with 1, and none does.
const INTERNATIONAL = /^(?:\+|0011|00)(?=[1-9])/u;
const SEPARATORS = /[\s().\-/‐-―−·•'[\]]+/gu;
// Digit zero of the scripts that are met; the other digits follow it (Unicode §4.6).
const ZEROS = '٠ ۰ ० ০ ੦ ૦ ୦ ௦ ౦ ೦ ൦ ๐ ໐ ༠ ၀ ០'.split(' ').map((zero) => zero.charCodeAt(0));

/**
 * Reads a telephone number in any common notation (`00` prefix, `(0)`, `(+31)`, dots, slashes, digits of any script).
 * @param iso ISO 3166-1 alpha-2 of the ccTLD's country, for numbers written nationally; null where it has none.
 */
export function readPhone(written: string, iso: string | null): PhoneReading {
  const plain = withAsciiDigits(written.normalize('NFKC')).trim().replace(/^tel:/iu, '');
  const reading = readPlain(plain.replace(/[([]\s*0\s*[)\]]/gu, ''), iso);
  if (reading.ok && reading.valid) return reading;
  // In some countries (Italy, Côte d'Ivoire) the zero is a part of the number, and written like that all the same.
  const withZero = readPlain(plain, iso);
  return withZero.ok && withZero.valid ? withZero : reading;
}

function readPlain(plain: string, iso: string | null): PhoneReading {
  if (EXTENSION.test(plain.replace(/[()[\]]/gu, ' '))) return { ok: false, fault: 'phone-extension' };
  const bare = plain.replace(SEPARATORS, '').replace(INTERNATIONAL, '+');
  if (!/^\+?\d+$/u.test(bare)) return { ok: false, fault: 'phone-impossible' };
  const international = bare.startsWith('+');
  const country = international ? undefined : countryOf(iso);
  if (!international && country === undefined) return { ok: false, fault: 'phone-without-country' };
  const parsed = parsePhoneNumberFromString(bare, country);
  if (parsed === undefined || !parsed.isPossible()) return { ok: false, fault: 'phone-impossible' };
  const phone = phoneNumber(parsed.number);
  const valid = parsed.isValid();
  // One that is not valid may be read in two ways, with or without a zero in front.
  if (valid) printed(phone, () => parsed.formatInternational());
  return { ok: true, phone, valid, national: !international };
}

function withAsciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = ZEROS.find((start) => code >= start && code <= start + 9);
    return zero === undefined ? digit : String(code - zero);
  });
}

function phoneNumber(e164: string): PhoneNumber {
  return e164 as PhoneNumber;
}

function countryOf(iso: string | null): CountryCode | undefined {
  return iso !== null && isSupportedCountry(iso) ? iso : undefined;
}

/** libphonenumber's international format, as mails print it: `+31 6 12345678`. */
export function internationalPhone(phone: PhoneNumber): string {
  return printed(phone, () => parsePhoneNumberFromString(phone)?.formatInternational() ?? phone);
}

// A letter about a ccTLD prints each of its numbers, and several letters follow from a mail. What was read will be printed,
// and reading it again would cost as much.
const printed = remembered<string>(5000);
