type Value = { readonly tag: number; readonly content: Buffer; readonly length: number };

/** Indefinite lengths are found by walking what is inside, so every level costs another walk. */
const MAX_DEPTH = 16;

const SEQUENCE = 0x30;
const OCTET_STRING = 0x04;
const OCTET_STRINGS = 0x24;
const CONTEXT_0 = 0xa0;
const OBJECT_IDENTIFIER = 0x06;
/** 1.2.840.113549.1.7.2 */
const SIGNED_DATA = Buffer.from('2a864886f70d010702', 'hex');

/**
 * What an opaque S/MIME signature is around: `encapContentInfo` of a CMS SignedData (RFC 5652 §5.1, §5.2), in BER or
 * DER. Null where it is anything else, such as encrypted. The signature is not verified.
 */
export function signedContent(octets: Buffer): Buffer | null {
  const [type, content] = childrenOf(octets, SEQUENCE);
  if (type?.tag !== OBJECT_IDENTIFIER || !type.content.equals(SIGNED_DATA) || content?.tag !== CONTEXT_0) return null;
  // version, digestAlgorithms, encapContentInfo
  const encapsulated = childrenOf(content.content, SEQUENCE)[2];
  if (encapsulated?.tag !== SEQUENCE) return null;
  const [, explicit] = valuesIn(encapsulated.content);
  const [inner] = explicit?.tag === CONTEXT_0 ? valuesIn(explicit.content) : [];
  return inner === undefined ? null : octetsOf(inner, 0);
}

function childrenOf(octets: Buffer, tag: number): readonly Value[] {
  const value = readValue(octets, 0, 0);
  return value?.tag === tag ? valuesIn(value.content) : [];
}

function octetsOf(value: Value, depth: number): Buffer | null {
  if (value.tag === OCTET_STRING) return value.content;
  if (value.tag !== OCTET_STRINGS || depth > MAX_DEPTH) return null;
  const pieces = valuesIn(value.content).map((piece) => octetsOf(piece, depth + 1));
  return pieces.every((piece) => piece !== null) ? Buffer.concat(pieces) : null;
}

function valuesIn(octets: Buffer): readonly Value[] {
  const values: Value[] = [];
  for (let at = 0; at < octets.length; ) {
    const value = readValue(octets, at, 0);
    if (value === null) break;
    values.push(value);
    at += value.length;
  }
  return values;
}

/** One value (X.690 §8.1) with a tag of one octet; null where it is cut off. */
function readValue(octets: Buffer, start: number, depth: number): Value | null {
  const tag = octets[start];
  const first = octets[start + 1];
  if (tag === undefined || first === undefined || depth > MAX_DEPTH) return null;
  if (first === 0x80) return readIndefinite(octets, start, tag, depth);
  const longer = first > 0x80 ? first - 0x80 : 0;
  if (longer > 4 || start + 2 + longer > octets.length) return null;
  const size = longer === 0 ? first : octets.readUIntBE(start + 2, longer);
  const from = start + 2 + longer;
  if (from + size > octets.length) return null;
  return { tag, content: octets.subarray(from, from + size), length: from + size - start };
}

function readIndefinite(octets: Buffer, start: number, tag: number, depth: number): Value | null {
  let at = start + 2;
  while (octets[at] !== 0 || octets[at + 1] !== 0) {
    const inner = readValue(octets, at, depth + 1);
    if (inner === null) return null;
    at += inner.length;
  }
  return { tag, content: octets.subarray(start + 2, at), length: at + 2 - start };
}
