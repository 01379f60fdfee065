import type { CaseDraft } from '@kntc/domain';
import {
  ACCEPTANCE_DRAFT,
  aDraft,
  day,
  DEADLINES,
  HANDLING_DRAFT,
  judged,
  TODAY,
} from '../../../test/builders';
import { IntakeBench } from '../../../test/fakes';
import { toldOf } from './record-deadlines';

const told = (draft: CaseDraft) => toldOf(draft, judged(draft), { deadlines: DEADLINES, today: TODAY });
const RECENT: CaseDraft = {
  receivedDate: day('2026-06-25'),
  writtenDate: day('2026-06-24'),
  handling: { ...HANDLING_DRAFT, decidedDate: day('2026-06-29') },
  acceptance: { ...ACCEPTANCE_DRAFT, date: day('2026-06-30'), dueDate: day('2026-07-30') },
};

describe('what is told of a record', () => {
  it('is its term and from when it shows as late, day and type', () => {
    expect(told(aDraft())).toMatchObject({
      receivedOn: '2026-03-02',
      petitionKind: 'KN',
      deadlines: {
        legal: { stage: 'resolution', dueOn: '2026-05-10' },
        late: { case: '2026-03-12', handling: '2026-03-12', acceptance: '2026-03-12' },
      },
    });
  });

  it('is the same of one that is no case yet', () => {
    const { deadlines } = told(aDraft({ content: undefined }));
    expect(deadlines?.legal).toMatchObject({ stage: 'resolution', dueOn: '2026-05-10' });
  });

  it('is no day on which it shows as late while it waits for its release point', () => {
    const { deadlines } = told(aDraft({ acceptance: undefined }));
    expect(deadlines).toMatchObject({ legal: { stage: 'acceptance', dueOn: '2026-03-11' }, late: {} });
  });

  it('is no term of what goes elsewhere, as its case says', () => {
    const draft = aDraft({ handling: { ...HANDLING_DRAFT, direction: 'chuyen' }, acceptance: undefined });
    expect(told(draft).deadlines?.legal?.stage).not.toBe('resolution');
  });

  it('is no day on which it shows as late when it was over long ago', () => {
    const over = (closedDate: string) => told(aDraft({ closedDate: day(closedDate) })).deadlines;
    expect(over('2026-06-29')).toEqual({ legal: undefined, late: {} });
    const recent = toldOf(
      aDraft({ closedDate: day('2026-03-30') }),
      judged(aDraft({ closedDate: day('2026-03-30') })),
      { deadlines: DEADLINES, today: day('2026-04-01') },
    );
    expect(recent.deadlines?.late.case).toBe('2026-03-12');
  });

  it('decides before which others it is sent', async () => {
    const bench = new IntakeBench();
    bench.source.write('RECENT', RECENT);
    bench.source.write('LONG-AGO');
    // Due on 03/07, but nobody decided: there is no decision to send before that day.
    bench.source.write('UNDECIDED', { acceptance: { ...ACCEPTANCE_DRAFT, dueDate: day('2026-07-03') } });
    await bench.read();
    expect(bench.national('UNDECIDED').outbox.sendBy).toBe('2026-07-08');
    expect(bench.national('RECENT').outbox.sendBy).toBe('2026-07-02');
    expect(bench.national('LONG-AGO').outbox.sendBy).toBe('2026-07-08');
  });
});
