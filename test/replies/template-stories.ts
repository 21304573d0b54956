import type { FaultCode } from '../../src/core/fault.ts';
import { ANA, BEN, CLARA, type Lists, type Sender, SENDERS } from './template-world.ts';

/** A mail that is not done, and what comes of the text that its answer offers. */
export type Story = {
  readonly from: Sender;
  readonly mail: string;
  readonly subject?: string;
  /** In Cc of the first mail. */
  readonly cc?: string;
  /** Lists that are other than usual. */
  readonly lists?: Lists;
  readonly receipt?: 'held' | 'info';
  /** Who gets the offer, if it is not the sender. */
  readonly offeredTo?: Sender;
  /** What a person writes into the empty fields, in their order; fields not named stay empty. */
  readonly fill?: { readonly [label: string]: readonly string[] };
  /** Who sends the offer, if it is not whoever got it. */
  readonly sentBy?: Sender;
  /** In Cc of the second mail, as the letter asks. */
  readonly copying?: string;
  /** `applied` and `confirm` (once confirmed) lead to these lists; `info` and `held` change nothing. */
  readonly result: 'applied' | 'confirm' | 'held' | 'info';
  readonly ends: { readonly [tld: string]: readonly string[] };
};

const DION = 'Name: Dion Maduro\nEmail: dion.maduro@nic-aw.example\nPhone: +297 563 7788';
const ZOE = 'Name: Zoe Lacle\nEmail: zoe.lacle@nic-aw.example\nPhone: +297 593 1212';
const RUTH = 'Name: Ruthmila Pieters\nEmail: ruthmila.pieters@twins.example\nPhone: +599 9 561 2345';
const LENA_MOVED = 'Name: LENA MAES\nEmail: lena@elsewhere.example\nPhone: +599 9 511 2233';
const LINE_NZ = '"Kiri Parata, #3, .nz, +64 21 123 4567" kiri.parata@nic-nz.example';
const NEW_NAMES = ['Ana Croes', 'Ben Werleman', 'Dion Maduro'];
const TWINS = ['Joris Leito', 'Lena Maes'];
const RUTH_TOO = [...TWINS, 'Ruthmila Pieters'];

const withDion = (fields: string, fill: Story['fill']): Story => ({
  from: 'admin',
  mail: `SUBSCRIBE .aw\n${fields}`,
  ...(fill === undefined ? {} : { fill }),
  result: 'applied',
  ends: { aw: NEW_NAMES },
});

