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
    ['a link behind a name', '<a href="mailto:a@nic.example?subject=x">Anna</a>', 'Anna <a@nic.example>'],
    ['a link that shows another address', '<a href="mailto:b@nic.example">a@nic.example</a>', 'a@nic.example'],
    ['line ends that count', '<div style="white-space: pre-wrap">WHO\n.nl</div>', 'WHO\n.nl'],
    ['line ends that count in a span', '<p><span style="white-space:pre-wrap">WHO\n.nl</span></p>', 'WHO\n.nl'],
    ['a word in a span', '<p>Name: <span style="white-space:pre-wrap">Anna</span></p>', 'Name: Anna'],
    [
      'fields of a reply by Outlook',
      'WHO<div id="divRplyFwdMsg">Od: A</div>x',
      'WHO\n-----Original Message-----\nOd: A\nx',
    ],
    ['a signature below a border', "WHO<div style='border-top:solid windowtext 1.0pt'>Anna</div>", 'WHO\nAnna'],
    [
      'a hidden row and cell',
      '<table><tr style="display:none"><td>a</td></tr><tr><td hidden>b</td><td>WHO</td></tr></table>',
      'WHO',
    ],
    [
      'lines that were indented',
      '<blockquote style="margin: 0 0 0 40px; border: none; padding: 0px;"><div>WHO</div></blockquote>',
      'WHO',
    ],
    ['a hidden letter size', '<span style="font-size : 0px">REMOVE</span><b style="font-size:0.9em">WHO</b>', 'WHO'],
    ['what is see-through', '<span style="opacity:0">REMOVE</span><b style="opacity:0.9">WHO</b>', 'WHO'],
    ['entities', '&lt;a@nic.example&gt; &amp; &#x41;', '<a@nic.example> & A'],
    ['nothing but markup', '<style>x</style><script>y</script><head><title>z</title></head><!-- REMOVE -->', ''],
    ['an image', '<img alt="REMOVE" src="cid:x">WHO', 'WHO'],
    ['what is hidden', '<div hidden>a</div><p style="color:red; DISPLAY: none">b</p>WHO', 'WHO'],
    ['a hidden paragraph of Outlook', '<p class=MsoNormal style="display:none">REMOVE</p>WHO', 'WHO'],
    ['what browsers strike out', '<span style="text-decoration-line: line-through;">REMOVE</span>WHO', 'WHO'],
    ['struck out and underlined', '<span style="text-decoration: underline line-through">REMOVE</span>WHO', 'WHO'],
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

  test('a picture inside the markup does not count as its length', () => {
    const picture = `<img src="data:image/png;base64,${'A'.repeat(300_000)}">`;
    expect(htmlToLines(`<p>WHO</p>${picture}<p>.nl</p>`)).toEqual({ text: 'WHO\n\n.nl', cut: false });
  });

  const hostile: readonly (readonly [string, string])[] = [
    ['<div>', '<div>'.repeat(400_000)],
    ['<blockquote>', '<blockquote>a'.repeat(100_000)],
    ['<table>', '<table><tr><td>a'.repeat(100_000)],
    ['<', '<'.repeat(1_000_000)],
    ['<span> that keeps its lines', '<span style="white-space:pre">'.repeat(100_000)],
    ['<a>', '<a href="mailto:a@nic.example">'.repeat(100_000)],
    ['white space in a style', `<p style="${' '.repeat(1_000_000)}">`],
    ['styles', 'style="'.repeat(100_000)],
    ['attributes', `<a ${'x="y" '.repeat(200_000)}>`],
  ];
  test.each(hostile)('an endless row of %s', (_name, html) => {
    expect(htmlToLines(html).cut).toBe(true);
  });
});
