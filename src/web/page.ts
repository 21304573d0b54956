import { html } from 'hono/html';

/** What {@link html} makes: everything put into it is escaped. */
export type Markup = ReturnType<typeof html>;

/** A whole page around its main part. Works without scripts, on any width, and when printed. */
export function page(title: string, main: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · TLD-OPS</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">TLD-OPS</a> <span>incident response of the ccTLDs</span></header>
<main>
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`;
}
