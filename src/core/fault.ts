import type { Tld } from './cctld.ts';

/** Something in a request that makes it impossible as it stands; the sender mends it and sends again. */
export type Fault = {
  readonly code: FaultCode;
  readonly tld: Tld | null;
  /** Line of the mail, counted from 1; 0 for the Subject or where no single line is to blame. */
  readonly line: number;
  /** What is wrong, as written or as an address; one line, ≤ 80 characters; empty where something is missing. */
  readonly value: string;
};

/** Faults that anybody can see from the mail and public data alone. */
export const FORM_FAULTS = [
  'cctld-missing',
  'cctld-unknown',
  'cctld-gtld',
  'cctld-retired',
  'cctld-mismatch',
  'nobody-named',
  'name-missing',
  'email-missing',
  'email-malformed',
  'utf8-address',
  'several-addresses',
  'same-address-twice',
  'phone-missing',
  'phone-impossible',
  'phone-extension',
  'phone-without-country',
  'rank-unknown',
  'field-twice',
  'role-address',
  'nothing-to-update',
] as const;

/** Faults that tell something about the roster; only a proved insider may hear them. */
export const FIT_FAULTS = ['fourth-contact', 'not-there', 'nobody-there', 'another-person', 'rank-by-admin'] as const;

/** Nothing that the program can store, but a person may find another way: such a request waits, it is not refused. */
const FAULTS_FOR_A_PERSON: readonly FaultCode[] = ['utf8-address'];

export type FaultCode = (typeof FORM_FAULTS)[number] | (typeof FIT_FAULTS)[number];

export function isFitFault(fault: Fault): boolean {
  return FIT_FAULTS.some((code) => code === fault.code);
}

export function isForAPerson(fault: Fault): boolean {
  return FAULTS_FOR_A_PERSON.includes(fault.code);
}
