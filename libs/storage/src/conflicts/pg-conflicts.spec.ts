import {
  fieldDigest,
  type DueRecord,
  type FieldDifference,
  type Reconciled,
  type ShownField,
} from '@kntc/domain';
import { randomIds } from '@kntc/platform';
import { LANE, referenceOf } from '../../../../test/contract/lane-setup';
import { aWrite, CASE_STEP, confirmedCase, openedCase } from '../../../../test/contract/lane-writes';
import { useReconciliation } from '../../../../test/contract/reconciliation-bench';
import { anAudit, testSeals, TYPED_NAMES } from '../../../../test/contract/stores-under-test';
import { fakeDigest } from '../../../../test/fakes';
import type { OperationResult } from '../operations/operation';
import { groupOf } from './conflict-list';
import type { ShownNow, WantedDecision } from './conflict-tools';
import { PgConflicts } from './pg-conflicts';
import { PgLists } from '../lists/pg-lists';

const digest = fieldDigest(fakeDigest);
const NAME = 'petitioners[0].fullName';
const differing = (field = NAME, theirs = 'người khác'): FieldDifference => ({
  field,
  ours: digest(field, 'người mẫu'),
  base: digest(field, 'người mẫu'),
  theirs: digest(field, theirs),
  way: 'keep-national',
});
const shows = (value: string): ShownNow =>
  new Map([[NAME, { name: NAME, kind: 'name', value } satisfies ShownField]]);

