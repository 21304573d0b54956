import { describe, expect, test } from 'vitest';
import { htmlToLines } from '../../src/mime/html-text.ts';

describe('HTML as its reader sees it', () => {
  const pages: readonly (readonly [string, string, string])[] = [
    ['lines by <div>', '<div>WHO</div><div>.nl</div>', 'WHO\n.nl'],
    ['lines by <br>', 'SUBSCRIBE .nl<br>Name: A<br/>\nPhone: 1', 'SUBSCRIBE .nl\nName: A\nPhone: 1'],
    ['paragraphs', '<p>WHO</p><p>.nl</p>', 'WHO\n\n.nl'],
    ['paragraphs of Outlook', '<p class=MsoNormal>WHO</p><p class="MsoNormal">.nl</p>', 'WHO\n.nl'],
    ['white space', '<div>  SUBSCRIBE\n   .nl </div>', 'SUBSCRIBE .nl'],
    ['a list', '<ul><li>Name: A</li><li>Phone: 1</li></ul>', 'Name: A\nPhone: 1'],
    ['headings as they are written', '<h1>Who</h1>', 'Who'],
    ['preformatted text', '<pre>Name: A\nPhone: 1</pre>', 'Name: A\nPhone: 1'],
    ['a table', '<table><tr><th>Name</th><td>A</td></tr><tr><td>Phone</td><td></td></tr></table>', 'Name\tA\nPhone'],
    ['a table for the layout', '<table><tr><td><div>a</div><div>b</div></td><td>c</td></tr></table>', 'a\nb\nc'],
    ['a table in a table', '<table><tr><td><table><tr><td>a<td>b</table></td></tr></table>', 'a\tb'],
    ['a link', '<a href="mailto:a@nic.example">a@nic.example</a>', 'a@nic.example'],
    ['a link that lies', '<a href="https://evil.example">REMOVE</a>', 'REMOVE'],
    ['entities', '&lt;a@nic.example&gt; &amp; &#x41;', '<a@nic.example> & A'],
    ['nothing but markup', '<style>x</style><script>y</script><head><title>z</title></head><!-- REMOVE -->', ''],
    ['an image', '<img alt="REMOVE" src="cid:x">WHO', 'WHO'],
    ['what is hidden', '<div hidden>a</div><p style="color:red; DISPLAY: none">b</p>WHO', 'WHO'],
    ['a hidden paragraph of Outlook', '<p class=MsoNormal style="display:none">REMOVE</p>WHO', 'WHO'],
    ['a hidden quote', '<div hidden class="gmail_quote">REMOVE</div>WHO', 'WHO'],
    ['small letters', '<span style="font-size:0.9em">WHO</span>', 'WHO'],
    ['a quote', 'WHO<blockquote>one<br>two<blockquote>three</blockquote></blockquote>', 'WHO\n> one\n> two\n>> three'],
    ['a forward by Gmail', 'x<div class="gmail_quote"><div>Forwarded</div>REMOVE</div>', 'x\n> Forwarded\n> REMOVE'],
    [
      'an answer between two quotes of Gmail',
      '<div class="gmail_quote x"><blockquote>a</blockquote><div>CONFIRM</div><blockquote>b</blockquote></div>',
      '> a\nCONFIRM\n> b',
    ],
    ['a forward by Thunderbird', '<div class="moz-forward-container">REMOVE</div>', '> REMOVE'],
    ['a rule', 'a<hr>b', `a\n${'_'.repeat(32)}\nb`],
    ['a signature', 'WHO<br>-- <br>Anna', 'WHO\n-- \nAnna'],
    ['a line that looks like a quote', '<div>&gt; WHO</div>', '> WHO'],
  ];
  test.each(pages)('%s', (_name, html, text) => {
    expect(htmlToLines(html)).toEqual({ text, cut: false });
  });

  const hostile: readonly (readonly [string, string])[] = [
    ['<div>', '<div>'.repeat(400_000)],
    ['<blockquote>', '<blockquote>a'.repeat(100_000)],
    ['<table>', '<table><tr><td>a'.repeat(100_000)],
    ['<', '<'.repeat(1_000_000)],
    ['attributes', `<a ${'x="y" '.repeat(200_000)}>`],
  ];
  test.each(hostile)('an endless row of %s', (_name, html) => {
    expect(htmlToLines(html).cut).toBe(true);
  });
});
