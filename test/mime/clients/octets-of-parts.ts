import iconv from 'iconv-lite';

export type Transfer = '7bit' | '8bit' | 'quoted-printable' | 'base64';

/** Octets of text in a charset, ISO-2022-JP included, which iconv-lite lacks; CRLF line ends are the caller's. */
export function encodeText(text: string, charset: string): Buffer {
  const name = charset.toLowerCase();
  if (name === 'iso-2022-jp') return encodeIso2022Jp(text);
  if (name === 'us-ascii') return Buffer.from(text, 'latin1');
  if (name === 'ks_c_5601-1987') return iconv.encode(text, 'cp949');
  return iconv.encode(text, name);
}

/** Body octets of a part, in lines of at most 76 characters where the encoding has lines of its own. */
export function transferred(octets: Buffer, transfer: Transfer): Buffer {
  if (transfer === 'base64') return Buffer.from(octets.toString('base64').replaceAll(/.{76}/gu, '$&\r\n'), 'latin1');
  if (transfer === 'quoted-printable') return Buffer.from(quotedPrintable(octets), 'latin1');
  return octets;
}

// JIS X 0208 is EUC-JP without its high bits.
function encodeIso2022Jp(text: string): Buffer {
  const octets: number[] = [];
  let wide = false;
  for (const character of text) {
    const euc = iconv.encode(character, 'euc-jp');
    if ((euc.length === 2) !== wide) octets.push(0x1b, ...(wide ? [0x28, 0x42] : [0x24, 0x42]));
    wide = euc.length === 2;
    octets.push(...[...euc].map((octet) => octet & 0x7f));
  }
  return Buffer.from(wide ? [...octets, 0x1b, 0x28, 0x42] : octets);
}

function quotedPrintable(octets: Buffer): string {
  return octets
    .toString('latin1')
    .split('\r\n')
    .map((line) => softLines(line.replaceAll(/[^\t -<>-~]|[ \t]$/gu, hexadecimal)))
    .join('\r\n');
}

function hexadecimal(character: string): string {
  return `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function softLines(line: string): string {
  const pieces = line.match(/.{1,72}(?:=[0-9A-F]{2}|.)?(?<!=|=[0-9A-F])/gu) ?? [line];
  return pieces.join('=\r\n');
}