describe('what people decide of differing fields, in PostgreSQL', () => {
  const bench = useReconciliation();
  const { pool, sql } = bench;
  let keys = 0;

  const conflicts = (): PgConflicts =>
    new PgConflicts({
      dataSource: pool.dataSource,
      ids: randomIds,
      audit: anAudit(pool.dataSource),
      approvals: TYPED_NAMES,
      seals: testSeals(),
      keyedDigest: fakeDigest,
      judge: () => ({ fit: 'said-by-source', kind: 'KN', said: '["người mẫu"]' }),
      policy: async () => undefined,
      stepOf: (field) => (field === 'steps' ? undefined : CASE_STEP),
    });
  const by = (approver?: string) => ({
    actor: 'Lan',
    approver,
    reason: 'đã xem bản giấy',
    idempotencyKey: `k${(keys += 1)}`,
  });
  const resolve = (
    wanted: readonly WantedDecision[],
    { shown, isAlone }: { readonly shown?: ShownNow; readonly isAlone?: true } = {},
  ): Promise<OperationResult> =>
    conflicts().resolve(referenceOf('A'), { wanted, shown }, by(isAlone ? undefined : 'Hùng'));
  const found = async (...fields: readonly FieldDifference[]): Promise<void> => {
    const run = await bench.full();
    const record = await bench.loaded(run);
    const plain: Reconciled = bench.resultOf(record, 'FIELDS_DIFFER');
    if (plain.verdict.kind !== 'compared') return;
    const findings = plain.verdict.findings.map((one) => ({ ...one, fields }));
    await bench.noted(run, { ...plain, verdict: { ...plain.verdict, findings } });
    await sql('update reconciliation_run set finished_at = clock_timestamp()');
  };
  const due = async (): Promise<DueRecord | undefined> => (await bench.session.fetch([LANE], 10))[0];
  const decided = async (): Promise<readonly string[] | undefined> =>
    (await due())?.decided?.fields.map(({ field, way }) => `${field} ${way}`);
  const OURS = [{ field: NAME, way: 'ours' }] as const;

  beforeEach(async () => {
    await bench.confirmed('A');
    await found(differing());
  });

  it('is handed to delivery with the state that was confirmed, until its step is acknowledged', async () => {
    expect(await resolve(OURS)).toMatchObject({ kind: 'done' });
    const record = await due();
    expect(record?.decided).toMatchObject({
      fields: [{ key: CASE_STEP, field: NAME, way: 'ours', digest: digest(NAME, 'người mẫu') }],
      differing: [NAME],
      confirmedCase: { kind: 'KN' },
    });
    if (record === undefined) throw new Error('it is due');
    await bench.session.commit(aWrite(record, { open: openedCase(record), next: { state: 'in_flight' } }));
    const close = { attemptNo: 2, outcome: 'unknown', reason: 'timeout' } as const;
    const unknown = { state: 'unknown', delayMs: 0, negativeLookUps: 0, fresh: true } as const;
    await bench.session.commit(aWrite(record, { expectedAttempt: 2, close, next: unknown }));
    expect(await decided()).toEqual([`${NAME} ours`]);
    await bench.session.commit(
      aWrite(record, {
        expectedAttempt: 2,
        close: { ...close, outcome: 'confirmed' },
        confirm: { ...confirmedCase(record, record.nationalId ?? ''), nationalId: undefined },
        next: { state: 'due', delayMs: 0, retryCount: 0 },
      }),
    );
    expect(await decided()).toBeUndefined();
  });

  it('is void once the far side shows something else, or nothing differs any more', async () => {
    await resolve(OURS);
    await found(differing(NAME, 'người thứ ba'));
    expect([(await due())?.findings, await decided()]).toEqual([['FIELDS_DIFFER'], undefined]);
  });

  it('takes two people for what is written over theirs, one for what is taken', async () => {
    expect(await resolve(OURS, { isAlone: true })).toMatchObject({ why: 'needs-approver' });
    const theirs = [{ field: NAME, way: 'theirs' }] as const;
    const shown = shows('Người Khác');
    expect(await resolve(theirs, { shown, isAlone: true })).toMatchObject({ kind: 'done' });
    expect(await sql('select field, withdrawn_at from overlay')).toEqual([
      { field: NAME, withdrawn_at: null },
    ]);
  });

  it('takes no value that the far side did not show as it was found', async () => {
    const theirs = [{ field: NAME, way: 'theirs' }] as const;
    expect(await resolve(theirs)).toMatchObject({ why: 'far-side-silent' });
    expect(await resolve(theirs, { shown: shows('Ai Đó') })).toMatchObject({ why: 'changed-there' });
    expect(await sql('select from overlay')).toEqual([]);
  });

  it('decides all fields or none, and says so on record', async () => {
    await found(differing(), { ...differing('content'), ours: undefined });
    const both = [...OURS, { field: 'content', way: 'ours' }] as const;
    expect(await resolve(both)).toMatchObject({ kind: 'refused', why: 'not-decidable-here' });
    expect(await sql('select from conflict_decision')).toEqual([]);
    expect(await sql('select result from operation')).toEqual([{ result: 'refused' }]);
  });

  it.each<[string, readonly WantedDecision[]]>([
    ['no-conflict', [{ field: 'content', way: 'ours' }]],
    ['decided-already', OURS],
  ])('refuses %s', async (why, wanted) => {
    await resolve(OURS);
    expect(await resolve(wanted)).toMatchObject({ why });
  });

  it('waits for what is under way', async () => {
    await sql("update outbox set state = 'unknown'");
    expect(await resolve(OURS)).toMatchObject({ why: 'in-flight' });
    expect(await conflicts().undo(referenceOf('A'), undefined, by())).toMatchObject({ why: 'not-decided' });
  });

  it('leaves alone what waits for another reason', async () => {
    await sql("update outbox set state = 'held', hold_code = 'REJECTED'");
    expect(await resolve(OURS)).toMatchObject({ kind: 'done' });
    expect(await bench.outbox('A')).toBe('held REJECTED');
  });

  it('is taken back with its overlay, and what was fetched before cannot be sent any more', async () => {
    const shown = shows('Người Khác');
    await resolve([{ field: NAME, way: 'theirs' }], { shown });
    const before = await due();
    expect(await conflicts().undo(referenceOf('A'), NAME, by())).toMatchObject({ kind: 'done' });
    expect(await sql('select withdrawn_by from overlay')).toEqual([{ withdrawn_by: 'Lan' }]);
    if (before === undefined) throw new Error('it was due');
    const sent = aWrite(before, { open: openedCase(before), next: { state: 'in_flight' } });
    expect(await bench.session.commit(sent)).toBe('stale');
    expect(await decided()).toBeUndefined();
    expect(await conflicts().undo(referenceOf('A'), NAME, by())).toMatchObject({ why: 'not-decided' });
  });

  it('puts back what people had completed there before', async () => {
    const typed = (text: string) => [{ field: NAME, way: 'typed', text }] as const;
    const shown = shows('Người Khác');
    await resolve(typed('Người Một'), { shown });
    await sql('update conflict_decision set undone_at = clock_timestamp()');
    await resolve(typed('Người Hai'), { shown });
    const inForce = 'select id from overlay where withdrawn_at is null';
    const [second] = await sql<{ id: string }>(inForce);
    await conflicts().undo(referenceOf('A'), undefined, by());
    const [first] = await sql<{ id: string }>(inForce);
    expect([first === undefined, first?.id === second?.id]).toEqual([false, false]);
  });

  it('is listed with its record, and found by what is the same in others', async () => {
    await resolve(OURS);
    const lists = new PgLists(pool.dataSource);
    const page = (filter: object) => lists.conflicts({ filter, after: undefined, limit: 5 }, 'everything');
    const { items } = await page({ field: NAME, way: 'keep-national' });
    expect(items).toMatchObject([
      {
        reference: referenceOf('A'),
        decisions: [{ field: NAME, way: 'ours', state: 'waiting', actor: 'Lan' }],
      },
    ]);
    const group = groupOf('KN', differing());
    expect((await page({ group })).items).toHaveLength(1);
    expect((await page({ group: groupOf('KN', differing(NAME, 'x')) })).items).toEqual([]);
    expect(groupOf('TC', differing())).toBeUndefined();
  });
});
