import type { EmailAddress } from '../core/email-address.ts';
import { hasGaps } from './template-block.ts';
import type { TemplateView } from './template-view.ts';
import { type Texts, say } from './texts.ts';

/** What to do with the template below: fill in or compare, and whose word it needs. */
export function templateHeading(
  texts: Texts,
  { mailbox, waits }: { readonly mailbox: EmailAddress; readonly waits: boolean },
  template: TemplateView,
): string {
  if (template.copy.length > 0) {
    const copy = addressesInWords(texts, template.copy);
    return say(texts, hasGaps(template) ? 'answer.template-copy' : 'answer.template-complete-copy', { mailbox, copy });
  }
  if (template.commands.every(({ word }) => word === 'STATUS' || word === 'WHO')) {
    return say(texts, 'answer.template-read', { mailbox });
  }
  if (waits) return say(texts, 'answer.template-held', { mailbox });
  return say(texts, hasGaps(template) ? 'answer.template' : 'answer.template-complete', { mailbox });
}

export function addressesInWords(texts: Texts, addresses: readonly EmailAddress[]): string {
  return addresses.join(` ${say(texts, 'common.and', {})} `);
}
