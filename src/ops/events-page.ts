import { EVENT_NAMES, EVENTS } from './event-table.ts';

const INTRODUCTION = `# Events of the log

Everything that \`tldops serve\` ever logs: one JSON object a line on stdout, with \`level\`, \`time\` (UTC), \`event\` and the fields
below. Addresses are masked (\`j***@nic.nl\`), and no line holds text of a mail. How often each happened is counted in
\`tldops_events_total{event="…"}\`, whatever \`log.level\` says.

\`error\`: a person has work to do. \`warn\`: if it stays so, a person has. What to do: [operating](operating.md#what-to-do-when-).

This page is made from \`src/ops/event-table.ts\` (\`npm run docs\`).
`;

/** docs/events.md. */
export function eventsPage(): string {
  const parts = EVENT_NAMES.map((name) => {
    const { level, means, fields } = EVENTS[name];
    const lines = Object.entries(fields).map(([field, text]) => `- \`${field}\`: ${text}`);
    return [`## ${name}`, '', `\`${level}\`. ${means}`, '', ...lines, ''].join('\n');
  });
  return [INTRODUCTION, ...parts].join('\n');
}
