const BEGIN = '-----BEGIN PGP SIGNED MESSAGE-----';
const SIGNATURE = '-----BEGIN PGP SIGNATURE-----';
const END = '-----END PGP SIGNATURE-----';

/**
 * The text inside an OpenPGP cleartext signature (RFC 9580 §7), with what stands above and below it; any other text as
 * it is. The signature itself is not verified. @param text with LF line ends
 */
export function withoutClearSignature(text: string): string {
  const lines = text.split('\n');
  const keys = lines.map((line) => line.trim());
  const begin = keys.indexOf(BEGIN);
  const body = begin < 0 ? -1 : keys.indexOf('', begin);
  const signature = body < 0 ? -1 : keys.indexOf(SIGNATURE, body);
  const end = signature < 0 ? -1 : keys.indexOf(END, signature);
  if (end < 0) return text;
  // §7.1: a line that begins with a hyphen has `- ` in front.
  const signed = lines.slice(body + 1, signature).map((line) => (line.startsWith('- ') ? line.slice(2) : line));
  return [...lines.slice(0, begin), ...signed, ...lines.slice(end + 1)].join('\n');
}
