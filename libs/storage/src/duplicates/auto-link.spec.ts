import type { DuplicateTurn, FoundPair } from '@kntc/domain';
import { aBatch, anAccepted } from '../../../../test/builders';
import { inLane, LANE } from '../../../../test/contract/lane-setup';
import {
  anAudit,
  pgStores,
  testSeals,
  TYPED_NAMES,
  usePool,
  type PgStores,
} from '../../../../test/contract/stores-under-test';
import { CountingIds } from '../../../../test/fakes';
import type { Command, OperationResult } from '../operations/operation';
import { PgDuplicateChecks } from './pg-duplicate-checks';
import { PgDuplicateSetting } from './pg-duplicate-setting';
import { PgDuplicates } from './pg-duplicates';

const NOW = new Date('2026-11-26T09:00:00+07:00');
const MODEL = 'mo-hinh-1';

describe('pairs that are grouped without a person', () => {
  const pool = usePool();
  let stores: PgStores;
  let checks: PgDuplicateChecks;
  let setting: PgDuplicateSetting;
  let duplicates: PgDuplicates;
  let keys = 0;
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    const { dataSource } = pool;
    const ids = new CountingIds();
    const tools = { dataSource, ids, audit: anAudit(dataSource), approvals: TYPED_NAMES };
    checks = new PgDuplicateChecks({ dataSource, seals: testSeals(), ids });
    setting = new PgDuplicateSetting({ ...tools, provinceId: 'BDI' });
    duplicates = new PgDuplicates({ ...tools, mayAttach: true });
  });

  const command = (approver?: string): Command => {
    keys += 1;
    return { actor: 'Lan', reason: 'đã kiểm tra', idempotencyKey: `auto-${keys}`, approver };
  };
  const allow = (isOn = true, model = MODEL): Promise<OperationResult> =>
    setting.set(isOn, model, command('Minh'));
  const sql = <T>(text: string, values: readonly unknown[] = []): Promise<T[]> =>
    pool.dataSource.query(text, [...values]);
  /** So many pairs above the automatic threshold that people decided already. */
  const audited = async (right: number, wrong: number, model = MODEL): Promise<void> => {
    await stores.intake.commit(aBatch([anAccepted('OLD', inLane(LANE))]));
    await sql(
      `insert into duplicate_pair (id, agency_id, case_id, earlier_agency, earlier_national_id, band, situation, state, model_version, decided_by)
       select gen_random_uuid(), 'ttt', f.id, 'ttt', gen_random_uuid()::text, 'auto', 'resent',
         case when n <= $1 then 'linked' else 'rejected' end, $3, 'Lan'
       from case_file f, generate_series(1, $2::int) as n`,
      [right, right + wrong, model],
    );
  };
  const found = (situation: FoundPair['situation'] = 'resent', band: FoundPair['band'] = 'auto') =>
    checks.alone(async (turn: DuplicateTurn) => {
      const cases = await turn.unchecked(1, 10);
      const [earlier, later] = cases;
      const judged = {
        score: 9,
        person: 0.99,
        matter: 0.99,
        levels: new Uint8Array([1]),
        levelsVersion: 1,
        modelVersion: MODEL,
      };
      const pair = { later: later?.caseId ?? '', earlier: earlier?.caseId ?? '', band, situation, judged };
      const checked = cases.map(({ caseId, version }) => ({
        caseId,
        version,
        isAccepted: false,
        pairs: [pair],
      }));
      await turn.settle(checked, NOW, () => NOW);
    });
  const came = async (situation?: FoundPair['situation'], band?: FoundPair['band']): Promise<string> => {
    await stores.intake.commit(aBatch(['A', 'B'].map((key) => anAccepted(key, inLane(LANE)))));
    await found(situation, band);
    const [pair] = await sql<{ id: string }>(
      'select id from duplicate_pair where earlier_case_id is not null',
    );
    return pair?.id ?? '';
  };
  const standing = async (): Promise<unknown> => {
    const [row] = await sql(
      `select p.state, p.is_auto_linked, o.state as outbox, (select count(*)::int from case_group_member) as grouped
       from duplicate_pair p join national_record n on n.case_id = p.case_id join outbox o on o.national_record_id = n.id
       where p.earlier_case_id is not null`,
    );
    return row;
  };

  it('are none before a province allowed it', async () => {
    await came();
    expect(await standing()).toEqual({ state: 'open', is_auto_linked: false, outbox: 'held', grouped: 0 });
  });

  it.each([
    ['without any decision', 0, 0],
    ['with 597 right ones, one too few', 597, 0],
    ['with 946 right ones and a mistake', 945, 1],
    ['with 99 % right', 990, 10],
  ])('are not allowed %s', async (_what, right, wrong) => {
    if (right > 0) await audited(right, wrong);
    expect(await allow()).toEqual({ kind: 'refused', why: 'audit-too-low' });
    expect(await setting.audit(MODEL)).toMatchObject({ isEnough: false, isOn: false });
  });

  it('are allowed by two people from a lower bound of 99.5 % on, and for the model that was audited only', async () => {
    await audited(598, 0);
    expect(await setting.set(true, MODEL, command())).toEqual({ kind: 'refused', why: 'needs-approver' });
    expect(await allow(true, 'another-model')).toEqual({ kind: 'refused', why: 'audit-too-low' });
    expect(await allow()).toEqual({ kind: 'done' });
    expect(await setting.audit(MODEL)).toMatchObject({ decided: 598, right: 598, isOn: true });
  });

  it('are marked, still wait for a person, and are grouped here only', async () => {
    await audited(598, 0);
    await allow();
    await came();
    expect(await standing()).toEqual({ state: 'open', is_auto_linked: true, outbox: 'held', grouped: 2 });
    expect(await sql('select 1 from national_record where attach_to is not null')).toEqual([]);
  });

  it.each([
    ['below the threshold', 'resent', 'review'],
    ['after a decision', 'after-decision', 'auto'],
    ['of several people', 'many-people', 'auto'],
  ] as const)('are none %s', async (_what, situation, band) => {
    await audited(598, 0);
    await allow();
    await came(situation, band);
    expect(await standing()).toMatchObject({ is_auto_linked: false, grouped: 0 });
  });

  it('come apart where a person rejects, and stay together where one confirms, until that is undone', async () => {
    await audited(598, 0);
    await allow();
    const id = await came();
    expect(await duplicates.decide(id, { decision: 'reject' }, command())).toMatchObject({ kind: 'done' });
    expect(await standing()).toMatchObject({ state: 'rejected', is_auto_linked: false, grouped: 0 });
    expect(await duplicates.undo(id, command())).toEqual({ kind: 'done' });
    expect(await duplicates.decide(id, { decision: 'link' }, command())).toMatchObject({ kind: 'done' });
    expect(await standing()).toMatchObject({ state: 'linked', grouped: 2 });
    expect(await duplicates.undo(id, command())).toEqual({ kind: 'done' });
    expect(await standing()).toMatchObject({ state: 'open', grouped: 0 });
  });

  it('are none any more once it is switched off, which no figure hinders', async () => {
    await audited(598, 0);
    await allow();
    await sql("update duplicate_pair set state = 'rejected'");
    expect(await allow(false)).toEqual({ kind: 'done' });
    await came();
    expect(await standing()).toMatchObject({ is_auto_linked: false, grouped: 0 });
  });
});
