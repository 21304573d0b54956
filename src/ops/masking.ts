// A quoted or bare local part, of any script. The length keeps a hostile text from being searched for long.
const ADDRESS = /(?:"[^"]{0,64}"|[^\s"<>()[\]:;,@]{1,128})@(?=[\p{L}\p{N}])/gu;
const LONGEST = 1000;

/** `john.doe@nic.nl` → `j***@nic.nl`: enough to follow a matter, too little to write to. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return address;
  const [first = ''] = address.slice(0, at).replace(/^"/u, '');
  return `${first}***${address.slice(at)}`;
}

/** Masks every address in a text of any origin and cuts it to 1000 characters. */
export function maskAddresses(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replace(ADDRESS, maskAddress);
}

/** One line about an error for the operator: kind, code, message; no stack, no data. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return maskAddresses(typeof error === 'string' ? error : 'something that is no Error');
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const cause = error.cause instanceof Error ? ` (${error.cause.name}: ${error.cause.message})` : '';
  return maskAddresses(`${error.name}${code}: ${error.message}${cause}`.replace(/\s+/gu, ' '));
}
