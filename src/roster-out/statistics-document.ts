import { type CcTldTable, dotted } from '../core/cctld.ts';
import type { Block, PlainDocument } from './document.ts';
import { countRow, membershipTable } from './membership-table.ts';
import { regionCode, regionName } from './region-names.ts';
import { type Movement, namedByRegion, type Statistics } from './statistics.ts';

/** All figures, for somebody who wants to know rather than to show. */
export function statisticsDocument(table: CcTldTable, figures: Statistics): PlainDocument {
  return {
    title: `TLD-OPS membership on ${figures.at.slice(0, 10)}`,
    blocks: [...figureBlocks(table, figures), ...missingBlocks(table, figures)],
  };
}

/** All figures but the list of those that are missing. */
export function figureBlocks(table: CcTldTable, figures: Statistics): readonly Block[] {
  return [
    membershipTable(figures.rows),
    ...figuresOfContacts(figures, (tlds) => labelled(table, tlds)),
    ...ccnsoBlocks(figures),
    ...handlingBlocks(figures),
    ...(figures.movement === null ? [] : movementBlocks(table, figures.movement)),
  ];
}

/**
 * An update for a meeting, in the shape in which TLD-OPS has given it. It is shown to everybody, so it does not say which ccTLDs
 * are hard to reach.
 * @see statisticsDocument for all figures.
 */
export function updateDocument(table: CcTldTable, figures: Statistics): PlainDocument {
  const { people, totals, regions, missing, at, movement } = figures;
  const covered = regions.filter((region) => region.total > 0 && region.missing === 0);
  const names = covered.map(({ region }) => regionName(region));
  return {
    title: 'TLD-OPS Update',
    blocks: [
      {
        kind: 'paragraph',
        text: 'Global technical incident response community for and by ccTLDs, open to all ccTLDs.',
      },
      {
        kind: 'paragraph',
        text: `Brings together ${people === 1 ? '1 person who is' : `${people} people who are`} responsible for the operational security and stability of ${totals.all.members === 1 ? '1 ccTLD' : `${totals.all.members} different ccTLDs`}.`,
      },
      ...(movement === null ? [] : movementBlocks(table, movement)),
      ...(names.length === 0 ? [] : [{ kind: 'paragraph', text: `All covered now: ${names.join(', ')}.` } as const]),
      { kind: 'heading', text: 'Membership' },
      membershipTable(figures.rows),
      ...ccnsoBlocks(figures),
      ...figuresOfContacts(figures, () => ''),
      ...handlingBlocks(figures),
      ...(missing.length === 0 ? [] : missingTable(table, figures)),
      { kind: 'paragraph', text: `Last update: ${at.slice(0, 10)}` },
    ],
  };
}

function movementBlocks(table: CcTldTable, { since, joined, left, updates }: Movement): readonly Block[] {
  const named = (tlds: Movement['joined']): string =>
    tlds.length === 0 ? 'none' : tlds.map((tld) => `${table.get(tld)?.name ?? tld} (${dotted(table, tld)})`).join(', ');
  const { added, removed, changed } = updates;
  return [
    { kind: 'heading', text: `Since ${since.slice(0, 10)}` },
    {
      kind: 'list',
      items: [
        `Joined: ${named(joined)}`,
        `Left: ${named(left)}`,
        `Contact updates: ${added + removed + changed} (${added} new, ${removed} removed, ${changed} changed)`,
      ],
    },
  ];
}

/** @param labels which ccTLDs these are, behind their number. */
function figuresOfContacts(figures: Statistics, labels: (tlds: Statistics['missing']) => string): readonly Block[] {
  const { contactsPerTld, contacts, people, secondaryAddress, stale, bouncing } = figures;
  return [
    { kind: 'heading', text: 'Contacts' },
    {
      kind: 'table',
      numbers: true,
      head: ['Contacts of a ccTLD', 'ccTLDs'],
      rows: contactsPerTld.map((tlds, count) => [String(count), String(tlds)]),
    },
    {
      kind: 'list',
      items: [
        `${contacts} ${contacts === 1 ? 'contact' : 'contacts'}, ${people} ${people === 1 ? 'person' : 'people'}`,
        `With a second address: ${secondaryAddress.given}; outside their own ccTLD: ${secondaryAddress.outside}`,
        `ccTLDs whose contacts can be reached by mail inside that ccTLD only: ${secondaryAddress.onlyInside.length}${labels(secondaryAddress.onlyInside)}`,
        `Not confirmed for half a year: ${stale.contacts}${labels(stale.tlds)}`,
        `With an address from which mail comes back: ${bouncing.contacts}${labels(bouncing.tlds)}`,
      ],
    },
  ];
}

function labelled(table: CcTldTable, tlds: Statistics['missing']): string {
  return tlds.length === 0 ? '' : ` (${tlds.map((tld) => dotted(table, tld)).join(' ')})`;
}

/** What mail asked, and who decided it. */
function handlingBlocks({ handling, movement }: Statistics): readonly Block[] {
  const { mails, byAPerson, withoutAPersonPercent, medianHours } = handling;
  const time = movement === null ? 'so far' : `since ${movement.since.slice(0, 10)}`;
  return [
    { kind: 'heading', text: `Mail ${time}` },
    {
      kind: 'list',
      items: [
        `Decided: ${mails}${withoutAPersonPercent === null ? '' : `, ${withoutAPersonPercent}% of it without a person`}`,
        `Waited for the Secretariat: ${byAPerson}`,
        ...(medianHours === null
          ? []
          : [`From a mail that had to wait to its decision: ${medianHours} hours (median)`]),
      ],
    },
  ];
}

function ccnsoBlocks({ ccnso: { member, nonMember, unknown } }: Statistics): readonly Block[] {
  return [
    { kind: 'heading', text: 'ccNSO' },
    {
      kind: 'table',
      numbers: true,
      head: ['', 'Members', '%', 'Missing', '%', 'Total'],
      rows: [
        countRow('ccNSO members', member),
        countRow('Others', nonMember),
        ...(unknown.total === 0 ? [] : [countRow('Not known', unknown)]),
      ],
    },
  ];
}

function missingBlocks(table: CcTldTable, { missing }: Statistics): readonly Block[] {
  if (missing.length === 0) return [{ kind: 'paragraph', text: 'No ccTLD is missing.' }];
  return [
    { kind: 'heading', text: 'Contact us if your ccTLD is on this list' },
    ...namedByRegion(table, missing).flatMap(({ region, names }): readonly Block[] => [
      { kind: 'paragraph', text: `${regionName(region)} (${names.length})` },
      { kind: 'list', items: names },
    ]),
  ];
}

/** A column for each region that has any. */
function missingTable(table: CcTldTable, { missing }: Statistics): readonly Block[] {
  const regions = namedByRegion(table, missing);
  const longest = Math.max(...regions.map(({ names }) => names.length));
  return [
    { kind: 'heading', text: 'Contact us if your ccTLD is on this list' },
    {
      kind: 'table',
      numbers: false,
      head: regions.map(({ region, names }) => `${regionCode(region)} (${names.length})`),
      rows: Array.from({ length: longest }, (_, row) => regions.map(({ names }) => names[row] ?? '')),
    },
  ];
}
