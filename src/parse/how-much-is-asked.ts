import type { Command } from '../core/command.ts';

/** Of one mail: each ccTLD of a command for each of its people is judged by itself, and all others wait meanwhile. */
export const MOST_ASKED = 500;
/** Of one mail; the answer to each is as long as the list. */
const MOST_WHOLE_LISTS = 5;

/** Its ccTLDs times its people. */
export function askedBy(command: Command): number {
  const times = (tlds: readonly unknown[], people: number): number => Math.max(1, tlds.length) * Math.max(1, people);
  switch (command.word) {
    case 'SUBSCRIBE':
    case 'CONTACTS':
      return times(command.tlds, command.contacts.length);
    case 'REPLACE':
      return times(command.tlds, command.replaced.length + command.contacts.length);
    case 'REMOVE':
      return times(command.tlds, command.removed.length);
    case 'WHO':
      return isForMany(command) ? MOST_ASKED / MOST_WHOLE_LISTS : times(command.tlds, 1) + command.search.length;
    case 'UPDATE':
    case 'STATUS':
    case 'DISPUTE':
      return times(command.tlds, 1);
    case 'HELP':
    case 'CONFIRM':
    case 'DENY':
    case 'OK':
      return 1;
  }
}

/** The whole list, or that of a region. */
function isForMany({ tlds, regions, search }: Extract<Command, { readonly word: 'WHO' }>): boolean {
  return regions.length > 0 || tlds.length + search.length === 0;
}
