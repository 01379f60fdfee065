import { reportPeriod } from '@kntc/domain';
import { aBatch, aCase, anAccepted, aVisit, day, knownAs, SOURCE } from '../../../../test/builders';
import {
  anAudit,
  pgStores,
  testSeals,
  usePool,
  type PgStores,
} from '../../../../test/contract/stores-under-test';
import { CountingIds, FakeClock } from '../../../../test/fakes';
import { PgApprovals } from '../access/pg-approvals';
import type { RowScope } from '../access/row-scope';
import { PgReceptionBook } from './pg-reception-book';

const AGENCY = 'thanh-tra-tinh';
const PERIOD = reportPeriod('2026-Q1')!;
const ACCOUNT = '00000000-0000-4000-8000-000000000000';

describe('the book of receptions on PostgreSQL', () => {
  const pool = usePool();
  let stores: PgStores;
  let book: PgReceptionBook;
  let key = 0;
  beforeEach(async () => {
    const { dataSource } = pool;
    stores = await pgStores(dataSource, pool.url);
    book = new PgReceptionBook({
      dataSource,
      ids: new CountingIds(),
      audit: anAudit(dataSource),
      approvals: new PgApprovals(new FakeClock(), {
        requireAccounts: 'both-sides-exist',
        requireProof: false,
      }),
      seals: testSeals(),
    });
    const reception = { date: day('2026-03-01'), periodic: false, delegated: false };
    await stores.intake.commit(
      aBatch([
        aVisit('V'),
        aVisit('S', { reception: { kind: 'TC' }, ownerId: undefined }),
        anAccepted('A', { case: aCase({ reception }), isVisit: true }),
        anAccepted('B', { isVisit: false }),
      ]),
    );
  });
  const referenceOf = (of: string): string => aVisit(of).reception?.reference ?? '';
  const entered = (
    changes: Partial<Parameters<PgReceptionBook['entered']>[0]> = {},
    idempotencyKey?: string,
  ) =>
    book.entered(
      { agency: AGENCY, of: { period: PERIOD }, enteredOn: '2026-03-20', evidence: 'màn hình 3', ...changes },
      { actor: 'Lan', reason: 'nhập tay', idempotencyKey: idempotencyKey ?? `khoa-${(key += 1)}` },
    );
  const shown = async (scope?: RowScope) =>
    (await book.book({ period: PERIOD, agency: AGENCY }, scope)).entries;

  it('shows visits with and without a petition, by day, and no petition that came otherwise', async () => {
    const entries = await shown();
    expect(entries.map(({ date, hasPetition }) => [date, hasPetition])).toEqual([
      ['2026-03-01', true],
      ['2026-03-02', false],
      ['2026-03-02', false],
    ]);
    expect((await book.book({ period: reportPeriod('2026-Q2')! })).entries).toEqual([]);
  });

  it('tells an agency nothing of visits about denunciations: they are the province’s', async () => {
    const own = await shown({ accountId: ACCOUNT, agencies: [AGENCY] });
    expect(own.filter(({ hasPetition }) => !hasPetition).map(({ kind }) => kind)).toEqual(['KN']);
    expect(await shown({ accountId: ACCOUNT, agencies: ['nobody'] })).toEqual([]);
  });

  it('keeps the proof of one visit or of all of a period, and what was on record stays', async () => {
    expect(await entered({ of: { references: [referenceOf('V')] } }, 'mot')).toEqual({ kind: 'done' });
    expect(await entered({ of: { references: [referenceOf('V')] } }, 'mot')).toMatchObject({
      kind: 'repeated',
    });
    expect(await entered({ evidence: 'văn bản 9' })).toEqual({ kind: 'done' });
    expect(await entered()).toMatchObject({ why: 'entered-already' });
    const { proofs } = await book.book({ period: PERIOD });
    expect(proofs.get(referenceOf('V'))).toMatchObject({ evidence: 'màn hình 3', enteredBy: 'Lan' });
    expect(proofs.get(referenceOf('S'))).toMatchObject({ evidence: 'văn bản 9' });
  });

  it('takes no proof of what is not there, or is a petition', async () => {
    expect(await entered({ of: { references: [referenceOf('A')] } })).toEqual({ kind: 'not-found' });
    expect(await entered({ of: { references: [referenceOf('V'), 'BDI-0000000000000'] } })).toEqual({
      kind: 'not-found',
    });
    expect(await entered({ agency: 'xa-1' })).toEqual({ kind: 'not-found' });
  });

  it('names people to two people only, and the look is on record either way', async () => {
    const wanted = { period: PERIOD, agency: AGENCY };
    const command = { actor: 'Lan', reason: 'nhập tay', idempotencyKey: '' };
    expect(await book.named(wanted, command)).toEqual({ kind: 'refused', why: 'needs-second-person' });
    const answer = await book.named(wanted, { ...command, approver: 'Minh' });
    expect(answer.kind === 'read' && answer.book.entries.length).toBe(3);
    const rows: { result: string }[] = await pool.dataSource.query(
      "select result from audit_entry where action = 'receptions export-named' order by seq",
    );
    expect(rows.map(({ result }) => result)).toEqual(['refused', 'done']);
  });

  it('lets go of a visit that a petition came of, and keeps its proof', async () => {
    await entered();
    const known = (await stores.intake.known(SOURCE, ['V'])).get('V');
    await stores.intake.commit(aBatch([knownAs(anAccepted('V'), known)]));
    const count = async (table: string): Promise<number> =>
      (await pool.dataSource.query(`select from ${table}`)).length;
    expect([await count('reception'), await count('reception_entry')]).toEqual([1, 2]);
  });
});
