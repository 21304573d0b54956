// What is used of mailauth below its public functions; its own types end there.

declare module 'mailauth/lib/dkim/dkim-verifier.js' {
  import type { Writable } from 'node:stream';
  import type { DKIMResult, DKIMVerifyOptions } from 'mailauth';
  import type { DkimKey, KeyOptions } from 'mailauth/lib/tools.js';

  /** Takes a message as a stream; has its results when the stream has finished. */
  export class DkimVerifier extends Writable {
    constructor(options: DKIMVerifyOptions);
    /** Where keys are asked for. Rejects where there is none that may be used. */
    keyCache: {
      get(type: string, name: string, minBitLength: number | undefined, options: KeyOptions): Promise<DkimKey>;
    };
    readonly results: readonly DKIMResult[];
    readonly headerFrom: readonly string[];
    /** Takes the header block with the empty line behind it; what is written to the stream afterwards is body. */
    emitHeaders(headerBlock: Buffer): Promise<void>;
  }
}

declare module 'mailauth/lib/tools.js' {
  import type { KeyObject } from 'node:crypto';

  export type KeyOptions = { readonly strict?: boolean; readonly hashAlgo?: string };
  export type DkimKey = { readonly publicKey: string | KeyObject };

  export function toALabel(domain: string): string;
  export function getPublicKey(
    type: string,
    name: string,
    minBitLength: number | undefined,
    resolver: (name: string, type: string) => Promise<readonly (readonly string[] | string)[]>,
    options: KeyOptions,
  ): Promise<DkimKey & { readonly publicKey: string }>;
}
