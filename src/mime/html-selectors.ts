import type { HtmlToTextOptions } from 'html-to-text';

/** Where mail programs put what they quote or forward, if not into a blockquote. */
const QUOTE_CONTAINERS = [
  'div.gmail_quote',
  'div.yahoo_quoted',
  'div.protonmail_quote',
  'div.moz-forward-container',
  'div.zmail_extra',
  'div.ms-outlook-mobile-reference-message',
  'div#mail-editor-reference-message-container',
  '[id="OLK_SRC_BODY_SECTION"]',
  'div[data-marker="__QUOTED_TEXT__"]',
  'div[name="quote"]',
];
/** The block of header fields, in any language, below which Outlook puts the mail that is answered or forwarded. */
const REPLY_HEADERS = [
  'div#divRplyFwdMsg',
  'div[style*="border-top:solid" i][style*="padding:3.0pt" i]',
  'div[style*="border-top:1pt solid" i][style*="padding:3pt" i]',
];
/** Not shown, or struck out. */
const UNSEEN_TAGS = 'head title style script template object iframe svg img select textarea button s strike del'.split(
  ' ',
);
/** As `withPlainStyles` writes them. */
export const UNSEEN_STYLES = [
  'display:none',
  'visibility:hidden',
  'mso-hide:all',
  'font-size:0;',
  'font-size:0px',
  'font-size:0pt',
  'max-height:0;',
  'max-height:0px',
  'opacity:0;',
  'color:transparent',
  // Behind `text-decoration:`, also beside other words, or `text-decoration-line:`, as browsers write it.
  'line-through',
];
// Three attributes each, so that they weigh more than any other selector here.
const UNSEEN = [
  ...UNSEEN_TAGS,
  '[hidden][hidden][hidden]',
  ...UNSEEN_STYLES.map((style) => `[style][style][style*="${style}" i]`),
];
const LINE_TAGS = (
  'address article aside caption center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 ' +
  'h6 header li main nav ol section summary ul tr'
).split(' ');
const LINES = [...LINE_TAGS, 'p[class^="Mso"]'];

/** Which of our formats an element has; of several that match, the most specific counts. */
export const SELECTORS: HtmlToTextOptions['selectors'] = [
  { selector: 'a', format: 'inline' },
  { selector: 'a[href^="mailto:" i]', format: 'link' },
  { selector: 'p', format: 'paragraph', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
  { selector: 'hr', format: 'rule' },
  { selector: 'table', format: 'rows' },
  { selector: 'blockquote', format: 'quote' },
  ...LINES.map((selector) => ({ selector, format: 'line' })),
  ...['div', 'p', 'span'].map((tag) => ({ selector: `${tag}[style*="white-space:pre" i]`, format: 'preformatted' })),
  ...QUOTE_CONTAINERS.map((selector) => ({ selector, format: 'quoteContainer' })),
  ...REPLY_HEADERS.map((selector) => ({ selector, format: 'replyHeader' })),
  ...UNSEEN.map((selector) => ({ selector, format: 'skip' })),
];
