import { PgRestorations, signOff } from '@kntc/storage';
import { aBatch, anAccepted, SOURCE } from '../builders';
import {
  FakeClock,
  InMemoryIntakeStore,
  InMemoryLaneStore,
  InMemoryRestorations,
  InMemoryTables,
} from '../fakes';
import { restorationContract, type RestorableStores } from './restoration-contract';
import { memoryWindow } from './store-window';
import { anAudit, pgStores, TYPED_NAMES, usePool } from './stores-under-test';

const SIGNED_BY = { actor: 'Lan', approver: 'Hùng', reason: 'đã xem chênh lệch' };

async function inMemory(): Promise<RestorableStores> {
  const clock = new FakeClock();
  const tables = new InMemoryTables(clock);
  tables.registerSource(SOURCE);
  const restorations = new InMemoryRestorations(tables);
  const intake = new InMemoryIntakeStore(tables);
  const lanes = new InMemoryLaneStore(tables);
  lanes.beforeCommit = () => clock.freeze(1);
  return {
    intake: ticking(intake, clock),
    lanes,
    window: memoryWindow(tables, lanes),
    end: async () => undefined,
    restorations,
    sign: async () => {
      if (!restorations.isReady) throw new Error('not ready to be signed');
      restorations.signOff();
      clock.freeze(1);
    },
    readToTheEnd: () => intake.noteComplete(SOURCE),
  };
}

/** Nothing comes in at the very moment at which something else did. */
function ticking(intake: InMemoryIntakeStore, clock: FakeClock): InMemoryIntakeStore {
  const commit = intake.commit.bind(intake);
  intake.commit = (batch) => {
    clock.freeze(1);
    return commit(batch);
  };
  return intake;
}

describe('restorations in memory', () => {
  restorationContract(inMemory);
});

describe('restorations on PostgreSQL', () => {
  const pool = usePool();
  const make = async () => {
    const stores = await pgStores(pool.dataSource, pool.url);
    const restorations = new PgRestorations(pool.dataSource, 'H507');
    const tools = {
      dataSource: pool.dataSource,
      provinceId: 'H507',
      audit: anAudit(pool.dataSource),
      approvals: TYPED_NAMES,
    };
    return {
      ...stores,
      restorations,
      sign: async () => {
        const open = await restorations.open();
        const outcome = await signOff(tools, { ...SIGNED_BY, difference: open?.difference ?? '' });
        if (outcome !== 'signed') throw new Error(`not signed: ${outcome}`);
      },
      readToTheEnd: () => stores.intake.noteComplete(SOURCE),
    } satisfies RestorableStores;
  };
  restorationContract(make);

  describe('whoever signs', () => {
    const tools = () => ({
      dataSource: pool.dataSource,
      provinceId: 'H507',
      audit: anAudit(pool.dataSource),
      approvals: TYPED_NAMES,
    });

    it('must be two, after everything was compared and read, and sign what they were shown', async () => {
      const { restorations, readToTheEnd, intake } = await make();
      const sign = (words: Partial<typeof SIGNED_BY & { difference: string }> = {}) =>
        signOff(tools(), { ...SIGNED_BY, difference: '-', ...words });
      expect(await sign()).toBe('nothing-open');
      await restorations.begin('gateway', 'test');
      expect(await sign({ approver: 'lan' })).toBe('same-person');
      expect(await sign()).toBe('not-read');
      await readToTheEnd();
      expect(await sign({ difference: '12345678' })).toBe('other-difference');
      await intake.commit(aBatch([anAccepted('A')]));
      expect(await sign()).toBe('not-compared');
      const [record] = await restorations.uncompared('1', 5);
      const { id = '' } = (await restorations.open()) ?? {};
      const finding = { kind: 'unknown-here', nationalId: 'QG-1' } as const;
      await restorations.note(id, [
        { recordId: record?.recordId ?? '', agencyId: record?.agencyId ?? '', finding },
      ]);
      expect(await sign()).toBe('other-difference');
      const shown = await restorations.open();
      expect(shown).toMatchObject({
        side: 'gateway',
        uncompared: 0,
        counts: { 'unknown-here': 1 },
        unread: [],
      });
      expect(await restorations.different(id, { limit: 10 })).toMatchObject([
        { kind: 'unknown-here', ours: undefined, theirs: 'QG-1' },
      ]);
      expect(await sign({ difference: shown?.difference ?? '' })).toBe('signed');
      expect(await restorations.open()).toBeUndefined();
    });

    it('is shown a sample of what was acknowledged last, its receipt chained or not', async () => {
      const { restorations, intake, dataSource } = await make();
      await intake.commit(aBatch([anAccepted('A'), anAccepted('B')]));
      await dataSource.query("update national_record set national_id = 'QG-' || reference");
      await dataSource.query(`insert into step (national_record_id, kind, ordinal, agency_id, result_id, content_digest,
          protected_digest, identity_digest, case_version, body_sha256, confirmed_at)
        select id, 'case', 1, agency_id, national_id, '', '', '', 1, '', clock_timestamp() - interval '1 hour' from national_record`);
      await dataSource.query(`insert into receipt_due (national_record_id, attempt_no, agency_id, kind, ordinal, result_id)
        select id, 1, agency_id, 'case', 1, national_id from national_record`);
      expect(await restorations.sample(5, 60_000)).toHaveLength(2);
      expect(await restorations.sample(5, 7_200_000)).toEqual([]);
    });

    it('is on the audit, refused or not', async () => {
      await make();
      await signOff(tools(), { ...SIGNED_BY, difference: '-' });
      const rows: unknown[] = await pool.dataSource.query('select action, result from audit_entry');
      expect(rows).toEqual([{ action: 'restoration sign-off', result: 'refused' }]);
    });
  });
});
