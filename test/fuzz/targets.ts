import { deliveryReport, mime } from './mail-targets.ts';
import { addressList, author, rawGate } from './octet-targets.ts';
import type { Target } from './target.ts';
import { commands, ianaFile, rdap, whois } from './text-targets.ts';

export const TARGETS: readonly Target[] = [
  rawGate,
  author,
  addressList,
  mime,
  commands,
  deliveryReport,
  whois,
  rdap,
  ianaFile,
];
