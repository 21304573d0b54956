/** `/style.css`: the system's own fonts and colours that keep their contrast (WCAG 2.2 AA) by day and by night. */
export const STYLE = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1d2430, #e6e9ee);
  --quiet: light-dark(#56606f, #a5aebb);
  --paper: light-dark(#ffffff, #15191f);
  --shade: light-dark(#f4f6f9, #1d232b);
  --line: light-dark(#d5dae1, #343c47);
  --accent: light-dark(#1259a6, #7db8f5);
  --on-accent: light-dark(#ffffff, #10151b);
  --comes: light-dark(#e3f3e6, #17301d);
  --comes-ink: light-dark(#1b5e2b, #93d8a3);
  --goes: light-dark(#fbe6e4, #3a1d1b);
  --goes-ink: light-dark(#97231a, #f2a59e);
  --changes: light-dark(#fdf1d7, #352a12);
  --changes-ink: light-dark(#6f4a00, #ecc675);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, "Noto Sans", sans-serif; }
header { border-bottom: 1px solid var(--line); padding-top: 0.6rem; color: var(--quiet); }
header > * { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
.bar { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: center; justify-content: space-between; }
.brand { color: var(--ink); font-weight: 700; text-decoration: none; letter-spacing: 0.02em; margin-right: 0.5rem; }
.who { display: flex; gap: 0.75rem; align-items: center; }
header > .bar { padding-bottom: 0.6rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; list-style: none; margin: 0; padding: 0; }
nav a { display: inline-block; padding: 0.35rem 0; color: var(--quiet); text-decoration: none; border-bottom: 3px solid transparent; }
nav a:hover { color: var(--ink); }
nav a[aria-current] { color: var(--ink); border-color: var(--accent); font-weight: 600; }
main { max-width: 48rem; margin: 0 auto; padding: 1.25rem 1.25rem 4rem; }
main.desk { max-width: 76rem; }
main:focus { outline: 0; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.5rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 2rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 0.25rem; overflow-wrap: anywhere; }
p, ul, ol, dl { margin: 0.5rem 0; }
ul, ol { padding-left: 1.25rem; }
li { margin: 0.2rem 0; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); padding: 0.5rem 1rem; z-index: 1; }
.lead { font-size: 1.2rem; }
.quiet { color: var(--quiet); font-size: 0.9rem; }
.address, .phone, .ref, code { overflow-wrap: anywhere; }
.phone, .ref, time { white-space: nowrap; }
code { background: var(--shade); padding: 0.1em 0.3em; border-radius: 3px; font-size: 0.9em; }
.count { display: inline-block; min-width: 1.6em; padding: 0 0.4em; border-radius: 1em; background: var(--accent); color: var(--on-accent); font-size: 0.85em; text-align: center; }
.alert { background: var(--goes); color: var(--goes-ink); padding: 0.75rem 1rem; border-radius: 6px; font-weight: 600; }
.state { background: var(--changes); color: var(--changes-ink); padding: 0.75rem 1rem; border-radius: 6px; }
div.state { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; justify-content: space-between; }
.state p, .state form.stacked { margin: 0; padding: 0; border: 0; }
.state p { flex: 1 1 20rem; }
.state button.second { background: none; color: inherit; border-color: currentColor; }
.state.decided { background: var(--shade); color: var(--ink); }
.state a { color: inherit; }
.note { background: var(--shade); padding: 0.75rem 1rem; border-radius: 6px; }

.table { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 700; padding: 0.25rem 0; }
th, td { padding: 0.4rem 0.9rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th:first-child { text-align: left; }
thead th { color: var(--quiet); font-weight: 400; font-size: 0.9rem; }
tbody th { font-weight: 400; }
tfoot th, tfoot td { font-weight: 700; border-bottom: 0; }
table.text th, table.text td, table.mail th, table.mail td { text-align: start; }
table.text .words { min-width: 10rem; overflow-wrap: anywhere; }
.team { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0 2rem; align-items: start; }
.team form.stacked { border: 0; }
table.text .address { min-width: 11rem; }
table.mail { font-size: 0.95rem; }
table.mail td:first-child, table.mail td:nth-child(2) { color: var(--quiet); white-space: nowrap; width: 1%; }
table.mail td:nth-child(3) { white-space: pre-wrap; overflow-wrap: anywhere; min-width: 12rem; }
table.mail tr.counts td { background: var(--comes); color: var(--ink); }
table.mail tr.counts td:first-child, table.mail tr.counts td:nth-child(2) { color: var(--comes-ink); padding-left: 0.5rem; font-weight: 600; }

.facts { display: grid; gap: 0.35rem 1.5rem; }
.facts > div { display: grid; grid-template-columns: 8rem 1fr; gap: 0.75rem; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.cases { list-style: none; padding: 0; display: grid; gap: 0.75rem; }
.cases > li { border: 1px solid var(--line); border-radius: 8px; padding: 0.9rem 1.1rem; margin: 0; }
.cases > li:hover { border-color: var(--accent); }
.local { color: var(--quiet); font-size: 0.9em; white-space: nowrap; }
.case { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; font-size: 1.1rem; }
.case .ref { color: var(--quiet); font-size: 0.9rem; }

.case-grid { display: grid; grid-template-columns: minmax(0, 1fr) 20rem; gap: 0 2.5rem; align-items: start; }
.case-grid aside { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; border: 1px solid var(--line); border-radius: 8px; padding: 0 1.1rem 1.1rem; margin-top: 2rem; }
.case-grid section:first-child h2, .case-grid aside h2:first-child { margin-top: 1rem; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin: 0.5rem 0; }
.sides > section { border: 1px solid var(--line); border-radius: 8px; padding: 0.25rem 0.9rem 0.75rem; min-width: 0; }
.contacts { list-style: none; padding: 0; display: grid; gap: 0.4rem; }
.contact { padding: 0.4rem 0.6rem; border-radius: 6px; background: var(--shade); margin: 0; }
.contact .rank { color: var(--quiet); }
.contact .name { font-weight: 600; }
.contact .ways { display: flex; flex-wrap: wrap; gap: 0 1rem; overflow-wrap: anywhere; }
.contact .ways span { min-width: 0; }
.mark { font-size: 0.8rem; font-weight: 600; }
.remark { color: var(--goes-ink); font-size: 0.9rem; overflow-wrap: anywhere; }
.contact .remark { display: block; }
.comes { background: var(--comes); } .comes .mark, .comes .rank { color: var(--comes-ink); }
.goes { background: var(--goes); } .goes .mark, .goes .rank { color: var(--goes-ink); }
.changes { background: var(--changes); } .changes .mark, .changes .rank { color: var(--changes-ink); }

form.stacked { display: grid; gap: 0.35rem; margin: 0.75rem 0; padding-bottom: 0.75rem; border-bottom: 1px solid var(--line); }
aside form.stacked:last-child { border-bottom: 0; padding-bottom: 0; }
form.stacked p { margin: 0; font-size: 0.9rem; }
section form.stacked { max-width: 36rem; border-bottom: 0; padding-bottom: 0; }
section form.stacked button { justify-self: start; }
form.narrow { max-width: 24rem; border: 0; }
form.narrow label { margin-top: 0.75rem; }
form.narrow button { margin-top: 1rem; }
.search { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: end; margin: 0 0 1rem; }
.search label { flex-basis: 100%; color: var(--quiet); font-size: 0.9rem; }
.search input { flex: 1 1 14rem; max-width: 28rem; }
.search a { padding: 0.5rem 0; }
label { font-weight: 600; }
input, textarea, select { font: inherit; color: inherit; background: var(--paper); border: 1px solid light-dark(#7b8696, #7d8896); border-radius: 6px; padding: 0.5rem 0.6rem; width: 100%; }
textarea { resize: vertical; }
button { font: inherit; font-weight: 600; padding: 0.55rem 1rem; border-radius: 6px; border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); cursor: pointer; }
button.second { background: var(--paper); color: var(--accent); }
button.plain { border: 0; background: none; color: var(--accent); padding: 0.25rem; font-weight: 400; text-decoration: underline; text-underline-offset: 0.15em; }
details { margin: 0.4rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
pre { background: var(--shade); border-radius: 6px; padding: 0.75rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.9rem; }
blockquote { margin: 0.25rem 0 0.25rem 0.5rem; padding-left: 0.75rem; border-left: 3px solid var(--line); }
.history { list-style: none; padding: 0; }
.history li { padding: 0.3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.history a { white-space: nowrap; }
.moved { display: block; font-size: 0.9rem; }
.labels { columns: 11rem; list-style: none; padding: 0; }
/* A margin would stand above the first column only. */
.labels > li { margin: 0; padding: 0.1rem 0; }
.pages { display: flex; gap: 1.5rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr)); gap: 1rem 1.5rem; }
figure { margin: 0; min-width: 0; }
figcaption { font-size: 0.9rem; }
.chart { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
.chart svg { display: block; width: 100%; min-width: 32rem; height: auto; }

@media (min-width: 40rem) {
  .table > table:not(.text, .mail) { table-layout: fixed; }
  .table > table:not(.text, .mail) th:first-child { width: 40%; }
}
@media (min-width: 60rem) {
  .cases .facts { grid-template-columns: 17rem minmax(0, 1fr) 6rem 9rem; margin-bottom: 0; }
  .cases .facts > div { display: block; }
  .cases .facts dt { font-size: 0.85rem; }
}
@media (max-width: 60rem) {
  .case-grid { grid-template-columns: minmax(0, 1fr); }
  .case-grid aside { position: static; max-height: none; }
}
@media (max-width: 40rem) {
  header > * { padding: 0 1rem; }
  .table:has(> table.text) { overflow: visible; }
  table.text, table.text tbody, table.text tr, table.text td { display: block; }
  table.text thead { position: absolute; left: -99rem; }
  table.text tr { padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
  table.text td { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0.5rem; border: 0; padding: 0.1rem 0; }
  table.text td:empty { display: none; }
  table.text td::before { content: attr(data-label); color: var(--quiet); }
  nav ul { gap: 0 1rem; }
  nav a { padding: 0.25rem 0; }
  main { padding: 1rem 1rem 3rem; }
  th, td { padding-right: 0.5rem; }
  .search input { flex: 1 1 10rem; }
  .sides { grid-template-columns: minmax(0, 1fr); }
  .facts > div { grid-template-columns: 6.5rem 1fr; gap: 0.5rem; }
  button { padding: 0.7rem 1rem; }
}
@media print {
  header nav, .who, aside, .skip, .search, .pages, .state a, form { display: none; }
  .case-grid { display: block; }
  header { border: 0; padding: 0; }
  .sides, .contact, .cases > li, tr, pre, .labels li { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  main { max-width: none; padding: 0; }
  header > .bar > a { display: none; }
  a { color: inherit; text-decoration: none; }
  .labels { columns: 4; font-size: 0.85rem; }
}
`;
