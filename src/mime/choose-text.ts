import { isBlank } from './leaf-text.ts';
import type { Leaf, Multipart, Part } from './part-tree.ts';

/** The part that is the mail's own text; `html` beside `plain` is its alternative, in pieces where a picture is between. */
export type ChosenText = {
  readonly plain: Leaf | null;
  readonly html: readonly Leaf[];
  /** Another inline text follows that a reader sees as well. */
  readonly severalTexts: boolean;
  /** A message is shown inside this one, before any text of its own. */
  readonly nestedMessage: boolean;
};

type ShownText = Pick<ChosenText, 'plain' | 'html'>;
type Shown = { readonly texts: ShownText[]; nestedMessage: boolean; severalTexts: boolean };

/**
 * The first text that a reader sees (RFC 2046 §5.1, RFC 2387, RFC 1847). Blank parts are not texts; attachments,
 * signatures, calendars, images and unknown types are not looked at.
 */
export function chooseText(root: Part): ChosenText {
  const shown: Shown = { texts: [], nestedMessage: false, severalTexts: false };
  // A mail is not an attachment of itself, whatever its Content-Disposition.
  if (root.kind === 'leaf') showLeaf(root, shown);
  else showMultipart(root, shown);
  const [first] = shown.texts;
  return {
    plain: first?.plain ?? null,
    html: first?.html ?? [],
    severalTexts: shown.severalTexts || shown.texts.length > 1,
    nestedMessage: shown.nestedMessage,
  };
}

function show(part: Part, shown: Shown): void {
  if (part.header.attachment) return;
  if (part.kind === 'leaf') showLeaf(part, shown);
  else showMultipart(part, shown);
}

function showMultipart(part: Multipart, shown: Shown): void {
  if (part.header.type === 'multipart/encrypted') return;
  if (part.header.type === 'multipart/alternative') {
    showAlternative(part, shown);
    return;
  }
  if (part.header.type === 'multipart/related') showRelated(part, shown);
  else
    for (const child of part.header.type === 'multipart/signed' ? part.children.slice(0, 1) : part.children)
      show(child, shown);
}

/** RFC 2387 §3.2: `start` names the part that the others belong to. Programs that do not know it show the first. */
function showRelated({ header, children }: Multipart, shown: Shown): void {
  const start = header.parameters.get('start') ?? '';
  const named = children.filter(({ header: { id } }) => id !== '' && bareId(id) === bareId(start));
  const [root] = start !== '' && named.length > 0 ? named : children;
  if (root === undefined) return;
  show(root, shown);
  const [first] = children;
  if (first === undefined || first === root) return;
  const elsewhere: Shown = { texts: [], nestedMessage: false, severalTexts: false };
  show(first, elsewhere);
  if (elsewhere.texts.length > 0) shown.severalTexts = true;
}

function bareId(id: string): string {
  return id.trim().replace(/^<|>$/gu, '');
}

function showLeaf(leaf: Leaf, shown: Shown): void {
  const { type } = leaf.header;
  if (type === 'text/plain' && !isBlank(leaf)) shown.texts.push({ plain: leaf, html: [] });
  else if (type === 'text/html' && !isBlank(leaf)) shown.texts.push({ plain: null, html: [leaf] });
  else if (type === 'message/rfc822' || type === 'message/global') shown.nestedMessage ||= shown.texts.length === 0;
}

function showAlternative(part: Multipart, shown: Shown): void {
  const within: Shown = { texts: [], nestedMessage: false, severalTexts: false };
  for (const child of part.children) show(child, within);
  const plains = within.texts.flatMap(({ plain }) => plain ?? []);
  const html = within.texts.flatMap((text) => text.html);
  // Several pieces of HTML are one text, as the single plain one beside them shows.
  if (within.severalTexts || plains.length > 1 || (plains.length === 0 && html.length > 1)) shown.severalTexts = true;
  if (within.nestedMessage && shown.texts.length === 0) shown.nestedMessage = true;
  if (plains.length > 0 || html.length > 0) shown.texts.push({ plain: plains[0] ?? null, html });
}
