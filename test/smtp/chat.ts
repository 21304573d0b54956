import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** One line of a conversation file; `line` counts from 1. */
export type ChatStep = { readonly line: number } & (
  | { readonly kind: 'send'; readonly bytes: Buffer }
  | { readonly kind: 'hear'; readonly pattern: RegExp }
  | { readonly kind: 'closed' }
  | { readonly kind: 'hang-up' }
  | { readonly kind: 'starttls' }
  | { readonly kind: 'taken'; readonly pattern: RegExp }
  | { readonly kind: 'nothing-taken' }
);

export type Chat = { readonly settings: ReadonlyMap<string, string>; readonly steps: readonly ChatStep[] };

/**
 * Reads a conversation:
 * `# …` comment · `@ key value` setting of the listener · `C: text` a line with CRLF · `C> text` octets without CRLF ·
 * `C*200 text` that many lines · `C+200 text` that often without CRLF · `C! hang up` · `C! starttls` · `S: regex` a whole line heard · `S! closed` ·
 * `T: regex` what the listener handed over · `T! nothing`. In what is sent, `\r \n \0 \xHH` are octets.
 */
export function readChat(source: string): Chat {
  const settings = new Map<string, string>();
  const steps: ChatStep[] = [];
  for (const [index, text] of source.split('\n').entries()) {
    const line = index + 1;
    if (text.trim() === '' || text.startsWith('#')) continue;
    const setting = /^@ (\S+) (.+)$/u.exec(text);
    const repeated = /^C([*+])(\d+) (.*)$/u.exec(text);
    if (setting !== null) settings.set(setting[1] ?? '', setting[2] ?? '');
    else if (repeated !== null) {
      const once = `${repeated[3] ?? ''}${repeated[1] === '*' ? '\\r\\n' : ''}`;
      steps.push({ line, kind: 'send', bytes: octets(once.repeat(Number(repeated[2]))) });
    } else if (text === 'C:') steps.push({ line, kind: 'send', bytes: octets('\\r\\n') });
    else if (text.startsWith('C: ')) steps.push({ line, kind: 'send', bytes: octets(`${text.slice(3)}\\r\\n`) });
    else if (text.startsWith('C> ')) steps.push({ line, kind: 'send', bytes: octets(text.slice(3)) });
    else if (text === 'C! hang up') steps.push({ line, kind: 'hang-up' });
    else if (text === 'C! starttls') steps.push({ line, kind: 'starttls' });
    else if (text.startsWith('S: ')) steps.push({ line, kind: 'hear', pattern: new RegExp(`^${text.slice(3)}$`, 'u') });
    else if (text === 'S! closed') steps.push({ line, kind: 'closed' });
    else if (text.startsWith('T: '))
      steps.push({ line, kind: 'taken', pattern: new RegExp(`^${text.slice(3)}$`, 'u') });
    else if (text === 'T! nothing') steps.push({ line, kind: 'nothing-taken' });
    else throw new Error(`line ${line}: not a line of a conversation: ${text}`);
  }
  return { settings, steps };
}

function octets(written: string): Buffer {
  const latin1 = Buffer.from(written, 'utf8').toString('latin1');
  const text = latin1.replace(/\\(?:r|n|0|x([0-9a-f]{2}))/giu, (escape, hex: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return escape === '\\r' ? '\r' : escape === '\\n' ? '\n' : '\0';
  });
  return Buffer.from(text, 'latin1');
}

/** The client's end of a connection: lines are heard in order, and the end of the connection after the last one. */
export class ChatClient {
  #socket: Socket;
  #text = '';
  #ended = false;
  #wake: (() => void) | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  static async connect(port: number): Promise<ChatClient> {
    const socket = connect({ host: '127.0.0.1', port });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject);
    });
    return new ChatClient(socket);
  }

  send(bytes: Buffer | string): void {
    this.#socket.write(bytes);
  }

  hangUp(): void {
    this.#socket.destroy();
  }

  async upgrade(): Promise<void> {
    this.#socket.removeAllListeners();
    const secure = connectTls({ socket: this.#socket, rejectUnauthorized: false });
    await new Promise<void>((resolve, reject) => {
      secure.once('secureConnect', resolve).once('error', reject);
    });
    this.#socket = secure;
    this.#listen();
  }

  /** The next whole line, or null where the connection ended. */
  async hear(): Promise<string | null> {
    for (;;) {
      const end = this.#text.indexOf('\r\n');
      if (end >= 0) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        return line;
      }
      if (this.#ended) return null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #listen(): void {
    this.#socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('utf8');
      this.#wake?.();
    });
    const end = (): void => {
      this.#ended = true;
      this.#wake?.();
    };
    this.#socket.on('error', end);
    this.#socket.on('close', end);
  }
}
