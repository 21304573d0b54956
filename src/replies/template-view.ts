import type { Tld } from '../core/cctld.ts';
import type { EmailAddress } from '../core/email-address.ts';

/** Commands to send back: the sender's own data where they were right, an empty field where something is to be written. */
export type TemplateView = {
  readonly commands: readonly TemplateCommand[];
  /** ccTLDs whose lists they would change, also where the mail named none that is right. */
  readonly tlds: readonly Tld[];
  /** Admin Contacts without whose word it will not be done; they belong into Cc. */
  readonly copy: readonly EmailAddress[];
  /** People of the mail for whom there is no room on the list. */
  readonly leftOut: readonly string[];
};

export type TemplateCommand = {
  readonly word: 'SUBSCRIBE' | 'CONTACTS' | 'REPLACE' | 'REMOVE' | 'UPDATE' | 'STATUS' | 'WHO' | 'DISPUTE';
  /** The command line: the word, ccTLDs and addresses. */
  readonly head: string;
  /** Fields below it, a list for each person. */
  readonly people: readonly (readonly TemplateField[])[];
};

export type TemplateField = {
  readonly label: 'ccTLD' | 'Name' | 'Email' | 'Secondary email' | 'Phone' | 'Role' | 'Old contact email';
  /** Empty: to be filled in. */
  readonly value: string;
};
