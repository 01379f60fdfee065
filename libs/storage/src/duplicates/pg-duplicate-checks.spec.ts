import type { DuplicateTurn, FoundPair, PartialDate } from '@kntc/domain';
import { aBatch, anAccepted, knownAs } from '../../../../test/builders';
import { inLane, LANE, referenceOf } from '../../../../test/contract/lane-setup';
import { aWrite, openedCase } from '../../../../test/contract/lane-writes';
import {
  pgStores,
  Sessions,
  testSeals,
  usePool,
  type PgStores,
} from '../../../../test/contract/stores-under-test';
import { CountingIds } from '../../../../test/fakes';
import type { PgIntakeStore } from '../intake/pg-intake-store';
import { PgDuplicateChecks } from './pg-duplicate-checks';

const NOW = new Date('2026-11-26T09:00:00+07:00');
const TERM = new Date('2026-11-26T17:00:00+07:00');

describe('cases that wait to be compared', () => {
  const pool = usePool();
  let stores: PgStores;
  let checks: PgDuplicateChecks;
  const sessions = new Sessions(() => stores);
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    checks = new PgDuplicateChecks({
      dataSource: pool.dataSource,
      seals: testSeals(),
      ids: new CountingIds(),
    });
  });
  afterEach(() => sessions.closeAll());

  const accept = (checkWithinMs: number | undefined, ...keys: readonly string[]) =>
    (stores.intake as PgIntakeStore)
      .checkedWithin(checkWithinMs)
      .commit(aBatch(keys.map((key) => anAccepted(key, inLane(LANE)))));
  const settle = (pairsOf: (ids: readonly string[]) => readonly FoundPair[]) =>
    checks.alone(async (turn: DuplicateTurn) => {
      const found = await turn.unchecked(1, 10);
      await turn.put(
        found.map(({ caseId, agencyId, kind, version, receivedOn, arrivedMs }) => ({
          caseId,
          agencyId,
          kind,
          receivedOn,
          arrivedMs,
          caseVersion: version,
          isAfterDecision: false,
          normaliserVersion: 1,
          keys: [],
          prepared: undefined,
        })),
      );
      const pairs = pairsOf(found.map(({ caseId }) => caseId));
      const checked = found.map(({ caseId, version }) => ({
        caseId,
        version,
        isAccepted: false,
        pairs: pairs.filter(({ later, earlier }) => later === caseId || earlier === caseId),
      }));
      return turn.settle(checked, NOW, () => TERM);
    });
  const resent = ([earlier = '', later = '']: readonly string[]): readonly FoundPair[] => [
    { later, earlier, band: 'review', situation: 'resent' },
  ];
  const due = async (): Promise<readonly string[]> => {
    const session = await sessions.open();
    await session.acquire([LANE]);
    return (await session.fetch([LANE], 10)).map(({ reference }) => reference);
  };
  const outbox = async (key: string): Promise<unknown> =>
    (
      await pool.dataSource.query(
        `select o.state, o.hold_code, h.until from outbox o join national_record n on n.id = o.national_record_id
         left join duplicate_hold h on h.national_record_id = n.id where n.reference = $1`,
        [referenceOf(key)],
      )
    )[0];

  it('are not due before, and due at once where nothing was found', async () => {
    await accept(60_000, 'A');
    expect(await due()).toEqual([]);
    expect(await settle(() => [])).toEqual([LANE]);
    expect(await due()).toEqual([referenceOf('A')]);
  });

  it('are due by themselves when nobody compared them in time', async () => {
    await accept(0, 'A');
    expect(await due()).toEqual([referenceOf('A')]);
  });

  it('are held until their term where they may be duplicates of earlier ones', async () => {
    await accept(60_000, 'A', 'B');
    await settle(resent);
    expect(await due()).toEqual([referenceOf('A')]);
    expect(await outbox('B')).toEqual({ state: 'held', hold_code: 'PROBABLE_DUPLICATE', until: TERM });
  });

  it('stay held with a newer version, and go on once it is no duplicate any more', async () => {
    await accept(60_000, 'A', 'B');
    await settle(resent);
    const known = (await stores.intake.known('mini', ['B'])).get('B');
    const changed = anAccepted('B', inLane(LANE, { accepted: { digest: 'other' } }));
    await stores.intake.commit(aBatch([knownAs(changed, known)]));
    expect(await outbox('B')).toMatchObject({ state: 'held' });
    await settle(() => []);
    expect(await outbox('B')).toMatchObject({ state: 'due', hold_code: null });
  });

  it('open no intent where they were held since they were fetched', async () => {
    await accept(undefined, 'A', 'B');
    const session = await sessions.open();
    await session.acquire([LANE]);
    const fetched = (await session.fetch([LANE], 10)).find(({ reference }) => reference === referenceOf('B'));
    if (fetched === undefined) throw new Error('B is due');
    await settle(resent);
    const write = aWrite(fetched, { open: openedCase(fetched), next: { state: 'in_flight' } });
    expect(await session.commit(write)).toBe('not-opened');
    expect(await outbox('B')).toMatchObject({ state: 'held', hold_code: 'PROBABLE_DUPLICATE' });
  });

  it('are compared by one process at a time', async () => {
    const inner = await checks.alone(() => checks.alone(async () => 'twice'));
    expect(inner).toBeUndefined();
    expect(await checks.alone(async () => 'once')).toBe('once');
  });

  it('know the day they were received', async () => {
    await accept(60_000, 'A');
    const days = await checks.alone((turn) => turn.unchecked(1, 10));
    expect(days?.map(({ receivedOn }) => receivedOn)).toEqual([
      expect.stringMatching(/^\d{4}/) as PartialDate,
    ]);
  });
});
