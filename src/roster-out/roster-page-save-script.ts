/**
 * Runs in the page that is mailed with the list: makes the files of which the mail may have had no room, from the rows that are
 * shown. What it makes equals what `roster-csv.ts` and `roster-vcard.ts` write, octet for octet.
 */
export const SAVE_SCRIPT = String.raw`
(function () {
  var form = document.querySelector('#save');
  function shown() {
    return [].concat.apply([], [].map.call(document.querySelectorAll('tbody'), function (body) {
      var rows = [].slice.call(body.rows), head = /^\.(\S+) (.*) \((\w+), [^(]*\)\s*$/.exec(rows[0].textContent);
      return rows.slice(1).filter(function (row) { return !body.hidden && !row.hidden; }).map(function (row) {
        var cells = [].map.call(row.cells, function (cell) { return cell.textContent.trim(); });
        return { label: head[1], tld: body.dataset.tld || head[1], country: head[2], region: head[3], rank: cells[0].slice(1),
          name: cells[1], phone: cells[2].replace(/[^+0-9]/g, ''), mails: cells[3].split(/\s+/) };
      });
    }));
  }
  function field(value) {
    var safe = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(value) ? "'" + value : value;
    return /[",;\t\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }
  function table(people) {
    var rows = people.map(function (one) {
      return [one.tld, one.label, one.country, one.region, one.rank, one.name, one.mails[0], one.mails[1] || '', 'tel:' + one.phone];
    });
    var head = ['tld', 'ulabel', 'country', 'region', 'rank', 'name', 'email', 'secondary_email', 'phone'];
    return '\ufeff' + [head].concat(rows).map(function (row) { return row.map(field).join(',') + '\r\n'; }).join('');
  }
  function line(name, value) {
    var folded = '', octets = 0;
    Array.from(name + ':' + value).forEach(function (character) {
      var size = new TextEncoder().encode(character).length;
      if (octets + size > 75) { folded += '\r\n '; octets = 1; }
      folded += character; octets += size;
    });
    return folded + '\r\n';
  }
  function text(value) { return value.replace(/[\\,;]/g, '\\$&'); }
  function cards(people, isNew) {
    return people.map(function (one) {
      var name = text(one.name);
      return [
        line('BEGIN', 'VCARD'),
        line('VERSION', isNew ? '4.0' : '3.0'),
        line('CATEGORIES', 'TLD-OPS'),
        line('REV', form.dataset.made),
        line('ORG', text('.' + one.label + ' (' + one.country + ')')),
        line('TITLE', 'TLD-OPS contact #' + one.rank),
        line('FN', name),
        line('N', name + ';;;;'),
        line(isNew ? 'UID;VALUE=text' : 'UID', text('tldops .' + one.label + ' ' + one.mails[0].toLowerCase())),
        line(isNew ? 'EMAIL;PREF=1' : 'EMAIL;TYPE=internet,pref', text(one.mails[0])),
        one.mails[1] ? line(isNew ? 'EMAIL;PREF=2' : 'EMAIL;TYPE=internet', text(one.mails[1])) : '',
        isNew ? line('TEL;VALUE=uri', 'tel:' + one.phone) : line('TEL;TYPE=voice', one.phone),
        line('END', 'VCARD')
      ].join('');
    }).join('');
  }
  var makers = {
    csv: function () { return ['.csv', 'text/csv', table(shown())]; },
    vcf: function () { return ['.vcf', 'text/vcard', cards(shown(), true)]; },
    old: function () { return ['-outlook.vcf', 'text/vcard', cards(shown(), false)]; }
  };
  form.hidden = false;
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  form.addEventListener('click', function (event) {
    var maker = makers[event.target.value];
    if (!maker) return;
    var made = maker(), a = document.createElement('a');
    a.href = URL.createObjectURL(new Blob([made[2]], { type: made[1] + ';charset=utf-8' }));
    a.download = form.dataset.name + made[0];
    a.click();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 60000);
  });
})();
`;
