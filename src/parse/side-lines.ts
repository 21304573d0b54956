import type { Doubt } from '../core/command.ts';
import type { TextLine } from './own-text.ts';
import { excerpt } from './plain-line.ts';

/** Doubts beyond these say nothing new. */
const MOST_DOUBTS = 50;

/** The lines of one command that are no data of it, and the doubts that they and the data cast. */
export class SideLines {
  readonly doubts: Doubt[] = [];
  readonly signature: TextLine[] = [];
  readonly notUnderstood: TextLine[] = [];
  /** Contacts without a command: there is nothing to doubt. */
  readonly #headless: boolean;
  #pending: TextLine[] = [];

  constructor(headless: boolean) {
    this.#headless = headless;
  }

  /** Prose that belongs to the command if more of it follows. */
  get pending(): readonly TextLine[] {
    return this.#pending;
  }

  doubt(code: Doubt['code'], line: number, detail: string): void {
    const known = this.doubts.some((doubt) => doubt.code === code && doubt.line === line);
    if (!known && this.doubts.length < MOST_DOUBTS) this.doubts.push({ code, line, detail: excerpt(detail, 80) });
  }

  /** A line whose data may not be what its author meant. */
  doubtful(code: Doubt['code'], at: TextLine): void {
    this.doubt(code, at.line, at.text);
  }

  wait(at: TextLine): void {
    this.#pending.push(at);
  }

  misunderstood(at: TextLine): void {
    this.flush();
    this.notUnderstood.push(at);
    this.doubtful('line-not-understood', at);
  }

  /** What stood between the command and what follows now was inside the command. */
  flush(): void {
    for (const at of this.takePending()) {
      this.notUnderstood.push(at);
      if (!this.#headless) this.doubtful('line-not-understood', at);
    }
  }

  takePending(): readonly TextLine[] {
    const taken = this.#pending;
    this.#pending = [];
    return taken;
  }
}
