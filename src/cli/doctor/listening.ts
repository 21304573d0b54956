import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { type HostPort, hostPortText, type Settings } from '../../config/settings.ts';
import { listenReason } from '../listen-failure.ts';
import { fault, type Finding, ok } from './finding.ts';

const PATIENCE_MS = 3000;

/** The addresses to listen at: free, or taken by the server itself. */
export async function listening({
  smtp,
  web,
  hostname,
}: Pick<Settings, 'smtp' | 'web' | 'hostname'>): Promise<readonly Finding[]> {
  return Promise.all([
    at('smtp-listen', 'smtp.listen', smtp.listen, (place) => greetsAs(place, hostname)),
    at('web-listen', 'web.listen', web.listen, isAlive),
  ]);
}

async function at(
  check: string,
  setting: string,
  place: HostPort,
  isOurs: (place: HostPort) => Promise<boolean>,
): Promise<Finding> {
  const where = `${hostPortText(place)} (${setting})`;
  const code = await bindingFails(place);
  if (code === null) return ok(check, `${where} is free: the server is not running.`);
  if (code === 'EADDRINUSE' && (await isOurs(reachable(place)))) return ok(check, `The server answers at ${where}.`);
  return fault(check, `Cannot listen at ${where}: ${listenReason(code)}.`, `Free the address, or change ${setting}.`);
}

/** Null where it works, else node's code. */
async function bindingFails({ host, port }: HostPort): Promise<string | null> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  } finally {
    server.close();
  }
}

function reachable({ host, port }: HostPort): HostPort {
  if (host === '0.0.0.0') return { host: '127.0.0.1', port };
  return host === '::' ? { host: '::1', port } : { host, port };
}

async function greetsAs({ host, port }: HostPort, hostname: string): Promise<boolean> {
  const socket = connect({ host, port, signal: AbortSignal.timeout(PATIENCE_MS) });
  try {
    const said: readonly unknown[] = await once(socket, 'data', { signal: AbortSignal.timeout(PATIENCE_MS) });
    return String(said[0]).startsWith(`220 ${hostname}`);
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function isAlive(place: HostPort): Promise<boolean> {
  try {
    const response = await fetch(`http://${hostPortText(place)}/health`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok && (await response.text()).includes('"alive"');
  } catch {
    return false;
  }
}
