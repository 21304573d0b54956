type FlowedLine = { readonly depth: number; readonly text: string };

/**
 * Joins the lines of a format=flowed text (RFC 3676 §4): space-stuffing is undone, quotes keep a `>` for each level,
 * the signature separator `-- ` stays. @param delSp whether DelSp=yes was declared (§4.3) @param text with LF line ends
 */
export function joinFlowed(text: string, delSp: boolean): string {
  const joined: string[] = [];
  let depth = 0;
  let paragraph: string[] = [];
  const finish = (): void => {
    if (paragraph.length > 0) joined.push(quoted(depth, paragraph.join('')));
    paragraph = [];
  };
  for (const written of text.split('\n')) {
    const line = readLine(written);
    // §4.5: a change of depth ends a paragraph, whatever its last line announced.
    if (line.depth !== depth) finish();
    depth = line.depth;
    const separator = line.text === '-- ';
    if (separator) finish();
    const flows = line.text.endsWith(' ') && !separator;
    paragraph.push(flows && delSp ? line.text.slice(0, -1) : line.text);
    if (!flows) finish();
  }
  finish();
  return joined.join('\n');
}

function readLine(written: string): FlowedLine {
  const marks = /^>*/u.exec(written)?.[0].length ?? 0;
  const rest = written.slice(marks);
  return { depth: marks, text: rest.startsWith(' ') ? rest.slice(1) : rest };
}

function quoted(depth: number, text: string): string {
  const marks = '>'.repeat(depth);
  return depth === 0 || text === '' ? `${marks}${text}` : `${marks} ${text}`;
}
