/** A text with headings, lists and tables that can be printed in several formats. All of it is plain text. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** The first column holds words, all others numbers where `numbers` is set. */
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly numbers: boolean;
    };

export type PlainDocument = { readonly title: string; readonly blocks: readonly Block[] };
