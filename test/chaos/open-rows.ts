/** Rows of the matrix that do not run here yet: what they are, and what is tested of them elsewhere or missing. */
export const OPEN_ROWS: readonly (readonly [no: number, fault: string, why: string])[] = [
  [
    16,
    'an answer with the id of another case, twice the same id, none',
    '`test/journey/faults.full.spec.ts`; held, so not in this suite yet',
  ],
  [20, 'DNS fails, or leads elsewhere', '`libs/platform/src/addresses`'],
  [21, 'certificates expired, of others, changed on disk', 'joins with mutual TLS'],
  [22, 'OAuth tokens expire on the way', 'joins with OAuth'],
  [23, 'clocks off by ten minutes, stepping back', 'simulation (skewed clocks)'],
  [
    24,
    'bells doubled, reordered, replayed, forged, lost',
    '`test/journey/hook.spec.ts`, `apps/gateway/src/api/hooks.controller.spec.ts`',
  ],
  [26, 'a poison record', '`libs/delivery/src/deliver.spec.ts`'],
  [27, 'the schema of a source changes', '`test/journey/bad-input-sources.full.spec.ts`'],
  [28, 'unknown, retired and re-used codes', '`test/journey/ways-out.full.spec.ts`'],
  [
    29,
    'huge, vanishing and changed attachments',
    '`libs/sources/src/attachments`, `npm run bench -- attachments`',
  ],
  [30, 'a backlog of 100,000', '`npm run bench -- delivery --cases 100000`'],
  [32, 'deletion, merge and split at the source', '`test/journey/gone-at-source.spec.ts`'],
  [
    33,
    'our database put back from a backup',
    'noticed by audit and receipts, nothing is sent (`test/journey/restored-database.spec.ts`); rebuilding from the far side is open',
  ],
  [34, 'the far side put back from a backup', 'open'],
  [35, 'the local software put back from a backup', '`test/journey/bad-input-sources.full.spec.ts`'],
  [
    36,
    'keys away, slow, wrong, rotated on the way',
    '`libs/storage/src/keys`, `test/contract/key-wrapper.spec.ts`',
  ],
  [37, 'the witness of the audit is away', '`test/contract/audit-witness.spec.ts`'],
  [38, 'a wrong mapping release', 'joins with the brakes'],
  [39, 'the event loop is blocked', 'row 2 stands for it'],
  [
    40,
    're-sync pressed fifty times, by two people at once',
    '`libs/storage/src/operations/pg-operations.spec.ts`',
  ],
];
