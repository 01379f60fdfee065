import { aCase, day } from '../../../../test/builders';
import { countNoChannel, noChannelItems } from './no-channel';

const kase = aCase({
  petitioners: { type: 'group', headCount: 7 },
  verification: { decisionDate: day('2026-04-01') },
  dialogues: [{ date: day('2026-04-10') }, { date: day('2026-04-20') }],
  suspensions: [{ date: day('2026-05-01'), resumedDate: day('2026-05-09') }, { date: day('2026-06-01') }],
  extensions: [{ date: day('2026-05-20'), dueDate: day('2026-07-01') }, { date: day('2026-06-20') }],
});

describe('milestones without a channel', () => {
  it('are each of them, numbered among those of its kind', () => {
    expect(noChannelItems(kase).map(({ milestone, ordinal, date }) => [milestone, ordinal, date])).toEqual([
      ['verification', 1, '2026-04-01'],
      ['dialogue', 1, '2026-04-10'],
      ['dialogue', 2, '2026-04-20'],
      ['suspension', 1, '2026-05-01'],
      ['suspension', 2, '2026-06-01'],
      ['resumption', 1, '2026-05-09'],
      ['extension', 1, '2026-05-20'],
      ['extension', 2, '2026-06-20'],
    ]);
    expect(noChannelItems(aCase())).toEqual([]);
  });

  it('are counted as milestones, cases, people and groups, and how many were typed in', () => {
    const items = ['A', 'B'].flatMap((reference) =>
      noChannelItems(kase).map((one) => ({ ...one, reference, isEntered: reference === 'A' })),
    );
    expect(countNoChannel(items).find(({ milestone }) => milestone === 'dialogue')).toEqual({
      milestone: 'dialogue',
      items: 4,
      cases: 2,
      people: 14,
      groups: 2,
      entered: 2,
    });
  });
});
