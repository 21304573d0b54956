import { APOSTROPHES, PLAIN_LETTERS } from '../core/searchable.ts';

/**
 * Runs in the page that is mailed with the list, in whatever browser its reader has: hides the rows that lack one of the
 * words (folded like `searchable` does), and makes phone numbers and addresses links. It writes no markup, loads nothing, stores
 * nothing. No `<` may stand in it behind which a tag could begin.
 */
export const SEARCH_SCRIPT = `
(function () {
  var form = document.querySelector('form'), input = document.querySelector('input');
  var count = document.querySelector('#found span');
  var marks = /[\\u0300-\\u036f]/g, plain = ${JSON.stringify(PLAIN_LETTERS)};
  try { marks = new RegExp('\\\\p{M}', 'gu'); } catch (old) {}
  function fold(s) {
    return s.replace(/[${APOSTROPHES}]/g, '').normalize('NFKD').replace(marks, '').toLowerCase()
      .replace(/[${Object.keys(PLAIN_LETTERS).join('')}]/g, function (letter) { return plain[letter]; });
  }
  function link(cell, to, shown) {
    var a = document.createElement('a');
    a.href = to; a.textContent = shown; cell.append(a, ' ');
  }
  var groups = [].map.call(document.querySelectorAll('tbody'), function (body) {
    var rows = [].slice.call(body.rows), place = fold(rows[0].textContent) + ' ' + (body.dataset.tld || '');
    return { body: body, rows: rows.slice(1).map(function (row) {
      var words = place + ' ' + fold(row.textContent) + ' ' + row.cells[2].textContent.replace(/[^+0-9]/g, '');
      var phone = row.cells[2].textContent.trim(), mails = row.cells[3].textContent.trim().split(/\\s+/);
      row.cells[2].textContent = row.cells[3].textContent = '';
      link(row.cells[2], 'tel:' + phone.replace(/[^+0-9]/g, ''), phone);
      mails.forEach(function (mail) { link(row.cells[3], 'mailto:' + encodeURIComponent(mail).replace('%40', '@'), mail); });
      return { row: row, words: words };
    }) };
  });
  function search() {
    var wanted = fold(input.value).split(/\\s+/).filter(Boolean), found = 0;
    groups.forEach(function (group) {
      var any = 0;
      group.rows.forEach(function (one) {
        var fits = wanted.every(function (word) { return one.words.indexOf(word) >= 0; });
        one.row.hidden = !fits;
        if (fits) any += 1;
      });
      group.body.hidden = any === 0;
      found += any;
    });
    count.textContent = found;
  }
  form.hidden = false;
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  input.addEventListener('input', search);
  search();
})();
`;
