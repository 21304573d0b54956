import { dotted, type Tld } from '../../core/cctld.ts';
import type { IanaNews } from '../../core/iana-step.ts';
import type { IanaSync } from '../../schedule/iana-sync.ts';
import { counted } from '../counted.ts';
import { CommandFailure } from '../exit.ts';
import { givenCcTld } from '../given-cctld.ts';
import type { Output } from '../output.ts';
import { refreshIana } from '../refresh-iana.ts';
import type { Workplace } from '../workplace.ts';

type Change = { readonly tld: Tld; readonly what: IanaNews['kind']; readonly before: string; readonly after: string };

/**
 * `iana sync`: looks at the configured source now, those first whose last look is the longest ago. SIGINT ends it, and
 * keeps what was heard.
 */
export async function ianaSync(place: Workplace, output: Output, labels: readonly string[]): Promise<void> {
  const { table } = place.house.book;
  const tlds = labels.map((label) => givenCcTld(table, label).tld);
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    const sync = await refreshIana(place, {
      ...(tlds.length === 0 ? {} : { tlds }),
      signal: interruption.signal,
      ...(process.stderr.isTTY ? { progress: showProgress } : {}),
    });
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    output.result(
      summary(sync),
      text(sync, (tld) => dotted(table, tld)),
    );
    if (sync.ended !== null) {
      const next = interruption.signal.aborted ? 'What was heard is kept; run it again to go on.' : '';
      throw new CommandFailure(1, `${sync.ended}\nWhat was known before stays. ${next}`.trimEnd());
    }
    if (sync.read === 0) {
      throw new CommandFailure(1, 'Nothing could be taken over. What was known before stays.');
    }
    const failed = sync.asked - sync.read;
    if (failed > sync.read)
      throw new CommandFailure(
        1,
        `Most of it failed: there is no full record of ${failed} of ${sync.asked} ccTLDs. What was known about them stays.`,
      );
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function showProgress(done: number, total: number): void {
  process.stderr.write(`\r${done} of ${total} ccTLDs\u001b[K`);
}

/** What is news and changes nothing yet. */
function aside(news: IanaNews, named: (tld: Tld) => string): readonly string[] {
  if (news.kind === 'new') return [`${named(news.tld)}: new, ${news.after.adminEmail}`];
  if (news.kind !== 'suspected') return [];
  const said = `${news.before.adminEmail} -> ${news.after.suspectedEmail ?? ''}`;
  return [`${named(news.tld)}: whois alone says ${said}; what was known counts until it is said again`];
}

function summary(sync: IanaSync): object {
  const { source, asked, same, first, failures, warnings, ended } = sync;
  const changes = changesOf(sync);
  const changed = new Set(changes.map(({ tld }) => tld)).size;
  return {
    source,
    asked,
    same,
    first,
    changed,
    failed: failures.length + warnings.length,
    changes,
    failures,
    warnings,
    ended,
    news: sync.news.map(({ kind, tld }) => ({ tld, what: kind })),
  };
}

function changesOf({ news }: IanaSync): readonly Change[] {
  return news.flatMap((one): readonly Change[] => {
    const { kind: what, tld } = one;
    switch (what) {
      case 'address':
        return [{ tld, what, before: one.before.adminEmail, after: one.after.adminEmail }];
      case 'manager':
        return [{ tld, what, before: one.before.manager, after: one.after.manager }];
      case 'retired':
      case 'returned':
        return [{ tld, what, before: one.before.status, after: one.after.status }];
      case 'new':
      case 'suspected':
      case 'missing':
        return [];
    }
  });
}

function text(sync: IanaSync, named: (tld: Tld) => string): string {
  const { asked, same, first, failures, warnings, news } = sync;
  const changes = changesOf(sync);
  return [
    `${counted(asked, 'ccTLD')} asked about: ${same - first} as before, ${first} for the first time, ${counted(changes.length, 'change')}, ${failures.length + warnings.length} failed.`,
    ...changes.map(({ tld, what, before, after }) => `${named(tld)}: ${what}: ${before} -> ${after}`),
    ...news.flatMap((one) => aside(one, named)),
    ...failures.map(({ tld, reason }) => `${named(tld)}: ${reason}`),
    ...warnings,
  ].join('\n');
}
