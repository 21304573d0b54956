import type { Request } from '../core/command.ts';
import { rosterOf, type World } from '../core/world.ts';
import type { TemplateView } from '../replies/views.ts';
import type { Judgement } from '../rules/judge.ts';

/**
 * What to correct and send back, when something was refused or nothing was understood; null when nothing is to mend.
 * @param reader the sender may not know of every fault that the authority is told.
 */
export function templateFor(
  judgement: Judgement,
  request: Request,
  world: World,
  reader: 'sender' | 'authority',
): TemplateView | null {
  const refused = judgement.items.find(
    ({ faults, told, asked }) => (reader === 'sender' ? told.faults : faults).length > 0 && asked.located !== null,
  );
  const command = refused?.asked.located?.command;
  const tlds = refused?.asked.tlds ?? [];
  switch (command?.word) {
    case 'SUBSCRIBE':
    case 'CONTACTS':
      return { word: command.word, tlds, replaced: [], contacts: command.contacts };
    case 'REPLACE':
      return { word: 'REPLACE', tlds, replaced: command.replaced, contacts: command.contacts };
    case 'REMOVE':
      return { word: 'REMOVE', tlds, replaced: command.removed, contacts: [] };
    case 'UPDATE':
      // Another person is not put on the list by mending the mail.
      if (refused?.faults.some(({ code }) => code === 'another-person') === true) return null;
      return { word: 'UPDATE', tlds: [], replaced: [], contacts: [command.draft] };
    case 'STATUS':
    case 'WHO':
      return { word: 'STATUS', tlds, replaced: [], contacts: [] };
    case 'HELP':
    case 'CONFIRM':
    case 'DENY':
    case 'DISPUTE':
    case 'OK':
    case undefined:
      return freeTextTemplate(judgement, request, world);
  }
}

/** Contact blocks without a command get their command; an Admin Contact without any gets the first one to fill in. */
function freeTextTemplate(judgement: Judgement, request: Request, world: World): TemplateView | null {
  const freeText = judgement.items.find(({ asked }) => asked.request === 'free-text');
  if (freeText === undefined || judgement.asker.adminOf.length + judgement.asker.contactOf.length === 0) return null;
  const [only, ...more] = freeText.asked.tlds;
  const tlds = only === undefined || more.length > 0 ? [] : [only];
  // Where there are contacts, the answer's CONTACTS block is the form to edit.
  if (request.loose.length === 0 && tlds.some((tld) => rosterOf(world, tld).contacts.length > 0)) return null;
  if (judgement.asker.adminOf.length === 0)
    return { word: 'UPDATE', tlds: [], replaced: [], contacts: request.loose.slice(0, 1) };
  return { word: 'SUBSCRIBE', tlds, replaced: [], contacts: request.loose };
}
