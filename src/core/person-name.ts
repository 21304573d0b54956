/**
 * True when at least one part of the name stays, accents and case folded: a corrected spelling or a married name,
 * not another person.
 */
export function samePersonByName(before: string, after: string): boolean {
  const parts = new Set(nameParts(before));
  return nameParts(after).some((part) => parts.has(part));
}

function nameParts(name: string): readonly string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]/u)
    .filter((part) => part !== '');
}
