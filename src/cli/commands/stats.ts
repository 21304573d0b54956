import { documentHtml } from '../../roster-out/document-html.ts';
import { markdown } from '../../roster-out/document-markdown.ts';
import { documentText } from '../../roster-out/document-text.ts';
import type { Statistics } from '../../roster-out/statistics.ts';
import { statisticsCsv } from '../../roster-out/statistics-csv.ts';
import { statisticsDocument, updateDocument } from '../../roster-out/statistics-document.ts';
import { statisticsJson } from '../../roster-out/statistics-json.ts';
import { CommandFailure } from '../exit.ts';
import { givenMoment } from '../given-moment.ts';
import { membershipFigures } from '../membership-figures.ts';
import type { Output } from '../output.ts';
import type { Workplace } from '../workplace.ts';

export const STATS_FORMATS = ['table', 'markdown', 'json', 'csv'] as const;
export const REPORT_FORMATS = ['markdown', 'html'] as const;
export type StatsOptions = {
  readonly format: (typeof STATS_FORMATS)[number];
  readonly since?: string;
  readonly at?: string;
};
export type ReportOptions = {
  readonly format: (typeof REPORT_FORMATS)[number];
  readonly since?: string;
  readonly at?: string;
};

/** `stats`: the figures of the membership. */
export async function stats(place: Workplace, output: Output, options: StatsOptions): Promise<void> {
  const figures = await figuresOf(place, options);
  const json = statisticsJson(figures);
  const { table } = place.house.book;
  switch (options.format) {
    case 'json':
      output.exact(json, `${JSON.stringify(json, null, 2)}\n`);
      return;
    case 'csv':
      output.exact(json, statisticsCsv(figures));
      return;
    case 'markdown':
      output.exact(json, markdown(statisticsDocument(table, figures)));
      return;
    case 'table':
      output.result(json, documentText(statisticsDocument(table, figures)));
      return;
  }
}

/** `report`: an update for a meeting. */
export async function report(place: Workplace, output: Output, options: ReportOptions): Promise<void> {
  const figures = await figuresOf(place, options);
  const update = updateDocument(place.house.book.table, figures);
  const text = options.format === 'html' ? documentHtml(update) : markdown(update);
  output.exact({ ...statisticsJson(figures), format: options.format, text }, text);
}

async function figuresOf(
  place: Workplace,
  given: { readonly since?: string; readonly at?: string },
): Promise<Statistics> {
  const now = place.clock();
  const at = given.at === undefined ? now : givenMoment('--at', given.at, 'end');
  const since = given.since === undefined ? null : givenMoment('--since', given.since, 'start');
  // Today is a day of which the figures are known so far.
  if (given.at !== undefined && givenMoment('--at', given.at, 'start') > now) {
    throw new CommandFailure(
      2,
      `--at ${given.at} is yet to come; it is ${now} now. Without --at the figures are those of now.`,
    );
  }
  if (since !== null && since > (at < now ? at : now)) {
    throw new CommandFailure(
      2,
      `--since ${given.since ?? ''} is later than ${given.at === undefined ? 'now' : `--at ${given.at}`}.`,
    );
  }
  return membershipFigures(place, at, since);
}
