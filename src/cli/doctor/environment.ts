import { type UnreadVariable, unreadVariableText } from '../../config/settings-environment.ts';
import { type Finding, ok, warning } from './finding.ts';

/** Variables that somebody set in the belief that they are settings. */
export function environment(unread: readonly UnreadVariable[]): Finding {
  if (unread.length === 0) return ok('environment', 'Every variable TLDOPS_… that is set is read.');
  return warning(
    'environment',
    unread.map(unreadVariableText).join('\n'),
    'Give each the name of a setting (docs/settings.md: TLDOPS_ and its path), or take it away.',
  );
}
