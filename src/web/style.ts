/** `/style.css`: the system's own fonts and colours that keep their contrast (WCAG 2.2 AA) by day and by night. */
export const STYLE = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1d2430, #e6e9ee);
  --quiet: light-dark(#56606f, #a5aebb);
  --paper: light-dark(#ffffff, #15191f);
  --line: light-dark(#d5dae1, #343c47);
  --accent: light-dark(#1259a6, #7db8f5);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header { border-bottom: 1px solid var(--line); padding: 0.75rem 1.25rem; color: var(--quiet); }
header a { color: var(--ink); font-weight: 700; text-decoration: none; margin-right: 0.5rem; }
main { max-width: 48rem; margin: 0 auto; padding: 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0.5rem 0 1rem; }
a { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 0 0 2rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 700; padding: 0.25rem 0; }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); text-align: right; }
th:first-child { text-align: left; }
thead th { color: var(--quiet); font-weight: 400; }
tbody th { font-weight: 400; }
tfoot th, tfoot td { font-weight: 700; border-bottom: 0; }
.quiet { color: var(--quiet); }
@media print { header { border: 0; padding: 0; } }
`;
