import { CALENDAR, day } from '../../../../test/builders';
import { deadlineDays, deadlineText } from './deadline-text';

const TODAY = day('2026-03-10');
const NONE = { stage: null, dueOn: null, lateOn: null, class: null };

describe('what is said of a deadline', () => {
  it.each([
    ['2026-03-07', 'Đã quá hạn giải quyết 3 ngày (hạn 07/03/2026).'],
    ['2026-03-10', 'Hôm nay là ngày cuối của thời hạn giải quyết.'],
    ['2026-03-14', 'Còn 4 ngày để giải quyết (hạn 14/03/2026).'],
  ])('of a term that ends on %s', (dueOn, first) => {
    const text = deadlineText({ ...NONE, stage: 'resolution', dueOn: day(dueOn) }, TODAY);
    expect([text[0], text.length]).toEqual([first, 3]);
  });

  it('of a paused one', () => {
    expect(deadlineText({ ...NONE, stage: 'resolution' }, TODAY)[0]).toContain('đang tạm dừng');
  });

  it.each([
    ['2026-03-10', 'là chậm từ 10/03/2026 vì'],
    ['2026-03-12', 'là chậm từ 12/03/2026 (sau 2 ngày) nếu'],
  ])('of one shown as late from %s on, with what to do about it', (lateOn, part) => {
    const said = ['waiting', 'quarantined', 'held', 'unknown', null].map((standing) =>
      deadlineText({ ...NONE, lateOn: day(lateOn), class: standing }, TODAY),
    );
    expect(said.every(([first = '']) => first.includes(part))).toBe(true);
    expect(new Set(said.map(([, toDo]) => toDo)).size).toBe(said.length);
  });

  it.each(['2026-03-10', '2026-03-12'])('of a suspended one that is all there, late from %s on', (lateOn) => {
    const told = { stage: 'resolution', dueOn: null, lateOn: day(lateOn), class: 'confirmed' } as const;
    const text = deadlineText(told, TODAY);
    expect(text[0]).toContain('đang tạm dừng');
    expect(text.at(-2)).toContain('ở đó không có tạm đình chỉ, gia hạn');
    expect(text.at(-1)).toContain('no-channel');
  });

  it('is soon for three working days', () => {
    expect(deadlineDays(CALENDAR, day('2026-02-13'))).toEqual({ today: '2026-02-13', soon: '2026-02-25' });
  });
});
