import { randomIds } from '@kntc/platform';
import { aBatch, anAccepted, day } from '../../../../test/builders';
import {
  anAudit,
  emptied,
  pgStores,
  TYPED_NAMES,
  usePool,
} from '../../../../test/contract/stores-under-test';
import { PgLists } from '../lists/pg-lists';
import type { Command } from '../operations/operation';
import { PgInspectorateRequests, type NewInspectorateRequest } from './pg-inspectorate-requests';
import { openRequests } from './request-list';

const REQUEST: NewInspectorateRequest = {
  agency: 'thanh-tra-tinh',
  documentNo: '12/TTCP-V1',
  receivedOn: day('2026-11-02'),
  dueOn: day('2026-11-17'),
  owner: 'phòng nghiệp vụ 1',
};
const REPLY = { replyNo: '7/BC', repliedOn: day('2026-11-10') };

describe('requests of the inspectorate on PostgreSQL', () => {
  const pool = usePool();
  let requests: PgInspectorateRequests;
  let turn = 0;
  beforeEach(async () => {
    await emptied(pool.dataSource);
    const audit = anAudit(pool.dataSource);
    requests = new PgInspectorateRequests({
      dataSource: pool.dataSource,
      ids: randomIds,
      audit,
      approvals: TYPED_NAMES,
    });
  });

  const command = (key = `key-${(turn += 1)}`): Command => ({
    actor: 'Lan',
    reason: 'theo văn bản',
    idempotencyKey: key,
  });
  const listed = async (isReplied = false) =>
    (
      await new PgLists(pool.dataSource).requests(
        { filter: { isReplied }, after: undefined, limit: 9 },
        'everything',
      )
    ).items;

  it('are recorded with owner and day, the one to be answered first before the others', async () => {
    await requests.record({ ...REQUEST, documentNo: '13', dueOn: day('2026-11-20') }, command());
    expect(await requests.record(REQUEST, command())).toEqual({ kind: 'done' });
    expect(await listed()).toMatchObject([
      { documentNo: '12/TTCP-V1', owner: 'phòng nghiệp vụ 1', dueOn: '2026-11-17', replyNo: null },
      { documentNo: '13' },
    ]);
  });

  it('are recorded once, by their document and by their key', async () => {
    await requests.record(REQUEST, command('same'));
    expect(await requests.record(REQUEST, command('same'))).toMatchObject({ kind: 'repeated' });
    expect(await requests.record(REQUEST, command())).toEqual({ kind: 'refused', why: 'request-recorded' });
    expect(await listed()).toHaveLength(1);
  });

  it('leave the list with their reply, which is not written over', async () => {
    await requests.record(REQUEST, command());
    const [{ id } = { id: '' }] = await listed();
    expect(await requests.reply(id, { ...REPLY, repliedOn: day('2026-11-01') }, command())).toEqual({
      kind: 'refused',
      why: 'day-before',
    });
    expect(await requests.reply(id, REPLY, command())).toEqual({ kind: 'done' });
    expect(await requests.reply(id, { ...REPLY, replyNo: '8' }, command())).toMatchObject({
      why: 'request-replied',
    });
    expect(await listed()).toEqual([]);
    expect(await listed(true)).toMatchObject([{ replyNo: '7/BC', repliedOn: '2026-11-10' }]);
  });

  it('may name a case, which must be there', async () => {
    const stores = await pgStores(pool.dataSource, pool.url);
    await stores.intake.commit(aBatch([anAccepted('A')]));
    const reference = anAccepted('A').accepted?.reference;
    expect(await requests.record({ ...REQUEST, reference }, command())).toEqual({ kind: 'done' });
    const nowhere = { ...REQUEST, documentNo: '14', reference: 'BDI-0000000000000' };
    expect(await requests.record(nowhere, command())).toEqual({ kind: 'not-found' });
  });

  it('are counted as long as nobody replied', async () => {
    await requests.record(REQUEST, command());
    await requests.record({ ...REQUEST, documentNo: '13', dueOn: day('2026-11-20') }, command());
    const days = { today: '2026-11-18', soon: '2026-11-20' };
    expect(await openRequests(pool.dataSource, days)).toEqual({ overdue: 1, dueSoon: 1 });
  });

  it('are on record, and what was refused too', async () => {
    await requests.record(REQUEST, command());
    await requests.record(REQUEST, command());
    const rows: { action: string; result: string }[] = await pool.dataSource.query(
      'select action, result from audit_entry order by seq',
    );
    expect(rows).toEqual([
      { action: 'requests record', result: 'done' },
      { action: 'requests record', result: 'refused' },
    ]);
  });
});
