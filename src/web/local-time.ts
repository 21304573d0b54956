/** `/local-time.js`: tells the reader's own time behind each time in UTC. Everything works without it. */
export const LOCAL_TIME = `'use strict';
const clock = { hour: '2-digit', minute: '2-digit' };
const sameDay = new Intl.DateTimeFormat(undefined, clock);
const otherDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', ...clock });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
for (const time of document.querySelectorAll('time[datetime]')) {
  const at = new Date(time.dateTime);
  if (Number.isNaN(at.getTime())) continue;
  time.title = whole.format(at);
  if (!time.textContent.endsWith('UTC') || at.getTimezoneOffset() === 0) continue;
  const local = document.createElement('span');
  local.className = 'local';
  local.textContent = '(' + (at.getDate() === at.getUTCDate() ? sameDay : otherDay).format(at) + ' your time)';
  time.after(' ', local);
}
`;
