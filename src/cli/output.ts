import type { Fault } from './exit.ts';

/** Where a command's result goes: nothing else is written to stdout. */
export type Output = {
  /** Prints the value as one JSON document, or the text for people. */
  result(value: unknown, text: string): void;
  /** The same for a text that a program or a file gets: octet for octet as it is. */
  exact(value: unknown, text: string): void;
};

/** The same for one command line as a whole. */
export type LineOutput = Output & {
  /** Why there is no result, for programs; where one was printed, it tells what was found. */
  failure(error: string, faults: readonly Fault[]): void;
};

/** @param json what is printed is one JSON document. */
export function standardOutput(json: boolean): LineOutput {
  let isPrinted = false;
  const print = (text: string): void => {
    isPrinted = true;
    process.stdout.write(text);
  };
  return {
    result(value, text) {
      print(json ? document(value) : `${escaped(text.replace(/\n+$/u, ''))}\n`);
    },
    exact(value, text) {
      print(json ? document(value) : text);
    },
    failure(error, faults) {
      if (json && !isPrinted) print(document({ error, ...(faults.length === 0 ? {} : { faults }) }));
    },
  };
}

function document(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What takes a while is announced where a person waits; programs hear nothing of it. */
export function announce(work: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${work}\n`);
}

/** No mail's words may move the cursor or colour a terminal: control characters but line ends and tabs are shown. */
export function escaped(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Columns as wide as their widest cell, two spaces apart. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, [...cell].length);
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
