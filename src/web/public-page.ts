import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { whileSame } from '../core/while-same.ts';
import { coveragePage } from './coverage-page.ts';
import type { WebServices } from './services.ts';

type Rendered = { readonly text: string; readonly etag: string };

/** The page for everybody: made once for each coverage, since anybody may ask for it as often as he likes. */
export function publicPage({ coverage }: Pick<WebServices, 'coverage'>): Hono {
  const remembered = whileSame<Promise<Rendered>>();
  return new Hono().get('/', etag(), async (context) => {
    const now = await coverage();
    const page = await remembered([now], async () => {
      const text = String(await coveragePage(now));
      return { text, etag: `"${createHash('sha256').update(text).digest('hex')}"` };
    });
    return context.html(page.text, 200, { 'Cache-Control': 'public, max-age=300', ETag: page.etag });
  });
}
