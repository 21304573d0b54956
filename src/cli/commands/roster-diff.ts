import { counted } from '../counted.ts';
import { CommandFailure } from '../exit.ts';
import { givenText } from '../given-file.ts';
import { readMailmanDump } from '../import/mailman-dump.ts';
import { type MailmanDifference, mailmanDifference } from '../import/mailman-difference.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';
import { rostersWithContacts } from './roster-json.ts';

/** `roster diff FILE`: what a mailing list lacks, has too much, or calls otherwise, so that it follows the roster. Changes nothing. */
export async function rosterDiff({ store, house }: Workplace, output: Output, file: string): Promise<void> {
  const { members, strange } = readMailmanDump(await givenText(file));
  if (members.length === 0) {
    throw new CommandFailure(
      1,
      `${file}: there is no member in it. It should be what \`mailman members LIST\` or \`list_members -f LIST\` prints.`,
    );
  }
  const difference = mailmanDifference(house.book.table, await rostersWithContacts(store), members);
  const notUnderstood = strange.map(({ place, words }) => `${place}: ${words}`);
  output.result({ ...difference, strange: notUnderstood }, differenceText(difference, notUnderstood));
}

function differenceText(
  { add, remove, rename, secondAddresses, same }: MailmanDifference,
  strange: readonly string[],
): string {
  const lines = [
    ...add.map(({ display, address }) => `+ ${display} <${address}>`),
    ...remove.map(({ display, address }) => `- ${display === '' ? address : `${display} <${address}>`}`),
    ...rename.flatMap(({ address, there, here }) => [`~ ${address}`, `    there: ${there}`, `    here:  ${here}`]),
  ];
  const end = [
    `${counted(same, 'member')} as here, ${add.length} to add (+), ${remove.length} to remove (-), ${rename.length} to rename (~).`,
    ...(secondAddresses.length === 0
      ? []
      : [`Second addresses that are members as well, and get every mail twice: ${secondAddresses.join(' ')}`]),
    ...strange.map((one) => `Not understood: ${one}`),
  ];
  return [...lines, ...(lines.length === 0 ? [] : ['']), ...end].join('\n');
}
