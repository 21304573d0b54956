import { stacked } from './layout.ts';
import type { TemplateField, TemplateView } from './template-view.ts';

/**
 * The commands to mend and send back, one line for each field. An empty field is a fault of its own where it is needed, so
 * a template that nobody completed is answered as such and never becomes data.
 */
export function templateBlock({ commands }: TemplateView): string {
  return stacked(
    commands.map(({ head, people }) => {
      const blocks = people.filter((fields) => fields.length > 0).map((fields) => fields.map(fieldLine).join('\n'));
      return blocks.length === 0 ? head : `${head}\n${blocks.join('\n\n')}`;
    }),
  );
}

/** Something in it has to be filled in. */
export function hasGaps({ commands }: TemplateView): boolean {
  return commands.some(({ people }) => people.some((fields) => fields.some(({ value }) => value === '')));
}

/**
 * Sent back as it is, it would be refused. An address that is missing beside others that are to go is missed by nobody.
 */
export function isUnfinished({ commands }: TemplateView): boolean {
  return commands.some(({ word, head, people }) => {
    const named = head.includes('@');
    const isMissed = (label: string): boolean => !named || (word !== 'REMOVE' && label !== 'Old contact email');
    return people.some((fields) => fields.some(({ label, value }) => value === '' && isMissed(label)));
  });
}

function fieldLine({ label, value }: TemplateField): string {
  return `${label}: ${value}`.trimEnd();
}
