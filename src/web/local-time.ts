/** `/local-time.js`: tells the reader's own time beside each time in UTC. Everything works without it. */
export const LOCAL_TIME = `'use strict';
const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
for (const time of document.querySelectorAll('time[datetime]')) {
  const at = new Date(time.dateTime);
  if (!Number.isNaN(at.getTime())) time.title = local.format(at) + ' (your time)';
}
`;
