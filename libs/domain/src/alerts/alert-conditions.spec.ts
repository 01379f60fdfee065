import { alertConditions, type AlertLook, type ProcessLook } from './alert-conditions';
import { ALERT_KIND_NAMES } from './alert-kinds';
import { USUAL_THRESHOLDS } from './alert-rules';

const QUIET: AlertLook & ProcessLook = {
  isDeliveryPaused: false,
  hasWentBack: false,
  outages: [],
  unaccounted: 0,
  sources: [{ id: 'mini', title: 'Phần mềm A', isMappingWaiting: false }],
  queue: { due: 3, braked: 0, unknown: 0, oldestDueSeconds: 3_600 },
  queuePauses: [],
  duplicatesOverdue: 0,
  late: {},
  lateSoon: {},
  requestsOverdue: {},
  requestsSoon: {},
  listsWaiting: 0,
  causes: [{ id: 'c1', code: 'UNKNOWN_CODE', records: 19 }],
  failingChannels: [],
  isAuditBroken: false,
  isWitnessAway: false,
  areReceiptsUnsigned: false,
  diskFreePercent: 10,
};

const seen = (changes: Partial<AlertLook & ProcessLook>): readonly string[] =>
  alertConditions({ ...QUIET, ...changes }, USUAL_THRESHOLDS).map(({ key }) => key);

const CASES: readonly (readonly [string, Partial<AlertLook & ProcessLook>, readonly string[]])[] = [
  ['nothing', {}, []],
  ['delivery that paused itself', { isDeliveryPaused: true }, ['delivery-paused']],
  ['a side that went back', { hasWentBack: true }, ['went-back']],
  ['the audit', { isAuditBroken: true, isWitnessAway: true }, ['audit-broken', 'witness-away']],
  ['receipts', { areReceiptsUnsigned: true }, ['receipts-unsigned']],
  [
    'one outage however many records wait, and one of each account',
    {
      outages: [
        { scope: '', code: 'GW_N202', affected: 900 },
        { scope: 'xa', code: 'GW_N201', affected: 3 },
      ],
    },
    ['outage', 'account-refused xa'],
  ],
  ['the ledger', { unaccounted: 1 }, ['unaccounted']],
  ['a full disk', { diskFreePercent: 9.9 }, ['disk-full']],
  ['a disk nobody can look at', { diskFreePercent: undefined }, []],
  [
    'a source that cannot be read, and one of which rows are missing',
    {
      sources: [
        { id: 'a', title: 'A', pausedCode: 'GW_S101', isMappingWaiting: false },
        { id: 'b', title: 'B', missing: 40, isMappingWaiting: false },
      ],
    },
    ['source-paused a', 'source-missing b'],
  ],
  [
    'a mapping that waits, not that its source is not read',
    { sources: [{ id: 'a', title: 'A', pausedCode: 'GW_S111', isMappingWaiting: true }] },
    ['mapping-waits a'],
  ],
  ['an old queue', { queue: { ...QUIET.queue, oldestDueSeconds: 3_601 } }, ['queue-stale']],
  [
    'not an old queue in an outage, which says it already',
    {
      queue: { ...QUIET.queue, oldestDueSeconds: 9_999 },
      outages: [{ scope: '', code: 'GW_N202', affected: 3 }],
    },
    ['outage'],
  ],
  [
    'a pause, not the old queue behind it',
    {
      queue: { ...QUIET.queue, oldestDueSeconds: 9_999 },
      queuePauses: [{ side: 'destination', target: '*' }],
    },
    ['queue-paused destination *'],
  ],
  ['unknown outcomes', { queue: { ...QUIET.queue, unknown: 1 } }, ['unknown-outcomes']],
  ['the limit of a day', { queue: { ...QUIET.queue, braked: 1 } }, ['creates-braked']],
  ['checks that are late', { duplicatesOverdue: 1 }, ['duplicates-unchecked']],
  [
    'one for all cases that are late, not one for each',
    { late: { 'xa-1': 3, 'xa-2': 40 }, lateSoon: { 'xa-1': 1 } },
    ['late', 'late-soon'],
  ],
  ['requests', { requestsOverdue: { a: 1 }, requestsSoon: { a: 2 } }, ['requests-overdue', 'requests-soon']],
  ['lists', { listsWaiting: 2 }, ['lists-wait']],
  ['a large cause', { causes: [{ id: 'c1', code: 'UNKNOWN_CODE', records: 20 }] }, ['cause c1']],
  ['a channel', { failingChannels: [{ id: 'it', why: 'không kết nối được' }] }, ['channel-failing it']],
];

describe('what people are alerted of', () => {
  it.each(CASES)('%s', (_what, changes, keys) => {
    expect(seen(changes)).toEqual(keys);
  });

  it('every kind there is comes from something', () => {
    const kinds = CASES.flatMap(([, changes]) => alertConditions({ ...QUIET, ...changes }, USUAL_THRESHOLDS));
    expect(new Set(kinds.map(({ kind }) => kind))).toEqual(new Set(ALERT_KIND_NAMES));
  });

  it('counts late cases of all agencies together', () => {
    const [late] = alertConditions({ ...QUIET, late: { 'xa-1': 3, 'xa-2': 40 } }, USUAL_THRESHOLDS);
    expect(late?.facts).toEqual({ count: 43, byAgency: { 'xa-1': 3, 'xa-2': 40 } });
  });
});
