// The walls between the rooms of src/. Each is a rule with a name and a sentence why; test/architecture.test.ts proves
// that they stand, since a checker that examines nothing passes, too.

const PURE = ['core', 'parse', 'rules', 'replies', 'plan', 'roster-out'];
const ADAPTERS = ['auth', 'reading', 'iana', 'store', 'smtp', 'config', 'ops'];
const USE_CASES = ['intake', 'review', 'schedule'];
const WIRING = '^src/(main|cli|demo)(\\.ts$|/)';

/** What a room may import of src/ besides itself, and of which rooms only the types (`import type`). */
const WALLS = {
  'core-imports-no-room': {
    from: 'core',
    may: [],
    why: 'The nouns and laws that all rooms share depend on none of them.',
  },
  'parse-knows-core-only': {
    from: 'parse',
    may: ['core'],
    why: 'Reading commands depends on the text alone, so that text alone can test it.',
  },
  'rules-know-core-only': {
    from: 'rules',
    may: ['core'],
    why: 'A decision follows from facts alone; only then can a law be proved over every case of a rule book.',
  },
  'replies-know-core-and-the-printed-roster': {
    from: 'replies',
    may: ['core', 'roster-out'],
    why: 'What is told follows from the decision alone.',
  },
  'plan-joins-decision-and-words': {
    from: 'plan',
    may: ['core', 'rules', 'replies'],
    why: 'What is to be done and told follows from decision and world; nothing is done here.',
  },
  'roster-out-knows-core-only': {
    from: 'roster-out',
    may: ['core'],
    why: 'The roster looks the same in mail, shell and desk, because printing it depends on the roster alone.',
  },
  'auth-knows-core-only': {
    from: 'auth',
    may: ['core'],
    why: 'Adapters never meet: what DNS and cryptography say is one matter, what follows from it another.',
  },
  'mime-knows-core-only': {
    from: 'mime',
    may: ['core'],
    why: 'Hostile MIME stays in one room.',
  },
  'reading-joins-mime-and-parse': {
    from: 'reading',
    may: ['core', 'parse', 'mime'],
    why: 'The worker thread holds all that a hostile text could slow down, and nothing else.',
  },
  'threads-hold-one-adapter-each': {
    from: 'threads',
    may: ['core', 'auth', 'smtp'],
    why: 'What an adapter does can be done in another thread without the adapter or its user knowing.',
  },
  'iana-knows-core-only': {
    from: 'iana',
    may: ['core'],
    why: 'Adapters never meet: the source of the trust anchor can be replaced alone.',
  },
  'store-knows-core-only': {
    from: 'store',
    may: ['core'],
    why: 'Adapters never meet: another database can stand behind the same port.',
  },
  'smtp-knows-core-only': {
    from: 'smtp',
    may: ['core'],
    why: 'Adapters never meet: this one carries mail and answers; it decides nothing.',
  },
  'ops-knows-core-only': {
    from: 'ops',
    may: ['core'],
    why: 'Who watches cannot act.',
  },
  'config-loads-settings-and-policy': {
    from: 'config',
    may: ['core', 'rules', 'replies'],
    why: 'Settings are read in one room; it loads the rule book and its texts too, whose own rooms cannot read files.',
  },
  'intake-is-handed-its-adapters': {
    from: 'intake',
    may: ['core', 'parse', 'rules', 'replies', 'plan'],
    types: ADAPTERS,
    why: 'A use case knows the types of its adapters only, so that it runs in a test without network or disk.',
  },
  'reception-joins-what-looks-at-mail': {
    from: 'reception',
    may: ['core', 'smtp', 'auth', 'reading', 'threads', 'intake', 'ops'],
    why: 'What happens to a mail before it is decided has a thread of its own, which cannot reach database or roster.',
  },
  'review-is-handed-its-adapters': {
    from: 'review',
    may: ['core', 'parse', 'rules', 'replies', 'plan', 'intake'],
    types: ADAPTERS,
    why: 'Approving a held mail runs the pipeline again with what it is handed: never a bypass.',
  },
  'schedule-is-handed-its-adapters': {
    from: 'schedule',
    may: ['core', 'parse', 'rules', 'replies', 'plan', 'intake'],
    types: ADAPTERS,
    why: 'What is due follows from the world and the time; both are handed in.',
  },
  'web-acts-through-review': {
    from: 'web',
    may: ['core', 'review', 'roster-out'],
    types: [...ADAPTERS, 'parse', 'rules', 'replies', 'plan', 'intake', 'schedule'],
    why: 'A page has no power that mail and shell lack: it acts through the use cases.',
  },
};

