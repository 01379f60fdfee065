import { isOfMilestonePeriod, milestonePeriod, reportPeriod, type PartialDate } from '@kntc/domain';
import { aBatch, aCase, anAccepted, day } from '../../../../test/builders';
import { anAudit, pgStores, testSeals, usePool } from '../../../../test/contract/stores-under-test';
import { CountingIds, FakeClock } from '../../../../test/fakes';
import { PgApprovals } from '../access/pg-approvals';
import { PgLedger } from '../ledger/pg-ledger';
import { PgNoChannel } from './pg-no-channel';
import { PgStatutory } from './pg-statutory';

describe('milestones without a channel', () => {
  const pool = usePool();
  let noChannel: PgNoChannel;
  let key = 0;
  const reference = anAccepted('A').accepted?.reference ?? '';
  beforeEach(async () => {
    const { dataSource } = pool;
    const stores = await pgStores(dataSource, pool.url);
    noChannel = new PgNoChannel({
      dataSource,
      ids: new CountingIds(),
      audit: anAudit(dataSource),
      approvals: new PgApprovals(new FakeClock(), {
        requireAccounts: 'both-sides-exist',
        requireProof: false,
      }),
      seals: testSeals(),
    });
    await stores.intake.commit(
      aBatch([
        anAccepted('A', {
          receivedOn: day('2026-03-02'),
          case: aCase({
            dialogues: [{ date: day('2026-04-10') }],
            extensions: [
              { date: day('2026-04-12'), dueDate: day('2026-06-01') },
              { date: day('2026-05'), dueDate: day('2026-07-01') },
            ],
          }),
        }),
      ]),
    );
  });
  const entered = (changes: Partial<Parameters<PgNoChannel['entered']>[0]> = {}) =>
    noChannel.entered(
      {
        reference,
        milestone: 'dialogue',
        ordinal: 1,
        enteredOn: '2026-04-12',
        evidence: 'màn hình Đối thoại, mã 17',
        ...changes,
      },
      { actor: 'Lan', reason: 'nhập tay', idempotencyKey: `khoa-${(key += 1)}` },
    );

  it('are typed in by hand, and who said so stands beside them, once', async () => {
    expect(await entered()).toEqual({ kind: 'done' });
    expect(await entered()).toMatchObject({ why: 'entered-already' });
    expect(await noChannel.proofs()).toMatchObject([
      { reference, milestone: 'dialogue', ordinal: 1, enteredOn: '2026-04-12', enteredBy: 'Lan' },
    ]);
  });

  it.each([
    ['2026-03', []],
    ['2026-04', ['dialogue 1', 'extension 1']],
    ['2026-05', []],
    ['unknown', ['extension 2']],
  ])('of %s are the same in the ledger and in the list: their own day decides', async (id, expected) => {
    const period = milestonePeriod(id)!;
    const { noChannel: items } = await new PgStatutory(pool.dataSource, testSeals()).book({ period });
    const listed = items.filter(({ date }: { date?: PartialDate | undefined }) =>
      isOfMilestonePeriod(date, period),
    );
    expect(listed.map(({ milestone, ordinal }) => `${milestone} ${ordinal}`)).toEqual(expected);
    const counted = await new PgLedger(pool.dataSource).noChannelMilestones({ period: id });
    expect(counted.map(({ milestone, items: count }) => [milestone, count])).toEqual(
      [...new Set(listed.map((one) => one.milestone))].map((one) => [
        one,
        listed.filter(({ milestone }) => milestone === one).length,
      ]),
    );
  });

  it('an extension is typed in and counted like the others', async () => {
    expect(await entered({ milestone: 'extension', ordinal: 2 })).toEqual({ kind: 'done' });
    expect(await entered({ milestone: 'extension', ordinal: 3 })).toEqual({ kind: 'not-found' });
    expect(await noChannel.proofs()).toMatchObject([{ milestone: 'extension', ordinal: 2 }]);
    const counted = await new PgLedger(pool.dataSource).noChannelMilestones({});
    expect(counted.find(({ milestone }) => milestone === 'extension')).toMatchObject({
      items: 2,
      cases: 1,
      entered: 1,
    });
  });

  it('that a case does not have are not there', async () => {
    expect(await entered({ ordinal: 2 })).toEqual({ kind: 'not-found' });
    expect(await entered({ milestone: 'suspension' })).toEqual({ kind: 'not-found' });
    expect(await entered({ reference: 'BDI-0000000000000' })).toEqual({ kind: 'not-found' });
    expect(await noChannel.proofs()).toEqual([]);
  });

  it('stand in the book of a period with their case', async () => {
    const { noChannel: items } = await new PgStatutory(pool.dataSource, testSeals()).book({
      period: reportPeriod('2026-Q2')!,
    });
    expect(items).toMatchObject([
      { reference, agency: 'thanh-tra-tinh', milestone: 'dialogue', ordinal: 1 },
      { reference, milestone: 'extension', ordinal: 1 },
      { reference, milestone: 'extension', ordinal: 2 },
    ]);
  });
});
