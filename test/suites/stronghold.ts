import { startSurroundings, type Surroundings, type SurroundingsSettings } from '../../src/demo/surroundings.ts';
import { type Serving, serving } from '../e2e/child-program.ts';
import { DOMAINS, IANA } from '../e2e/invented-people.ts';

/** `tldops serve` on loopback, as the suites meet it. */
export type Stronghold = { readonly world: Surroundings; readonly program: Serving; close(): Promise<void> };

export async function raiseStronghold(more: Partial<SurroundingsSettings> = {}): Promise<Stronghold> {
  const world = await startSurroundings({ iana: IANA, domains: DOMAINS, ...more });
  const program = await serving(world.settingsFile);
  return {
    world,
    program,
    async close() {
      await program.end('SIGTERM').catch(() => null);
      await world.close();
    },
  };
}

let written = 0;

/** A mail of its own, whatever else is in it. */
export function usualFields(subject: string): readonly string[] {
  written += 1;
  return [
    'To: tld-ops-admin@tld-ops.example',
    `Subject: ${subject}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <suite.${process.pid}.${written}@suite.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
  ];
}
