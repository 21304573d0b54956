import { type Service, startService } from '../cli/service.ts';
import { loadSettings } from '../config/settings-loader.ts';
import { type Clock, createClock } from '../threads/clock.ts';
import type { Log } from '../ops/log.ts';
import { type PlayedMail, startSurroundings, type Surroundings, type SurroundingsSettings } from './surroundings.ts';

/** The program inside its surroundings, in one process. */
export type DemoWorld = Surroundings & {
  readonly service: Service;
  /** Sends it to the service over SMTP; the reply to its last line, enhanced code and all. */
  play(mail: PlayedMail): Promise<string>;
  /** Stops the service and starts it again on the same folder. */
  restart(): Promise<void>;
};

export type DemoWorldSettings = SurroundingsSettings & { readonly log?: Log };

/** Lays out the surroundings and starts the service in them; `clock` is that of senders and service alike. */
export async function startDemoWorld(wanted: DemoWorldSettings): Promise<DemoWorld> {
  const { log = () => undefined, clock = createClock() } = wanted;
  const surroundings = await startSurroundings({ ...wanted, clock });
  const start = (): Promise<Service> => serviceFrom(surroundings.settingsFile, log, clock);
  let service = await start().catch(async (error: unknown) => {
    await surroundings.close();
    throw error;
  });
  return {
    ...surroundings,
    get service() {
      return service;
    },
    play: (mail) => surroundings.playTo(service.smtp, mail),
    async restart() {
      await service.stop();
      service = await start();
    },
    async close() {
      await service.stop();
      await surroundings.close();
    },
  };
}

async function serviceFrom(settingsFile: string, log: Log, clock: Clock): Promise<Service> {
  const loaded = loadSettings(settingsFile, {});
  if (!loaded.ok) throw new Error(loaded.faults.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return startService(loaded.settings, log, clock);
}
