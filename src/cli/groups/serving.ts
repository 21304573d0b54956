import type { Command } from 'commander';
import { givenSettings } from '../given-settings.ts';
import { type Shell, withExamples } from './shell.ts';

export function addServing(program: Command, { config }: Shell): void {
  const serve = program
    .command('serve')
    .description('receive, decide and answer mail, until SIGTERM')
    .action(async () => (await import('../serve.ts')).serve(givenSettings(config())));
  withExamples(serve, 'serve --config /etc/tldops/tldops.yaml');
  const demo = program
    .command('demo')
    .description('see how it works: a story on this machine only, with invented people')
    .option('--once', 'end after the story')
    .action(async ({ once }: { once?: boolean }) => (await import('../../demo/demo.ts')).runDemo(once === true));
  withExamples(demo, 'demo --once');
}
