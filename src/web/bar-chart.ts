import { html } from 'hono/html';
import type { Instant } from '../core/instant.ts';
import type { Markup } from './page.ts';

export type Bar = {
  readonly name: string;
  readonly part: number;
  /** How long the bar could be. */
  readonly whole: number;
  /** What stands behind it. */
  readonly words: string;
};

/** Lengths in pixels of a drawing as wide as a slide. */
const SIZE = { width: 960, margin: 32, head: 92, row: 42, bar: 24, foot: 44, names: 290, words: 180 } as const;
const INK = '#1d2430';
const QUIET = '#56606f';

/** A drawing as a file of its own: a page knows the language of drawings, a file has to say it. */
export async function drawingFile(drawing: Markup): Promise<string> {
  return (await drawing).toString().replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ');
}

/**
 * Bars as a drawing (SVG 1.1) that needs no style sheet and no font of ours, so it can be saved and put on a slide. All
 * of it stands in a table as well.
 */
export function barChart(title: string, at: Instant, bars: readonly Bar[]): Markup {
  const { width, margin, head, row, bar, foot, names, words } = SIZE;
  const height = head + row * bars.length + foot;
  const room = width - 2 * margin - names - words;
  return html`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}" font-family="system-ui, Noto Sans, sans-serif" font-size="18">
<rect width="${width}" height="${height}" rx="8" fill="#ffffff"/>
<text x="${margin}" y="56" font-size="26" font-weight="700" fill="${INK}">${title}</text>
${bars.map((one, place) => {
  const top = head + row * place;
  const length = one.whole === 0 ? 0 : Math.round((room * one.part) / one.whole);
  const line = top + bar - 6;
  return html`<text x="${margin}" y="${line}" fill="${INK}">${one.name}</text>
<rect x="${margin + names}" y="${top}" width="${room}" height="${bar}" rx="3" fill="#e3e7ed"/>
<rect x="${margin + names}" y="${top}" width="${length}" height="${bar}" rx="3" fill="#1259a6"/>
<text x="${margin + names + room + 16}" y="${line}" fill="${INK}">${one.words}</text>
`;
})}<text x="${margin}" y="${height - 18}" font-size="14" fill="${QUIET}">TLD-OPS, ${at.slice(0, 10)}</text>
</svg>
`;
}
