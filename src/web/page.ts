import { html } from 'hono/html';

/** What {@link html} makes: everything put into it is escaped. */
export type Markup = ReturnType<typeof html>;

/** A whole public page around its main part. */
export function page(title: string, main: Markup): Markup {
  return shell(
    title,
    html`<div class="bar"><span><a class="brand" href="/">TLD-OPS</a> incident response of the ccTLDs</span>
<a href="/held">For the Secretariat</a></div>`,
    html`<main id="main" tabindex="-1">
<h1>${title}</h1>
${main}
</main>`,
  );
}

/** The frame of every page. Works without scripts, on any width, and when printed. */
export function shell(title: string, header: Markup, main: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · TLD-OPS</title>
<link rel="stylesheet" href="/style.css">
<script src="/local-time.js" defer></script>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header>${header}</header>
${main}
</body>
</html>
`;
}
