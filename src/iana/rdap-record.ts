import { z } from 'zod';
import type { Tld } from '../core/cctld.ts';
import { missing, type Published, type PublishedReading, publishedRecord, unreadable } from './published.ts';

// RFC 9083 §5.3 (domain), §5.1 (entity); RFC 7095 §3.3: a jCard property is [name, parameters, type, value, ...].
const property = z.tuple([z.string(), z.unknown(), z.string()]).rest(z.unknown());
const entity = z.object({
  roles: z.array(z.string()).default([]),
  vcardArray: z.tuple([z.literal('vcard'), z.array(property)]).optional(),
});
const domain = z.object({
  objectClassName: z.literal('domain'),
  ldhName: z.string(),
  status: z.array(z.string()).default([]),
  entities: z.array(entity).default([]),
});

type Entity = z.infer<typeof entity>;

/** Reads the answer of `/domain/<tld>`. Nothing else of it is looked at, and no link in it is followed. */
export function readRdapRecord(tld: Tld, text: string): PublishedReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unreadable(text.trim() === '' ? 'the answer is empty' : 'the answer is no JSON');
  }
  const reading = domain.safeParse(json);
  if (!reading.success) return unreadable('the answer is no RDAP domain');
  const { ldhName, status, entities } = reading.data;
  if (ldhName.toLowerCase() !== tld) return unreadable('the answer is about another domain');
  const state = stateOf(status);
  if (state === null) return unreadable('its status says neither active nor inactive');
  const admins = entities.filter(({ roles }) => roles.includes('administrative'));
  if (admins.length === 0) return missing('the record has no administrative contact');
  const registrant = entities.find(({ roles }) => roles.includes('registrant'));
  const manager = registrant === undefined ? '' : (textsOf(registrant, 'fn')[0] ?? '');
  const name = admins.flatMap((admin) => textsOf(admin, 'fn'))[0] ?? null;
  const emails = admins.flatMap((admin) => textsOf(admin, 'email'));
  return publishedRecord(tld, state, manager, name, emails);
}

function stateOf(status: readonly string[]): Published['status'] | null {
  if (status.includes('active')) return 'active';
  return status.includes('inactive') ? 'retired' : null;
}

/** Values of a property; without one that is no text. */
function textsOf({ vcardArray }: Entity, name: string): readonly string[] {
  const properties = vcardArray?.[1] ?? [];
  return properties.flatMap(([key, , , value]) => (key === name && typeof value === 'string' ? [value] : []));
}