/** At least one for every fault. */
export const FAULT_STORIES: { readonly [Code in FaultCode]: { readonly [story: string]: Story } } = {
  'cctld-missing': {
    'SUBSCRIBE of somebody who serves two': {
      from: 'twins',
      mail: `SUBSCRIBE\n${RUTH}`,
      fill: { ccTLD: ['.cw'] },
      result: 'applied',
      ends: { cw: RUTH_TOO, sx: TWINS },
    },
    REPLACE: {
      from: 'twins',
      mail: `REPLACE lena.maes@twins.example\n${RUTH}`,
      fill: { ccTLD: ['.sx'] },
      result: 'applied',
      ends: { cw: TWINS, sx: ['Joris Leito', 'Ruthmila Pieters'] },
    },
    REMOVE: {
      from: 'twins',
      mail: 'REMOVE lena.maes@twins.example',
      fill: { ccTLD: ['sx'] },
      result: 'applied',
      ends: { cw: TWINS, sx: ['Joris Leito'] },
    },
    'UPDATE by the Admin Contact': {
      from: 'twins',
      mail: 'UPDATE\nEmail: lena.maes@twins.example\nName: Lena Maes-Leito',
      fill: { ccTLD: ['.cw'] },
      result: 'applied',
      ends: { cw: ['Joris Leito', 'Lena Maes-Leito'] },
    },
    'two commands, one without': {
      from: 'twins',
      mail: `REMOVE .sx lena.maes@twins.example\nSUBSCRIBE\n${RUTH}`,
      fill: { ccTLD: ['.cw'] },
      result: 'applied',
      ends: { cw: RUTH_TOO, sx: ['Joris Leito'] },
    },
  },
  'cctld-unknown': {
    'of somebody who serves one': {
      from: 'admin',
      mail: `SUBSCRIBE .zz\n${DION}`,
      result: 'applied',
      ends: { aw: NEW_NAMES },
    },
    'of somebody who serves one, with a full list': {
      from: 'admin',
      mail: `SUBSCRIBE .zz\n${DION}`,
      lists: { aw: [ANA, BEN, CLARA] },
      fill: { 'Old contact email': [CLARA.email] },
      result: 'applied',
      ends: { aw: NEW_NAMES },
    },
    'of somebody who serves two': {
      from: 'twins',
      mail: `SUBSCRIBE .zz\n${RUTH}`,
      fill: { ccTLD: ['.sx'] },
      result: 'applied',
      ends: { cw: TWINS, sx: RUTH_TOO },
    },
    'beside a known one': {
      from: 'twins',
      mail: `SUBSCRIBE .cw .zz\n${RUTH}`,
      result: 'applied',
      ends: { cw: RUTH_TOO },
    },
    'in STATUS': { from: 'admin', mail: 'STATUS .zz', result: 'info', ends: {} },
    'in WHO': { from: 'ana', mail: 'WHO .zz', result: 'info', ends: {} },
    'in REMOVE me': { from: 'ana', mail: 'REMOVE .aw .zz me', result: 'applied', ends: { aw: ['Ben Werleman'] } },
  },
  'cctld-gtld': {
    'in SUBSCRIBE': { from: 'admin', mail: `SUBSCRIBE .com\n${DION}`, result: 'applied', ends: { aw: NEW_NAMES } },
    'in REMOVE ALL': {
      from: 'admin',
      mail: 'REMOVE .aw .com ben.werleman@nic-aw.example',
      result: 'applied',
      ends: { aw: ['Ana Croes'] },
    },
  },
  'cctld-retired': {
    'in SUBSCRIBE': { from: 'admin', mail: `SUBSCRIBE .an\n${DION}`, result: 'applied', ends: { aw: NEW_NAMES } },
  },
  'cctld-mismatch': {
    'a line of a ccTLD of others': {
      from: 'admin',
      mail: `SUBSCRIBE .aw\n${LINE_NZ}`,
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Ben Werleman', 'Kiri Parata'], nz: ['Kiri Parata', 'Moana Reid'] },
    },
    'a line of the other ccTLD of the sender': {
      from: 'twins',
      mail: `SUBSCRIBE .cw\n"Ruthmila Pieters, #3, .cw, +599 9 561 2345" ruthmila.pieters@twins.example
"Kees Vos, #3, .sx, +599 9 561 9999" kees.vos@twins.example`,
      result: 'applied',
      ends: { cw: RUTH_TOO, sx: [...TWINS, 'Kees Vos'] },
    },
    'a line under CONTACTS takes nobody off the other list': {
      from: 'twins',
      mail: `CONTACTS .cw\n"Joris Leito, #1, .cw, +599 9 562 3456" joris.leito@twins.example
"Lena Maes, #2, .cw, +599 9 511 2233" lena.maes@twins.example
"Kees Vos, #3, .sx, +599 9 561 9999" kees.vos@twins.example`,
      result: 'applied',
      ends: { cw: TWINS, sx: [...TWINS, 'Kees Vos'] },
    },
  },
  'nobody-named': {
    REMOVE: {
      from: 'admin',
      mail: 'REMOVE .aw',
      fill: { Email: [BEN.email] },
      result: 'applied',
      ends: { aw: ['Ana Croes'] },
    },
    'REPLACE without the old one': {
      from: 'admin',
      mail: `REPLACE .aw\n${DION}`,
      fill: { 'Old contact email': [BEN.email] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Dion Maduro'] },
    },
    'REPLACE without the new one': {
      from: 'admin',
      mail: `REPLACE .aw ${BEN.email}`,
      fill: { Name: ['Dion Maduro'], Email: ['dion.maduro@nic-aw.example'], Phone: ['+297 563 7788'] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Dion Maduro'] },
    },
    'SUBSCRIBE to a list with room': {
      from: 'admin',
      mail: 'SUBSCRIBE .aw',
      fill: { Name: ['Dion Maduro'], Email: ['dion.maduro@nic-aw.example'], Phone: ['+297 563 7788'] },
      result: 'applied',
      ends: { aw: NEW_NAMES },
    },
    'SUBSCRIBE to an empty list': {
      from: 'admin',
      mail: 'SUBSCRIBE .aw',
      lists: { aw: [] },
      fill: {
        Name: ['Dion Maduro', 'Zoe Lacle'],
        Email: ['dion.maduro@nic-aw.example', 'zoe.lacle@nic-aw.example'],
        Phone: ['+297 563 7788', '+297 593 1212'],
      },
      result: 'applied',
      ends: { aw: ['Dion Maduro', 'Zoe Lacle'] },
    },
    'SUBSCRIBE to a full list': {
      from: 'admin',
      mail: 'SUBSCRIBE .aw',
      lists: { aw: [ANA, BEN, CLARA] },
      fill: {
        Name: ['Dion Maduro'],
        Email: ['dion.maduro@nic-aw.example'],
        Phone: ['+297 563 7788'],
        'Old contact email': [CLARA.email],
      },
      result: 'applied',
      ends: { aw: NEW_NAMES },
    },
    CONTACTS: { from: 'admin', mail: 'CONTACTS .aw', result: 'applied', ends: { aw: ['Ana Croes', 'Ben Werleman'] } },
    'UPDATE by the Admin Contact': {
      from: 'admin',
      mail: 'UPDATE .aw\nPhone: +297 560 0000',
      fill: { Email: [BEN.email] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Ben Werleman'] },
    },
  },
  'name-missing': {
    'no name': withDion('Email: dion.maduro@nic-aw.example\nPhone: +297 563 7788', { Name: ['Dion Maduro'] }),
    'a name without letters': withDion('Name: 007\nEmail: dion.maduro@nic-aw.example\nPhone: +297 563 7788', {
      Name: ['Dion Maduro'],
    }),
  },
  'email-missing': {
    'no address': withDion('Name: Dion Maduro\nPhone: +297 563 7788', { Email: ['dion.maduro@nic-aw.example'] }),
  },
  'email-malformed': {
    primary: withDion('Name: Dion Maduro\nEmail: dion.maduro@\nPhone: +297 563 7788', {
      Email: ['dion.maduro@nic-aw.example'],
    }),
    secondary: withDion(`${DION}\nSecondary email: dion(at)home`, { 'Secondary email': ['dion@home.example'] }),
    'of one’s own': {
      from: 'ana',
      mail: 'UPDATE\nSecondary email: ana(at)home',
      fill: { 'Secondary email': ['ana@home.example'] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Ben Werleman'] },
    },
  },
  'utf8-address': {
    'waits for a person, or goes at once': {
      ...withDion('Name: Dion Maduro\nEmail: díon@nic-aw.example\nPhone: +297 563 7788', {
        Email: ['dion.maduro@nic-aw.example'],
      }),
      receipt: 'held',
    },
  },
  'several-addresses': {
    'three in one field': withDion(
      'Name: Dion Maduro\nEmail: dion.maduro@nic-aw.example, dion@home.example, d@home.example\nPhone: +297 563 7788',
      { Email: ['dion.maduro@nic-aw.example'], 'Secondary email': ['dion@home.example'] },
    ),
  },
  'same-address-twice': {
    'two people in two commands': {
      from: 'admin',
      mail: `SUBSCRIBE .aw\n${DION}\n\nSUBSCRIBE .aw\nName: Zoe Lacle\nEmail: dion.maduro@nic-aw.example\nPhone: +297 593 1212`,
      lists: { aw: [ANA] },
      fill: { Email: ['zoe.lacle@nic-aw.example'] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Dion Maduro', 'Zoe Lacle'] },
    },
    'two people': {
      from: 'admin',
      mail: `SUBSCRIBE .aw\n${DION}\n\nName: Zoe Lacle\nEmail: dion.maduro@nic-aw.example\nPhone: +297 593 1212`,
      lists: { aw: [ANA] },
      fill: { Email: ['zoe.lacle@nic-aw.example'] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Dion Maduro', 'Zoe Lacle'] },
    },
  },
  'phone-missing': {
    'no number': withDion('Name: Dion Maduro\nEmail: dion.maduro@nic-aw.example', { Phone: ['+297 563 7788'] }),
  },
  'phone-impossible': {
    'too short': withDion('Name: Dion Maduro\nEmail: dion.maduro@nic-aw.example\nPhone: +297 1', {
      Phone: ['+297 563 7788'],
    }),
    'of one’s own': {
      from: 'ana',
      mail: 'UPDATE\nPhone: +297 1',
      fill: { Phone: ['+297 560 9999'] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Ben Werleman'] },
    },
  },
  'phone-extension': {
    'with extension': withDion('Name: Dion Maduro\nEmail: dion.maduro@nic-aw.example\nPhone: +297 563 7788 ext. 12', {
      Phone: ['+297 563 7788'],
    }),
  },
  'phone-without-country': {
    'a ccTLD that is no country': {
      from: 'union',
      mail: 'SUBSCRIBE .eu\nName: Jan Peeters\nEmail: jan.peeters@union.example\nPhone: 0470 12 34 56',
      fill: { Phone: ['+32 470 12 34 56'] },
      result: 'applied',
      ends: { eu: ['Jan Peeters'] },
    },
  },
  'rank-unknown': { 'a word of their own': withDion(`${DION}\nRole: 4`, { Role: ['third'] }) },
  'field-twice': {
    'two numbers': withDion(`${DION}\nPhone: +297 563 0000`, undefined),
    'two UPDATEs of a contact of two lists': {
      from: 'joris',
      mail: 'UPDATE .cw\nPhone: +599 9 511 4455\n\nUPDATE .sx\nPhone: +599 9 511 6677\nName: Joris A. Leito',
      result: 'applied',
      ends: { cw: ['Joris A. Leito', 'Lena Maes'], sx: ['Joris A. Leito', 'Lena Maes'] },
    },
    'two UPDATEs by the Admin Contact': {
      from: 'admin',
      mail: `UPDATE .aw\nEmail: ${BEN.email}\nPhone: +297 563 7788\n\nUPDATE .aw\nEmail: ${BEN.email}\nPhone: +297 593 1212`,
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Ben Werleman'] },
    },
  },
  'role-address': {
    primary: withDion('Name: Dion Maduro\nEmail: noc@nic-aw.example\nPhone: +297 563 7788', {
      Email: ['dion.maduro@nic-aw.example'],
    }),
    secondary: withDion(`${DION}\nSecondary email: noc@nic-aw.example`, { 'Secondary email': ['dion@home.example'] }),
    'the second one left out': withDion(`${DION}\nSecondary email: noc@nic-aw.example`, undefined),
    'of one’s own': {
      from: 'ana',
      mail: 'UPDATE\nSecondary email: noc@nic-aw.example\nPhone: +297 560 9999',
      fill: { 'Secondary email': ['ana@home.example'] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Ben Werleman'] },
    },
    'among four faults': {
      from: 'admin',
      mail: 'SUBSCRIBE .aw\nName: Dion Maduro\nEmail: noc@nic-aw.example\n\nEmail: zoe.lacle@nic-aw.example\nPhone: +297 1',
      lists: { aw: [] },
      fill: { Name: ['Zoe Lacle'], Email: ['dion.maduro@nic-aw.example'], Phone: ['+297 563 7788', '+297 593 1212'] },
      result: 'applied',
      ends: { aw: ['Dion Maduro', 'Zoe Lacle'] },
    },
  },
  'nothing-to-update': {
    'UPDATE alone': {
      from: 'ana',
      mail: 'UPDATE',
      fill: { Phone: ['+297 560 9999'] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Ben Werleman'] },
    },
  },
  'fourth-contact': {
    'one too many': {
      from: 'admin',
      mail: `SUBSCRIBE .aw\n${DION}\nRole: primary`,
      lists: { aw: [ANA, BEN, CLARA] },
      fill: { 'Old contact email': [BEN.email] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Dion Maduro', 'Clara Tromp'] },
    },
    'two too many': {
      from: 'admin',
      mail: `SUBSCRIBE .aw\n${DION}\n\n${ZOE}`,
      lists: { aw: [ANA, BEN, CLARA] },
      fill: { 'Old contact email': [BEN.email, CLARA.email] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Dion Maduro', 'Zoe Lacle'] },
    },
    'four in CONTACTS': {
      from: 'admin',
      mail: `CONTACTS .aw\n${[ANA, BEN, CLARA].map(({ name, email, phone }) => `Name: ${name}\nEmail: ${email}\nPhone: ${phone}`).join('\n\n')}\n\n${DION}`,
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Ben Werleman', 'Clara Tromp'] },
    },
    'REPLACE of one by two': {
      from: 'admin',
      mail: `REPLACE .aw ${BEN.email}\n${DION}\n\n${ZOE}`,
      lists: { aw: [ANA, BEN, CLARA] },
      fill: { 'Old contact email': [CLARA.email] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Dion Maduro', 'Zoe Lacle'] },
    },
    'in two commands, one of them with nobody for whom there is room': {
      from: 'admin',
      mail: `SUBSCRIBE .aw\n${DION}\n\n${ZOE}\n\nREPLACE .aw ${BEN.email}\nName: Iris Dirksz\nEmail: iris@x.example\nPhone: +297 563 1111\n\nName: Max Moe\nEmail: max.moe@x.example\nPhone: +297 563 2222`,
      lists: { aw: [ANA, BEN, CLARA] },
      fill: { 'Old contact email': [ANA.email, CLARA.email] },
      result: 'applied',
      ends: { aw: ['Dion Maduro', 'Iris Dirksz', 'Zoe Lacle'] },
    },
    'of whom one is on the list with another address': {
      from: 'admin',
      mail: `SUBSCRIBE .aw\nName: BEN WERLEMAN\nEmail: ben@elsewhere.example\nPhone: +297 563 7788`,
      lists: { aw: [ANA, BEN, CLARA] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'BEN WERLEMAN', 'Clara Tromp'] },
    },
    'of whom one is there with another address and two are new': {
      from: 'admin',
      mail: `SUBSCRIBE .aw\nName: Ben Werleman\nEmail: ben@elsewhere.example\nPhone: +297 563 7788\nRole: primary\n\n${DION}\n\n${ZOE}`,
      lists: { aw: [BEN, ANA] },
      fill: { 'Old contact email': [ANA.email] },
      result: 'applied',
      ends: { aw: ['Ben Werleman', 'Dion Maduro', 'Zoe Lacle'] },
    },
    'with a rank that somebody else has': {
      from: 'admin',
      mail: `SUBSCRIBE .aw\nName: Ben Werleman\nEmail: ben@elsewhere.example\nPhone: +297 563 7788\nRole: primary\n\n${DION}`,
      lists: { aw: [ANA, BEN, CLARA] },
      fill: { Role: ['secondary'], 'Old contact email': [CLARA.email] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Ben Werleman', 'Dion Maduro'] },
    },
    'only one of two lists is full': {
      from: 'twins',
      mail: `SUBSCRIBE .cw .sx\n${RUTH}`,
      lists: { cw: [ANA, BEN, CLARA] },
      fill: { 'Old contact email': [BEN.email] },
      result: 'applied',
      ends: { cw: ['Ana Croes', 'Ruthmila Pieters', 'Clara Tromp'], sx: RUTH_TOO },
    },
  },
  'not-there': {
    REMOVE: {
      from: 'admin',
      mail: 'REMOVE .aw bob@nic-aw.example',
      fill: { Email: [BEN.email] },
      result: 'applied',
      ends: { aw: ['Ana Croes'] },
    },
    'REMOVE, beside a change that is right': {
      from: 'twins',
      mail: `SUBSCRIBE .cw\n${RUTH}\n\nREMOVE .sx nobody@twins.example\n\nSTATUS .cw`,
      fill: { Email: ['lena.maes@twins.example'] },
      result: 'applied',
      ends: { cw: RUTH_TOO, sx: ['Joris Leito'] },
    },
    'REMOVE from two lists of somebody who is on one': {
      from: 'twins',
      mail: 'REMOVE .cw .sx kees.vos@twins.example',
      lists: { cw: [ANA, { name: 'Kees Vos', email: 'kees.vos@twins.example', phone: '+599 9 561 9999' }] },
      result: 'applied',
      ends: { cw: ['Ana Croes'], sx: TWINS },
    },
    'REMOVE from an empty list': {
      from: 'admin',
      mail: `REMOVE .aw ${BEN.email}`,
      lists: { aw: [] },
      result: 'info',
      ends: { aw: [] },
    },
    REPLACE: {
      from: 'admin',
      mail: `REPLACE .aw bob@nic-aw.example\n${DION}`,
      fill: { 'Old contact email': [BEN.email] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Dion Maduro'] },
    },
    'REPLACE on a full list': {
      from: 'admin',
      mail: `REPLACE .aw bob@nic-aw.example\n${DION}`,
      lists: { aw: [ANA, BEN, CLARA] },
      fill: { 'Old contact email': [BEN.email] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Dion Maduro', 'Clara Tromp'] },
    },
    'REPLACE on an empty list': {
      from: 'admin',
      mail: `REPLACE .aw ${BEN.email}\n${DION}`,
      lists: { aw: [] },
      result: 'applied',
      ends: { aw: ['Dion Maduro'] },
    },
    'UPDATE by the Admin Contact': {
      from: 'admin',
      mail: 'UPDATE .aw\nEmail: bob@nic-aw.example\nPhone: +297 560 0000',
      fill: { Email: [BEN.email] },
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Ben Werleman'] },
    },
    'told to the Admin Contact whom a stranger copied': {
      from: 'stranger',
      mail: 'REMOVE .aw bob@nic-aw.example',
      cc: SENDERS.admin,
      offeredTo: 'admin',
      fill: { Email: [BEN.email] },
      result: 'applied',
      ends: { aw: ['Ana Croes'] },
    },
  },
  'nobody-there': {
    'REMOVE ALL from an empty list': {
      from: 'admin',
      mail: 'REMOVE .aw ALL',
      lists: { aw: [] },
      result: 'info',
      ends: { aw: [] },
    },
  },
  'rank-by-admin': {
    'the list in the wanted order, for the Admin Contact to say': {
      from: 'ana',
      mail: 'UPDATE\nRole: secondary',
      lists: { aw: [ANA, BEN, CLARA] },
      copying: SENDERS.admin,
      result: 'confirm',
      ends: { aw: ['Ben Werleman', 'Ana Croes', 'Clara Tromp'] },
    },
    'no rank that there is, so the list as it is': {
      from: 'ana',
      mail: 'UPDATE\nRole: third',
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Ben Werleman'] },
    },
    'the form leaves the rank out': {
      from: 'ana',
      mail: 'UPDATE\nRole: secondary\nPhone: +297 560 9999',
      result: 'applied',
      ends: { aw: ['Ana Croes', 'Ben Werleman'] },
    },
  },
  'another-person': {
    'the Admin Contact is asked for a successor': {
      from: 'ana',
      mail: 'UPDATE\nName: Max Moe\nPhone: +297 560 9999',
      fill: { Email: ['max.moe@nic-aw.example'] },
      copying: SENDERS.admin,
      result: 'confirm',
      ends: { aw: ['Max Moe', 'Ben Werleman'] },
    },
  },
};

/** By `rule, about the mail`. For every rule that refuses by mail, or holds and offers something better: a mail on which it decides. */
export const RULE_STORIES: { readonly [rule: string]: Story | { readonly noTemplate: string } } = {
  'who-admin': { from: 'admin', mail: 'WHO', result: 'info', ends: {} },
  'who-admin, and STATUS that was answered': {
    from: 'admin',
    mail: 'WHO\nSTATUS',
    receipt: 'info',
    result: 'applied',
    ends: {},
  },
  'status-of-another-cctld': { from: 'kiri', mail: 'STATUS .aw', result: 'info', ends: {} },
  'not-ones-own-entry': {
    from: 'admin',
    mail: 'REMOVE me',
    fill: { Email: [BEN.email] },
    result: 'applied',
    ends: { aw: ['Ana Croes'] },
  },
  'not-the-admins-own-entry': {
    from: 'plain',
    mail: 'REMOVE me',
    lists: { ad: [ANA, BEN] },
    fill: { Email: [BEN.email] },
    result: 'confirm',
    ends: { ad: ['Ana Croes'] },
  },
  'other-without-admin': {
    from: 'stranger',
    mail: `SUBSCRIBE .aw\n${DION}`,
    copying: SENDERS.admin,
    result: 'confirm',
    ends: { aw: NEW_NAMES },
  },
  'contact-without-admin': {
    from: 'ana',
    mail: `REPLACE .aw ${BEN.email}\n${DION}`,
    copying: SENDERS.admin,
    result: 'confirm',
    ends: { aw: ['Ana Croes', 'Dion Maduro'] },
  },
  'contact-without-admin, the own number beside somebody new': {
    from: 'ana',
    mail: `UPDATE\nPhone: +297 560 9999\n\nSUBSCRIBE .aw\n${DION}`,
    copying: SENDERS.admin,
    result: 'confirm',
    ends: { aw: NEW_NAMES },
  },
  'contact-without-admin, taken to the Admin Contact': {
    from: 'ana',
    mail: `UPDATE\nPhone: +297 560 9999\n\nSUBSCRIBE .aw\n${DION}`,
    sentBy: 'admin',
    result: 'applied',
    ends: { aw: NEW_NAMES },
  },
  'contact-without-admin, the own address beside somebody new': {
    from: 'ana',
    mail: `UPDATE\nEmail: ana@home.example\n\nSUBSCRIBE .aw\n${DION}`,
    sentBy: 'admin',
    result: 'applied',
    ends: { aw: NEW_NAMES },
  },
  'contact-without-admin, leaving for somebody new': {
    from: 'ana',
    mail: `REMOVE me\n\nSUBSCRIBE .aw\n${DION}`,
    sentBy: 'admin',
    result: 'applied',
    ends: { aw: ['Dion Maduro', 'Ben Werleman'] },
  },
  'faulty-form': withDion('Email: dion.maduro@nic-aw.example', { Name: ['Dion Maduro'], Phone: ['+297 563 7788'] }),
  'faulty-form-admin': {
    from: 'plain',
    mail: 'SUBSCRIBE .ad\nName: Ona Puig\nEmail: noc@plain.example',
    fill: { Email: ['ona.puig@plain.example'], Phone: ['+376 312 346'] },
    result: 'confirm',
    ends: { ad: ['Pol Domen', 'Ona Puig'] },
  },
  'faulty-fit': {
    from: 'admin',
    mail: `REPLACE .aw bob@nic-aw.example\n${DION}`,
    fill: { 'Old contact email': [ANA.email] },
    result: 'applied',
    ends: { aw: ['Dion Maduro', 'Ben Werleman'] },
  },
  'text-from-admin': {
    from: 'admin',
    mail: 'Could we please join your list?',
    lists: { aw: [] },
    receipt: 'held',
    fill: {
      Name: ['Dion Maduro', 'Zoe Lacle'],
      Email: ['dion.maduro@nic-aw.example', 'zoe.lacle@nic-aw.example'],
      Phone: ['+297 563 7788', '+297 593 1212'],
    },
    result: 'applied',
    ends: { aw: ['Dion Maduro', 'Zoe Lacle'] },
  },
  'text-from-contact': {
    from: 'ana',
    mail: 'My phone number is a new one.',
    receipt: 'held',
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Ben Werleman'] },
  },
  'text-from-contact, own details': {
    from: 'ana',
    mail: 'Name: Ana Croes\nEmail: ana.croes@nic-aw.example\nPhone: +297 1',
    receipt: 'held',
    fill: { Phone: ['+297 560 9999'] },
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Ben Werleman'] },
  },
  'text-from-contact, a new number on two lists': {
    from: 'joris',
    mail: 'Dear all, my new mobile is +599 9 511 4455.',
    receipt: 'held',
    result: 'applied',
    ends: { cw: TWINS, sx: TWINS },
  },
  'text-from-contact, somebody else': {
    from: 'ana',
    mail: DION,
    receipt: 'held',
    copying: SENDERS.admin,
    result: 'confirm',
    ends: { aw: NEW_NAMES },
  },
  'text-from-admin, lines of two ccTLDs': {
    from: 'twins',
    mail: `"Ruthmila Pieters, #3, .cw, +599 9 561 2345" ruthmila.pieters@twins.example
"Kees Vos, #3, .sx, +599 9 561 9999" noc@twins.example`,
    receipt: 'held',
    fill: { Email: ['kees.vos@twins.example'] },
    result: 'applied',
    ends: { cw: RUTH_TOO, sx: [...TWINS, 'Kees Vos'] },
  },
  'text-from-admin, a full list': {
    from: 'admin',
    mail: DION,
    lists: { aw: [ANA, BEN, CLARA] },
    receipt: 'held',
    fill: { 'Old contact email': [CLARA.email] },
    result: 'applied',
    ends: { aw: NEW_NAMES },
  },
  'text-from-admin, whom a block replaces, by name': {
    from: 'admin',
    mail: `REPLACE .aw Ben Werleman\n${DION}`,
    receipt: 'held',
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Dion Maduro'] },
  },
  'text-from-admin, whom a block replaces on a full list': {
    from: 'admin',
    mail: `Please replace Ben Werleman:\n\n${DION}`,
    lists: { aw: [ANA, BEN, CLARA] },
    receipt: 'held',
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Dion Maduro', 'Clara Tromp'] },
  },
  'text-from-admin, more people named than blocks': {
    from: 'admin',
    mail: `Ana Croes told me that Ben Werleman has left.\n\n${DION}`,
    receipt: 'held',
    fill: { 'Old contact email': [BEN.email] },
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Dion Maduro'] },
  },
  'text-from-admin, a block of somebody whose number is replaced': {
    from: 'admin',
    mail: `Please replace the number of Ben Werleman:\n\nName: Ben Werleman\nEmail: ${BEN.email}\nPhone: +297 563 7788`,
    receipt: 'held',
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Ben Werleman'] },
  },
  'text-from-contact, whom a block replaces, by name': {
    from: 'ana',
    mail: `REPLACE .aw Ben Werleman\n${DION}`,
    receipt: 'held',
    copying: SENDERS.admin,
    result: 'confirm',
    ends: { aw: ['Ana Croes', 'Dion Maduro'] },
  },
  'text-from-contact, who is replaced': {
    from: 'ana',
    mail: `REPLACE .aw me\n\n${DION}`,
    receipt: 'held',
    copying: SENDERS.admin,
    result: 'confirm',
    ends: { aw: ['Dion Maduro', 'Ben Werleman'] },
  },
  'text-from-contact, who is replaced on a full list': {
    from: 'ana',
    mail: `${ANA.email}: REPLACE me\n\n${DION}`,
    lists: { aw: [ANA, BEN, CLARA] },
    receipt: 'held',
    copying: SENDERS.admin,
    result: 'confirm',
    ends: { aw: ['Dion Maduro', 'Ben Werleman', 'Clara Tromp'] },
  },
  'text-from-contact, whose successor has no block': {
    from: 'ana',
    mail: 'My successor is Dion Maduro, dion.maduro@nic-aw.example, +297 563 7788',
    receipt: 'held',
    copying: SENDERS.admin,
    result: 'confirm',
    ends: { aw: ['Dion Maduro', 'Ben Werleman'] },
  },
  'text-from-admin, a Subject above a text that names the successor': {
    from: 'admin',
    subject: `REPLACE .aw ${BEN.email}`,
    mail: 'His successor is Dion Maduro, dion.maduro@nic-aw.example, +297 563 7788',
    receipt: 'held',
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Dion Maduro'] },
  },
  'text-from-admin, a Subject above a text that names both': {
    from: 'admin',
    subject: 'REPLACE .aw',
    mail: 'Ben Werleman has left. His successor is Dion Maduro, dion.maduro@nic-aw.example, +297 563 7788',
    receipt: 'held',
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Dion Maduro'] },
  },
  'text-from-admin, a Subject above a text that names a newcomer': {
    from: 'admin',
    subject: 'SUBSCRIBE .aw',
    mail: 'Our new colleague is Dion Maduro, dion.maduro@nic-aw.example, +297 563 7788',
    receipt: 'held',
    result: 'applied',
    ends: { aw: NEW_NAMES },
  },
  'text-from-admin, SUBSCRIBE in the Subject above a text that says who left': {
    from: 'admin',
    subject: 'SUBSCRIBE .aw',
    mail: 'Ben Werleman has left. His successor is Dion Maduro, dion.maduro@nic-aw.example, +297 563 7788',
    receipt: 'held',
    result: 'applied',
    ends: { aw: NEW_NAMES },
  },
  'text-from-admin, a block below a text that says who stays': {
    from: 'admin',
    mail: `Our colleague Peter Pan has left the registry. Please add the following. Ben Werleman remains our secondary contact.\n\n${DION}`,
    receipt: 'held',
    result: 'applied',
    ends: { aw: NEW_NAMES },
  },
  'text-from-admin, a Subject above a text that names nobody': {
    from: 'admin',
    subject: `REPLACE .aw ${BEN.email}`,
    mail: 'Dear colleagues, we have a change on our side.',
    receipt: 'held',
    fill: { Name: ['Dion Maduro'], Email: ['dion.maduro@nic-aw.example'], Phone: ['+297 563 7788'] },
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Dion Maduro'] },
  },
  'looks-like-a-role': {
    from: 'admin',
    mail: 'SUBSCRIBE .aw\nName: NOC Team\nEmail: it@nic-aw.example\nPhone: +297 563 7788',
    receipt: 'held',
    fill: { Name: ['Dion Maduro'], Email: ['dion.maduro@nic-aw.example'] },
    result: 'applied',
    ends: { aw: NEW_NAMES },
  },
  'looks-odd': {
    from: 'admin',
    mail: 'SUBSCRIBE .aw\nName: Diоn Maduro\nEmail: dion.maduro@nic-aw.example\nPhone: +297 563 7788',
    receipt: 'held',
    fill: { Name: ['Dion Maduro'] },
    result: 'applied',
    ends: { aw: NEW_NAMES },
  },
  'address-conflict': {
    from: 'admin',
    mail: `SUBSCRIBE .aw\nName: Dion Maduro\nEmail: ${BEN.email}\nPhone: +297 563 7788`,
    receipt: 'held',
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Ben Werleman'] },
  },
  'namesake-listed': {
    from: 'admin',
    mail: `SUBSCRIBE .aw\nName: ${BEN.name}\nEmail: ben@elsewhere.example\nPhone: +297 563 7788`,
    receipt: 'held',
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Ben Werleman'] },
  },
  'namesake-listed, and somebody new': {
    from: 'admin',
    mail: `SUBSCRIBE .aw\nName: ${BEN.name}\nEmail: ben@elsewhere.example\nPhone: +297 563 7788\n\n${DION}`,
    lists: { aw: [BEN] },
    receipt: 'held',
    result: 'applied',
    ends: { aw: ['Ben Werleman', 'Dion Maduro'] },
  },
  'namesake-listed, perhaps a son': {
    from: 'admin',
    mail: 'SUBSCRIBE .aw\nName: Ben Werleman Jr\nEmail: ben@elsewhere.example\nPhone: +297 563 7788',
    receipt: 'held',
    fill: { 'Old contact email': [BEN.email] },
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Ben Werleman Jr'] },
  },
  ...Object.fromEntries(
    ['BEN WERLEMAN', 'Werleman, Ben', 'Bén Wérleman'].map((name): [string, Story] => [
      `namesake-listed, as ${name}`,
      {
        from: 'admin',
        mail: `SUBSCRIBE .aw\nName: ${name}\nEmail: ben@elsewhere.example\nPhone: +297 563 7788`,
        receipt: 'held',
        result: 'applied',
        ends: { aw: ['Ana Croes', name] },
      },
    ]),
  ),
  'namesake-listed, on both lists of the sender': {
    from: 'twins',
    mail: `SUBSCRIBE .cw .sx\n${LENA_MOVED}`,
    receipt: 'held',
    result: 'applied',
    ends: { cw: ['Joris Leito', 'LENA MAES'], sx: ['Joris Leito', 'LENA MAES'] },
  },
  'namesake-listed, on both lists with two addresses': {
    from: 'twins',
    mail: `SUBSCRIBE .cw .sx\n${LENA_MOVED}`,
    lists: { sx: [{ name: 'Lena Maes', email: 'lena@sx.example', phone: '+599 9 511 2233' }, CLARA] },
    receipt: 'held',
    result: 'applied',
    ends: { cw: ['Joris Leito', 'LENA MAES'], sx: ['LENA MAES', 'Clara Tromp'] },
  },
  'namesake-listed, on one of two lists': {
    from: 'twins',
    mail: `SUBSCRIBE .cw .sx\n${LENA_MOVED}`,
    lists: { sx: [CLARA] },
    receipt: 'held',
    result: 'applied',
    ends: { cw: ['Joris Leito', 'LENA MAES'], sx: ['Clara Tromp', 'LENA MAES'] },
  },
  'namesake-listed, beside a change of another list': {
    from: 'twins',
    mail: `SUBSCRIBE .cw\n${LENA_MOVED}\n\nREMOVE .sx joris.leito@twins.example`,
    receipt: 'held',
    result: 'applied',
    ends: { cw: ['Joris Leito', 'LENA MAES'], sx: ['Lena Maes'] },
  },
  'namesake-listed, twice': {
    from: 'admin',
    mail: `SUBSCRIBE .aw\nName: ${BEN.name}\nEmail: ben@elsewhere.example\nPhone: +297 563 7788`,
    lists: { aw: [BEN, { ...ANA, name: BEN.name }] },
    receipt: 'held',
    fill: { 'Old contact email': [ANA.email] },
    result: 'applied',
    ends: { aw: [BEN.name, BEN.name] },
  },
  'address-conflict, with the own old address as the second one': {
    from: 'admin',
    mail: `SUBSCRIBE .aw\nName: ${BEN.name}\nEmail: ben@elsewhere.example\nSecondary email: ${BEN.email}\nPhone: +297 563 7788`,
    receipt: 'held',
    result: 'applied',
    ends: { aw: ['Ana Croes', 'Ben Werleman'] },
  },
  'rank-conflict': {
    from: 'admin',
    mail: `SUBSCRIBE .aw\n${DION}\nRole: primary\n\n${ZOE}\nRole: primary`,
    lists: { aw: [] },
    receipt: 'held',
    fill: { Role: ['secondary'] },
    result: 'applied',
    ends: { aw: ['Dion Maduro', 'Zoe Lacle'] },
  },
  'faulty-dispute': { from: 'ana', mail: 'DISPUTE .an', result: 'held', ends: {} },
  'roster-not-for-strangers': { noTemplate: 'a stranger has nothing to ask' },
  'secretariat-reads-unsigned': { noTemplate: 'the words were right, the signature was not' },
  'text-from-others': { noTemplate: 'a stranger may change nothing; HELP is named' },
  'too-many-disputes': { noTemplate: 'the list is frozen already: there is nothing to ask for' },
  'who-admin-reviewed': { noTemplate: 'judged on the desk' },
  'faulty-form-confirmed': { noTemplate: 'told in the letter about the end of the case' },
  'faulty-form-reviewed': { noTemplate: 'judged on the desk' },
  'faulty-fit-reviewed': { noTemplate: 'judged on the desk' },
};
