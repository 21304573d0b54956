import type { CcTldTable, Region } from '../core/cctld.ts';
import type { NamedTld } from '../core/command.ts';
import type { NamedThings } from './command-head.ts';
import { EVERYBODY, FILLERS, QUESTION_WORDS } from './command-words.ts';
import { trimmedToken } from './decoration.ts';
import { countryNamed, readLabel, withoutRepeats } from './tld-labels.ts';

const REGIONS: ReadonlyMap<string, Region> = new Map<string, Region>([
  ['africa', 'AF'],
  ['asia', 'AP'],
  ['apac', 'AP'],
  ['asia-pacific', 'AP'],
  ['europe', 'EUR'],
  ['latam', 'LAC'],
  ['af', 'AF'],
  ['ap', 'AP'],
  ['eu', 'EUR'],
  ['eur', 'EUR'],
  ['lac', 'LAC'],
  ['na', 'NA'],
]);

/** The words behind WHO: ccTLDs, regions, parts of names; null where they make a question in prose. */
export function readWho(table: CcTldTable, written: readonly string[], colon: boolean): NamedThings | null {
  // `WHO .nl ?` asks nothing else than `WHO .nl`.
  const tokens = written.filter((token) => !/^[?？]+$/u.test(token));
  const tlds: NamedTld[] = [];
  const regions = new Set<Region>();
  const search: string[] = [];
  let [everybody, check] = [false, false];
  for (const token of tokens) {
    const word = trimmedToken(token);
    const lower = word.replace(/\.$/u, '').toLowerCase();
    const region = REGIONS.get(lower);
    const label = readLabel(table, token);
    if (EVERYBODY.has(lower)) everybody = true;
    else if (lower === 'check') check = true;
    else if (region !== undefined) regions.add(region);
    else if (label !== null && (label.known || word.startsWith('.'))) tlds.push(label);
    else if (QUESTION_WORDS.has(lower)) return null;
    else if (FILLERS.has(lower) || lower === 'region') continue;
    else if (/^[\p{L}\p{N}\p{M}@._'’+-]{1,100}$/u.test(word)) search.push(lower);
    else return null;
  }
  // `WHO Netherlands`
  const country = tlds.length + regions.size === 0 ? countryNamed(table, search.join(' ')) : null;
  if (country !== null) tlds.push({ known: true, tld: country });
  const named = tlds.length + regions.size;
  if ((colon && named === 0 && tokens.length > 0) || search.length > 3) return null;
  const nothing = named + search.length === 0 && !everybody && !check;
  if (nothing && !tokens.every((token) => /^please/iu.test(token))) return null;
  return {
    tlds: withoutRepeats(tlds),
    addresses: [],
    successors: [],
    all: false,
    oneself: false,
    regions: [...regions],
    search: country === null ? search : [],
    aside: '',
    check,
  };
}
