import { ReceiptVerifier, type DueRecord, type LaneSession, type ReceiptFinding } from '@kntc/domain';
import { aBatch, anAccepted } from '../../../../test/builders';
import { aWrite, CASE_STEP, DIGESTS, movedTo, openedCase } from '../../../../test/contract/lane-writes';
import {
  anAudit,
  pgStores,
  Sessions,
  TYPED_NAMES,
  usePool,
} from '../../../../test/contract/stores-under-test';
import type { PgStores } from '../../../../test/contract/stores-under-test';
import { CountingIds, FakeCheckpointSigner, FakeClock } from '../../../../test/fakes';
import { migrate } from '../data-source';
import { PgOperations } from '../operations/pg-operations';
import { PgReceipts } from './pg-receipts';

const KEYS = ['A', 'B', 'C'];
const TABLES = ['receipt', 'receipt_checkpoint', 'receipt_stamp'];

describe('receipts in PostgreSQL', () => {
  const pool = usePool();
  const signer = new FakeCheckpointSigner();
  let stores: PgStores;
  let receipts: PgReceipts;
  let session: LaneSession;
  const sessions = new Sessions(() => stores);
  const open = (): PgReceipts =>
    new PgReceipts(pool.dataSource, { clock: new FakeClock(), provinceId: 'H507' });
  beforeEach(async () => {
    stores = await pgStores(pool.dataSource, pool.url);
    receipts = open();
    session = await sessions.open();
  });
  afterEach(() => sessions.closeAll());

  const dueOf = async (key: string): Promise<DueRecord> => {
    const accepted = anAccepted(key);
    await stores.intake.commit(aBatch([accepted]));
    const lane = accepted.accepted?.lane ?? -1;
    await session.acquire([lane]);
    const due = (await session.fetch([lane], 10)).find(({ reference }) => reference === referenceOf(key));
    if (due === undefined) throw new Error(`${key} is not due`);
    return due;
  };
  const referenceOf = (key: string): string => anAccepted(key).accepted?.reference ?? '';
  const confirmed = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await movedTo('done', await dueOf(key), session);
  };
  const findings = async (): Promise<readonly ReceiptFinding[]> => {
    const verifier = new ReceiptVerifier(await receipts.checkpoints(), signer.keys());
    for await (const link of receipts.links()) verifier.take(link);
    return verifier.end();
  };
  const tamper = async (sql: string): Promise<void> => {
    for (const table of TABLES) await pool.dataSource.query(`alter table ${table} disable trigger all`);
    await pool.dataSource.query(sql);
    for (const table of TABLES) await pool.dataSource.query(`alter table ${table} enable trigger all`);
  };

  it('leaves one for each confirmed step, with what was sent and how it was acknowledged', async () => {
    await confirmed('A');
    expect(await receipts.waiting()).toBe(1);
    expect(await receipts.chain(10)).toBe(1);
    expect(await receipts.waiting()).toBe(0);
    const [link] = await receipts.of(referenceOf('A'));
    expect(link).toMatchObject({
      seq: 1,
      receipt: {
        reference: referenceOf('A'),
        step: 'case',
        ordinal: 1,
        attemptNo: 1,
        nationalId: `QG-${referenceOf('A')}`,
        resultId: `QG-${referenceOf('A')}`,
        bodySha256: 'body-1',
        mappingVersion: 'mapping-1',
        acknowledged: 'answered',
        actedBy: 'gateway',
        backfilled: false,
        sentAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      },
    });
    expect(await findings()).toEqual([]);
    expect(await receipts.without(10)).toEqual([]);
  });

  it('leaves none for what was refused, is unknown, or was written by an owner who is none any more', async () => {
    await movedTo('REJECTED', await dueOf('A'), session);
    await movedTo('unknown', await dueOf('B'), session);
    const due = await dueOf('C');
    await session.commit(aWrite(due, { open: openedCase(due), next: { state: 'in_flight' } }));
    const stale = aWrite(due, {
      close: { attemptNo: 1, outcome: 'confirmed', reason: '' },
      confirm: { key: CASE_STEP, resultId: 'x', caseVersion: 1, bodySha256: 'body-1', ...DIGESTS },
      next: { state: 'done' },
    });
    expect(await session.commit(stale)).toBe('stale');
    expect(await receipts.waiting()).toBe(0);
  });

  it('tells what was adopted from what was answered', async () => {
    const due = await dueOf('A');
    await session.adopt({
      recordId: due.recordId,
      expectedAttempt: 0,
      caseVersion: due.caseVersion,
      mappingVersion: due.mappingVersion,
      reference: due.reference,
      caseId: 'QG-1',
      reason: 'adopted-from-source',
      steps: [CASE_STEP, { kind: 'handling', ordinal: 1 } as const].map((key) => ({ key, ...DIGESTS })),
    });
    await receipts.chain(10);
    expect(
      (await receipts.of(due.reference)).map(({ receipt }) => [receipt.step, receipt.acknowledged]),
    ).toEqual([
      ['case', 'adopted-from-source'],
      ['handling', 'adopted-from-source'],
    ]);
    expect(await receipts.without(10)).toEqual([]);
  });

  it('tells that people found it, and not who', async () => {
    await movedTo('UNKNOWN_OUTCOME', await dueOf('A'), session);
    const operations = new PgOperations(
      pool.dataSource,
      new CountingIds(),
      anAudit(pool.dataSource),
      TYPED_NAMES,
    );
    const people = {
      actor: 'inspector-one',
      approver: 'inspector-two',
      reason: 'đã xem',
      idempotencyKey: 'k',
    };
    const result = await operations.resolveWithId(referenceOf('A'), 'QG-9', people);
    expect(result.kind).toBe('done');
    await receipts.chain(10);
    const [link] = await receipts.of(referenceOf('A'));
    expect(link?.receipt).toMatchObject({
      acknowledged: 'decided-by-person',
      actedBy: 'two-persons',
      nationalId: 'QG-9',
    });
    expect(JSON.stringify(link)).not.toContain('inspector');
    expect(await receipts.without(10)).toEqual([]);
  });

  it('numbers without gaps when several processes chain at once, each receipt once', async () => {
    await confirmed(...KEYS);
    const counts = await Promise.all([open().chain(2), open().chain(2), receipts.chain(2)]);
    while ((await receipts.chain(2)) > 0);
    expect(counts.some((count) => count === 0)).toBe(true);
    const seqs: number[] = [];
    for await (const { seq } of receipts.links()) seqs.push(seq);
    expect(seqs).toEqual([1, 2, 3]);
    expect(await findings()).toEqual([]);
  });

  it('lets a receipt wait on when chaining it fails', async () => {
    await confirmed('A');
    await pool.dataSource.query('alter table receipt add constraint shut check (seq < 0) not valid');
    await expect(receipts.chain(10)).rejects.toThrow('shut');
    await pool.dataSource.query('alter table receipt drop constraint shut');
    expect(await receipts.waiting()).toBe(1);
    expect(await receipts.chain(10)).toBe(1);
  });

  it('signs how far the chain has come, once', async () => {
    await confirmed('A', 'B');
    await receipts.chain(10);
    expect(await receipts.sign(signer)).toMatchObject({ seq: 2, keyId: signer.id });
    expect(await receipts.sign(signer)).toBeUndefined();
    await confirmed('C');
    await receipts.chain(10);
    expect(await receipts.sign(signer)).toMatchObject({ seq: 3 });
    expect(await receipts.checkpoints()).toHaveLength(2);
    expect(await findings()).toEqual([]);
  });

  it.each([
    "update receipt set result_id = 'x'",
    'delete from receipt',
    'truncate receipt',
    'delete from receipt_checkpoint',
  ])('refuses %s', async (sql) => {
    await expect(pool.dataSource.query(sql)).rejects.toThrow('receipts only grow');
  });

  it.each([
    ['an edited receipt', "update receipt set result_id = 'x' where seq = 2", ['changed']],
    ['a deleted receipt', 'delete from receipt where seq = 2', ['gap', 'changed']],
    ['a cut tail', 'delete from receipt where seq = 3', ['cut']],
    ['an emptied table', 'truncate receipt', ['cut']],
    [
      'two exchanged',
      'update receipt set seq = case seq when 1 then 102 else 101 end where seq < 3; update receipt set seq = seq - 100 where seq > 100',
      ['changed'],
    ],
    ['a signature exchanged', "update receipt_checkpoint set signature = 'AAAA'", ['bad-signature']],
  ])('shows %s', async (_what, sql, kinds) => {
    await confirmed(...KEYS);
    await receipts.chain(10);
    await receipts.sign(signer);
    for (const one of sql.split('; ')) await tamper(one);
    expect([...new Set((await findings()).map(({ kind }) => kind))]).toEqual(kinds);
  });

  it.each([
    ['whose receipt was taken away before it was chained', 'delete from receipt_due', true],
    [
      'whose tail was cut with its signatures',
      'truncate receipt; truncate receipt_due; truncate receipt_checkpoint',
      true,
    ],
    ['that was changed afterwards', "update step set result_id = 'x'", false],
  ])('finds a confirmed step %s', async (_what, sql, isMissing) => {
    await confirmed('A');
    if (!sql.startsWith('delete')) await receipts.chain(10);
    for (const one of sql.split('; ')) await tamper(one);
    expect(await receipts.without(10)).toEqual([
      { reference: referenceOf('A'), step: 'case', ordinal: 1, isMissing },
    ]);
  });

  it('gives steps confirmed before there were receipts one that says so', async () => {
    await confirmed('A', 'B');
    for (const table of [...TABLES, 'receipt_due', 'receipt_key_break'])
      await pool.dataSource.query(`drop table ${table}`);
    await pool.dataSource.query('drop function refuse_receipt_change');
    await pool.dataSource.query("delete from schema_migration where name like 'Receipt%'");
    await migrate(pool.dataSource);
    expect(await receipts.chain(10)).toBe(2);
    const [link] = await receipts.of(referenceOf('A'));
    expect(link?.receipt).toMatchObject({ backfilled: true, mappingVersion: 'mapping-1', attemptNo: 1 });
    expect(await receipts.without(10)).toEqual([]);
  });
});
