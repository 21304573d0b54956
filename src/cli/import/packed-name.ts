/** What a display name like `John Doe, #1, .nl, +31 123456789` says; nothing of it is checked yet. */
export type PackedName = {
  readonly name: string;
  /** ccTLDs as written, with the rank that stood before each; empty where none did. */
  readonly places: readonly { readonly rank: string; readonly label: string }[];
  readonly phone: string;
  /** Second addresses, where they are packed, too. */
  readonly addresses: readonly string[];
  /** Why a person should look, in words; empty: it is understood. */
  readonly doubts: readonly string[];
};

const RANK = /^#\s*\d{1,2}$/u;
const LABEL = /^\.[^\s.,@]{2,63}$/u;
const PHONE = /^(?:tel:)?\+?[\d\s().\-/]{6,30}$/iu;
const ADDRESS = /^<?[^\s<>@]+@[^\s<>@]+>?$/u;

/**
 * Reads the fields of a display name by what they look like. People who serve several ccTLDs have several ranks and labels:
 * `John Doe, #1, .nl, #2, .bq, +31 123456789`. A name may hold commas of its own (`Doe, John, #1, …`).
 */
export function readPackedName(text: string): PackedName {
  const names: string[] = [];
  const places: { rank: string; label: string }[] = [];
  const phones: string[] = [];
  const addresses: string[] = [];
  const strange: string[] = [];
  let rank = '';
  for (const part of parts(text)) {
    if (RANK.test(part)) rank = part.replace(/\s/gu, '');
    else if (LABEL.test(part)) {
      places.push({ rank, label: part });
      rank = '';
    } else if (ADDRESS.test(part)) addresses.push(part.replace(/^<|>$/gu, ''));
    else if (PHONE.test(part)) phones.push(part);
    else if (places.length + phones.length + addresses.length > 0 || rank !== '') strange.push(part);
    else names.push(part);
  }
  const name = names.join(', ');
  const [phone = ''] = phones;
  return {
    name,
    places,
    phone,
    addresses,
    doubts: [
      ...(places.length > 0 ? [] : ['no ccTLD such as .nl stands in the name']),
      ...(phones.length > 1 ? [`two phone numbers stand in the name: ${phones.join(' and ')}`] : []),
      ...(rank === '' ? [] : [`the rank ${rank} belongs to no ccTLD`]),
      ...strange.map(
        (part) => `"${part}" stands behind the name, and is neither rank, ccTLD, phone number nor address`,
      ),
      ...(/[?\ufffd]/u.test(name) ? [`letters of "${name}" seem to be lost`] : []),
    ],
  };
}

/** Between commas or semicolons; ranks and ccTLDs may also stand side by side, as `#1 .nl` or `.nl .bq`. */
function parts(text: string): readonly string[] {
  const fields = text.split(/[,;]/u).map((field) => field.trim());
  return fields
    .filter((field) => field !== '')
    .flatMap((field) => {
      const words = field.split(/\s+/u);
      return words.every((word) => RANK.test(word) || LABEL.test(word)) ? words : [field];
    });
}
