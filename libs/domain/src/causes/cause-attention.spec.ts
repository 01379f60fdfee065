import { attentionOf, type CauseNote } from './cause-attention';

const NOW = new Date('2026-11-27T08:00:00Z');
const said = (kind: CauseNote['kind'], more: Partial<CauseNote> = {}): CauseNote => ({
  kind,
  by: 'lan',
  at: new Date('2026-11-20T08:00:00Z'),
  note: 'đang hỏi đơn vị',
  ...more,
});
const until = (day: string) => said('acknowledge', { until: new Date(`${day}T00:00:00Z`) });

describe('what a cause asks for', () => {
  it.each([
    ['raised where nobody said anything', [], 'raised'],
    ['raised where somebody only commented', [said('comment')], 'raised'],
    ['raised where it was only given to somebody', [said('assign', { assignee: 'minh' })], 'raised'],
    ['acknowledged until the day named', [until('2026-11-28')], 'acknowledged'],
    ['raised again from that day on', [until('2026-11-27')], 'expired'],
    ['what was said last', [until('2026-12-20'), until('2026-11-21')], 'expired'],
  ] as const)('is %s', (_what, notes, state) => {
    expect(attentionOf(notes, NOW).state).toBe(state);
  });

  it('names who looks after it, and how many comments there are', () => {
    const notes = [
      said('assign', { assignee: 'minh' }),
      said('comment'),
      said('assign', { assignee: 'hoa' }),
      said('comment'),
    ];
    expect(attentionOf(notes, NOW)).toMatchObject({ assignee: 'hoa', comments: 2 });
    expect(attentionOf([...notes, said('assign')], NOW).assignee).toBeUndefined();
  });
});
