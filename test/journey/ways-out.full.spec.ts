import { REASON_CODES, REASONS } from '@kntc/domain';
import { MiniRoad } from './mini-road';
import type { MiniRoadOptions } from './mini-road';
import { checkingDuplicates } from './duplicate-letters';
import { ADOPTED } from './ways-out/adoption';
import { DOUBLED } from './ways-out/doubled';
import { FILES, FILES_EDIT } from './ways-out/files';
import { HELD } from './ways-out/held';
import { HELD_STEPS } from './ways-out/held-steps';
import { IN_TIME, QUARANTINED } from './ways-out/quarantine';
import { RECONCILED } from './ways-out/reconciled';
import { VISITS, VISITS_EDIT } from './ways-out/visits';
import { WAITING } from './ways-out/waiting';
import { QUICK, quickWith } from './ways-out/way-out';
import type { WayOut } from './ways-out/way-out';

jest.setTimeout(60_000);

interface Group {
  readonly ways: readonly WayOut[];
  readonly options: MiniRoadOptions;
}

const REPEAT_UNKNOWN = ['CapNhatKQXuLy', 'CapNhatGiaiQuyet', 'CapNhatKQGiaiQuyet', 'CapNhatThiHanh'].map(
  (method) => [`${method}: { repeat: replace }`, `${method}: { repeat: unknown }`] as const,
);

const GROUPS: Readonly<Record<string, Group>> = {
  'waiting and out of scope': { ways: WAITING, options: { withPolicy: false } },
  quarantined: { ways: QUARANTINED, options: { edit: IN_TIME } },
  'held because of a national id the source holds': { ways: ADOPTED, options: { edit: QUICK } },
  held: {
    ways: HELD,
    options: {
      edit: {
        ...QUICK,
        'crosswalks/mini.yaml': [['BD: { to: "507" }', 'BD: { to: "507" }, QN: { to: "50701" }']],
      },
    },
  },
  'held because both sides differ': { ways: RECONCILED, options: { edit: QUICK } },
  'held because it may be another one’s': { ways: DOUBLED, options: { prepare: checkingDuplicates } },
  'a visit to the reception desk': { ways: VISITS, options: { edit: VISITS_EDIT } },
  'waiting for a file': { ways: FILES, options: { edit: { ...QUICK, 'sources/mini.yaml': FILES_EDIT } } },
  'held where nothing is known about repeats and look-ups': {
    ways: HELD_STEPS,
    options: {
      edit: quickWith(['lookupByReference: proven', 'lookupByReference: assumed'], ...REPEAT_UNKNOWN),
    },
  },
};

describe('every reason for which a record stands still has a way out', () => {
  it('and a journey here walks it', () => {
    const walked = new Set(
      Object.values(GROUPS)
        .flatMap(({ ways }) => ways)
        .map(({ code }) => code),
    );
    const stopping = REASON_CODES.filter((code) => (REASONS[code].class as string) !== 'warning');
    expect([...walked].toSorted()).toEqual(stopping.toSorted());
  });
});

describe.each(Object.entries(GROUPS))('%s', (_name, { ways, options }) => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open(options);
  });
  afterEach(async () => {
    await road.far.clearFaults();
  });
  afterAll(() => road.close());

  it.each(ways)('$code: $way', async ({ walk }) => {
    await walk(road);
    expect(await road.converge()).toMatchObject({ converged: true, summary: { unaccounted: 0 } });
  });
});