/** npm packages that one room keeps to itself. */
const KEPT = {
  'sql-lives-in-store': {
    packages: ['better-sqlite3'],
    by: room('store'),
    why: 'One room knows the tables; the others ask it for what they mean.',
  },
  'yaml-is-read-in-config': {
    packages: ['yaml'],
    by: `${room('config')}|${WIRING}`,
    why: 'Settings and policy are parsed once, at the edge, and trusted inside.',
  },
  'pages-live-in-web': {
    packages: ['hono', '@hono/node-server'],
    by: room('web'),
    why: 'One room escapes, signs in and sets the security headers.',
  },
  'mime-is-parsed-in-mime': {
    packages: ['mailparser', 'html-to-text', 'iconv-lite'],
    by: room('mime'),
    why: 'These read body text only; who wrote a mail is decided by our own strict grammar.',
  },
  'mail-is-carried-in-smtp': {
    packages: ['nodemailer', 'smtp-server'],
    by: `${room('smtp')}|${WIRING}`,
    why: 'Every mail leaves by one door, which checks the address and holds the caps.',
  },
};

function room(...names) {
  return `^src/(${names.join('|')})/`;
}

function forbid(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

const walls = Object.entries(WALLS).flatMap(([name, { from, may, types = [], why }]) => [
  forbid(name, why, { path: room(from) }, { path: '^src/', pathNot: room(from, ...may, ...types) }),
  ...(types.length === 0
    ? []
    : [forbid(name, why, { path: room(from) }, { path: room(...types), dependencyTypesNot: ['type-only'] })]),
]);

const kept = Object.entries(KEPT).map(([name, { packages, by, why }]) =>
  forbid(name, why, { path: '^src/', pathNot: by }, { path: `node_modules/(${packages.join('|')})/` }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...walls,
    ...kept,
    forbid(
      'nobody-imports-the-wiring',
      'main, cli and demo put the rooms together; a room that reached back for them could not stand alone.',
      { path: '^src/', pathNot: WIRING },
      { path: WIRING },
    ),
    forbid(
      'a-file-has-a-room',
      'A file outside the rooms would be outside the walls.',
      {
        path: '^src/',
        pathNot: `${room(...PURE, ...ADAPTERS, ...USE_CASES, 'mime', 'threads', 'reception', 'web')}|${WIRING}`,
      },
      {},
    ),
    forbid(
      'pure-rooms-use-no-node',
      'Pure rooms do not read, write, wait or ask the time: the same input gives the same result.',
      { path: room(...PURE) },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'pure-rooms-use-pure-packages',
      'A package that opens sockets or files or writes logs would bring the outside in by the back door.',
      { path: room(...PURE) },
      { path: 'node_modules/(commander|dns-packet|mailauth|pino)/' },
    ),
    forbid(
      'no-circles',
      'Modules in a circle, types included, can only be understood, tested and changed together.',
      {},
      { circular: true },
    ),
    forbid(
      'no-orphans',
      'A module that imports nothing and that nobody imports is left over from something.',
      { orphan: true, pathNot: '^src/main\\.ts$' },
      {},
    ),
    forbid('imports-resolve', 'An import that leads nowhere cannot be judged.', {}, { couldNotResolve: true }),
    forbid(
      'packages-are-declared',
      'src/ runs where development packages are not installed.',
      { path: '^src/' },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional', 'npm-peer'],
        dependencyTypesNot: ['type-only'],
      },
    ),
  ],
  options: {
    // TypeScript 7 has no parser API yet. swc sees type-only imports as well.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
    skipAnalysisNotInRules: true,
  },
};
