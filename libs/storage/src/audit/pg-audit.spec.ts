import { ChainVerifier, type ChainFinding } from '@kntc/domain';
import { anAudit, emptied, usePool } from '../../../../test/contract/stores-under-test';
import { fakeDigest, FakeWitness } from '../../../../test/fakes';
import type { PgAudit } from './pg-audit';
import { noteRefusedRestore } from './refused-restores';

const action = (target: string, reason = 'đã xem') => ({
  agencyId: 'H507',
  actor: 'cán bộ Lan',
  action: 'holds release',
  target,
  reason,
  result: 'done',
});

describe('the audit in PostgreSQL', () => {
  const pool = usePool();
  let witness: FakeWitness;
  let audit: PgAudit;
  beforeEach(async () => {
    await emptied(pool.dataSource);
    witness = new FakeWitness();
    audit = anAudit(pool.dataSource, witness);
  });

  const did = async (target: string, by = audit): Promise<void> => {
    await by.ready();
    await pool.dataSource.transaction((manager) => by.append(manager, action(target)));
    await by.committed();
  };
  const findings = async (): Promise<readonly ChainFinding[]> => {
    const verifier = new ChainVerifier(fakeDigest, await witness.remembered());
    for await (const entry of audit.entries()) verifier.take(entry);
    return verifier.end();
  };
  const targets = async (): Promise<readonly string[]> =>
    (await audit.newest(1_000)).map(({ target }) => target).toReversed();
  /** What somebody with the rights of the table's owner can do. */
  const tamper = async (sql: string): Promise<void> => {
    await pool.dataSource.query('alter table audit_entry disable trigger all');
    await pool.dataSource.query(sql);
    await pool.dataSource.query('alter table audit_entry enable trigger all');
  };

  it('keeps what was done, in order and without gaps, and reads it back as it was chained', async () => {
    for (const target of ['A', 'B', 'C']) await did(target);
    expect(await targets()).toEqual(['A', 'B', 'C']);
    expect(await findings()).toEqual([]);
    expect([...witness.heads.keys()]).toEqual([1, 2, 3]);
  });

  it('keeps texts that PostgreSQL stores otherwise than they were typed', async () => {
    await pool.dataSource.transaction((manager) => audit.append(manager, action('A', 'lạ \ud800 “é”\n')));
    expect(await findings()).toEqual([]);
  });

  it('leaves nothing of an action that was rolled back, and no gap', async () => {
    await did('A');
    const failing = pool.dataSource.transaction(async (manager) => {
      await audit.append(manager, action('B'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await did('C');
    expect(await targets()).toEqual(['A', 'C']);
    expect(await findings()).toEqual([]);
  });

  it('stays one chain when several processes act at once', async () => {
    const processes = Array.from({ length: 4 }, () => anAudit(pool.dataSource, witness));
    await Promise.all(
      Array.from({ length: 60 }, (_none, index) => did(`T${index}`, processes[index % 4] ?? audit)),
    );
    expect((await targets()).toSorted()).toEqual(
      Array.from({ length: 60 }, (_none, index) => `T${index}`).toSorted(),
    );
    expect(await findings()).toEqual([]);
  });

  it('costs one statement when nobody else acts', async () => {
    await did('A');
    const statements: string[] = [];
    await pool.dataSource.transaction(async (manager) => {
      const query = manager.query.bind(manager);
      manager.query = ((sql: string, values?: unknown[]) => {
        statements.push(sql);
        return query(sql, values);
      }) as typeof manager.query;
      await audit.append(manager, action('B'));
    });
    expect(statements).toHaveLength(1);
  });

  it.each(['update audit_entry set actor = $$x$$', 'delete from audit_entry', 'truncate audit_entry'])(
    'refuses %s',
    async (sql) => {
      await did('A');
      await expect(pool.dataSource.query(sql)).rejects.toThrow('audit_entry only grows');
      expect(await targets()).toEqual(['A']);
    },
  );

  it.each([
    ['an edited row', "update audit_entry set actor = 'người khác' where seq = 2", 'changed'],
    ['a deleted row', 'delete from audit_entry where seq = 2', 'gap'],
    ['a cut tail', 'delete from audit_entry where seq = 3', 'cut'],
    ['an emptied table', 'truncate audit_entry', 'cut'],
    [
      'an inserted row',
      "insert into audit_entry select 4, repeat('0', 64), at, agency_id, actor, approver, action, target, reason, result from audit_entry where seq = 1",
      'changed',
    ],
  ])('shows %s', async (_what, sql, kind) => {
    for (const target of ['A', 'B', 'C']) await did(target);
    await tamper(sql);
    expect((await findings()).map((finding) => finding.kind)).toContain(kind);
  });

  it('shows an older copy that was put back and used on', async () => {
    for (const target of ['A', 'B', 'C']) await did(target);
    await tamper('delete from audit_entry where seq > 1');
    const later = anAudit(pool.dataSource, new FakeWitness());
    for (const target of ['X', 'Y', 'Z']) await did(target, later);
    expect((await findings()).map((finding) => finding.kind)).toEqual(['other-history', 'other-history']);
  });

  it('lets nothing be done while its witness is away, and tells it everything afterwards', async () => {
    await did('A');
    witness.isAway = true;
    await pool.dataSource.transaction((manager) => audit.append(manager, action('B')));
    await audit.committed();
    await expect(audit.ready()).rejects.toMatchObject({ code: 'GW_T304' });
    witness.isAway = false;
    await did('C');
    expect([...witness.heads.keys()]).toEqual([1, 2, 3]);
  });

  describe('beside what its witness remembers', () => {
    const DECISION = { ...action('1/3'), approver: 'Trưởng phòng Hùng', action: 'audit accept-restore' };
    /** What putting yesterday's backup back does. */
    const putBack = (seq: number): Promise<void> => tamper(`delete from audit_entry where seq > ${seq}`);
    const asNewProcess = (): PgAudit => anAudit(pool.dataSource, witness);
    beforeEach(async () => {
      for (const target of ['A', 'B', 'C']) await did(target);
    });

    it('stands whole, also when another process went on', async () => {
      expect(await asNewProcess().check()).toEqual({ kind: 'whole', last: 3 });
      await did('D', asNewProcess());
      expect(await audit.check()).toEqual({ kind: 'whole', last: 4 });
    });

    it('stands behind after an older database was put back, and another process does nothing on it', async () => {
      await putBack(1);
      expect(await asNewProcess().check()).toEqual({ kind: 'behind', last: 1, witnessed: 3 });
      await expect(asNewProcess().ready()).rejects.toMatchObject({ code: 'GW_T309' });
    });

    it('is not used on by the process under which it was put back', async () => {
      await putBack(1);
      const acting = pool.dataSource.transaction((manager) => audit.append(manager, action('X')));
      await expect(acting).rejects.toMatchObject({ code: 'GW_T309' });
      expect(await targets()).toEqual(['A']);
    });

    it('stands as another history when the end was written anew', async () => {
      await putBack(2);
      await did('X', anAudit(pool.dataSource, new FakeWitness()));
      expect(await asNewProcess().check()).toEqual({ kind: 'other-history', last: 3, witnessed: 3 });
      await expect(asNewProcess().ready()).rejects.toMatchObject({ code: 'GW_T309' });
    });

    it('goes on when two people decide so, with their decision on record, and verifies from then on', async () => {
      await putBack(1);
      const head = await asNewProcess().acceptRestore(DECISION, 1);
      expect(head.seq).toBe(2);
      expect(await targets()).toEqual(['A', '1/3']);
      expect(await asNewProcess().check()).toEqual({ kind: 'whole', last: 2 });
      await did('D', asNewProcess());
      expect(await findings()).toEqual([]);
    });

    it('takes in what was refused before, once and in its order, also when it is decided again', async () => {
      await putBack(1);
      const by = { agencyId: 'H507', approver: undefined, reason: 'thử' };
      for (const actor of ['một', 'hai'])
        await noteRefusedRestore(pool.dataSource.manager, { ...by, actor, why: 'no-account' });
      jest.spyOn(witness, 'restart').mockRejectedValueOnce(new Error('away'));
      await expect(asNewProcess().acceptRestore(DECISION, 1)).rejects.toThrow('away');
      await asNewProcess().acceptRestore(DECISION, 1);
      const entries = (await audit.newest(4)).toReversed();
      expect(entries.map(({ actor, result }) => [actor, result])).toEqual([
        ['một', 'refused'],
        ['hai', 'refused'],
        [DECISION.actor, DECISION.result],
        [DECISION.actor, DECISION.result],
      ]);
      expect(entries[0]?.target).toMatch(/^no-account \d{4}-/);
      expect(await findings()).toEqual([]);
    });

    it('stays broken when the witness goes away in the middle of that, and is decided again', async () => {
      await putBack(1);
      const restart = jest.spyOn(witness, 'restart').mockRejectedValueOnce(new Error('away'));
      await expect(asNewProcess().acceptRestore(DECISION, 1)).rejects.toThrow('away');
      restart.mockRestore();
      expect(await asNewProcess().check()).toMatchObject({ kind: 'behind' });
      await asNewProcess().acceptRestore(DECISION, 1);
      expect(await targets()).toEqual(['A', '1/3', '1/3']);
      expect(await findings()).toEqual([]);
    });

    it('tells it again when another process was quicker with a newer head', async () => {
      jest.spyOn(witness, 'remember').mockRejectedValueOnce(new Error('a newer one is known'));
      await asNewProcess().ready();
      expect([...witness.heads.keys()]).toEqual([1, 2, 3]);
    });
  });
});
