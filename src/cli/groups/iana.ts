import type { Command } from 'commander';
import { ianaSync } from '../commands/iana-sync.ts';
import { ianaHistory, ianaRelease, ianaSet, ianaShow } from '../commands/iana.ts';
import { type Shell, withExamples } from './shell.ts';

export function addIana(program: Command, { at, atFresh }: Shell): void {
  const iana = program.command('iana').description('who is the Admin Contact of a ccTLD');
  const sync = iana
    .command('sync [tlds...]')
    .description('look at the configured source now: at these ccTLDs, or at all of them')
    .action((tlds: readonly string[]) => at((place, out) => ianaSync(place, out, tlds)));
  withExamples(sync, 'iana sync', 'iana sync nl рф');
  const show = iana
    .command('show <tld>')
    .description('what is known of one ccTLD')
    .action((tld: string) => atFresh((place, out) => ianaShow(place, out, tld)));
  withExamples(show, 'iana show nl');
  const history = iana
    .command('history <tld>')
    .description('what was known before')
    .action((tld: string) => atFresh((place, out) => ianaHistory(place, out, tld)));
  withExamples(history, 'iana history nl');
  const set = iana
    .command('set <tld>')
    .description('set the address by hand, until the source agrees')
    .option('--email <address>', 'of the Admin Contact')
    .option('--reason <text>', 'so that others understand it later')
    .option('--remove', 'take back what was set: the source counts again')
    .action((tld: string, { email, reason, remove }: { email?: string; reason?: string; remove?: boolean }) =>
      at((place, out) =>
        remove === true ? ianaRelease(place, out, tld, email ?? reason) : ianaSet(place, out, tld, { email, reason }),
      ),
    );
  withExamples(
    set,
    'iana set nl --email admin@nic.example --reason "IANA is late; phoned the registry on 3 March"',
    'iana set nl --remove',
  );
}
