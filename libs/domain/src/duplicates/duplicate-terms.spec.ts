import { WorkingDays } from '../calendar/working-days';
import { partialDate, type PartialDate } from '../case/partial-date';
import { duplicateTerm, silentAfter } from './duplicate-terms';

const day = (text: string): PartialDate => partialDate(text) ?? ('' as PartialDate);
const calendar = new WorkingDays({ off: [day('2026-09-02')], worked: [], knownYears: [2026, 2026] });
const rules = { endOfDay: '17:00', acceptanceDays: 7, escalationDays: 1 };
const at = (text: string): Date => new Date(`${text}:00+07:00`);

describe('how long a probable duplicate is held', () => {
  it.each([
    ['2026-09-01T09:00', '2026-09-01T17:00', 'to the end of the working day'],
    [
      '2026-09-01T17:30',
      '2026-09-03T17:00',
      'after office hours to the end of the next one, holidays left out',
    ],
    ['2026-09-05T09:00', '2026-09-07T17:00', 'on a Saturday to the end of Monday'],
  ])('a reflection of %s: until %s, %s', (now, until) => {
    const held = { kind: 'KNPA', isAccepted: false } as const;
    expect(duplicateTerm(held, at(now), { calendar, rules })).toEqual(at(until));
  });

  it('a complaint until the law says that it must be accepted, or not at all once it is', () => {
    const now = at('2026-09-01T09:00');
    const held = { kind: 'KN', isAccepted: false, acceptanceDueOn: day('2026-09-10') } as const;
    expect(duplicateTerm(held, now, { calendar, rules })).toEqual(at('2026-09-10T17:00'));
    expect(duplicateTerm({ ...held, isAccepted: true }, now, { calendar, rules })).toEqual(now);
    const unknown = { kind: 'TC', isAccepted: false } as const;
    expect(duplicateTerm(unknown, now, { calendar, rules })).toEqual(at('2026-09-11T17:00'));
  });

  it('whoever it escalated to has so many working days more', () => {
    expect(silentAfter(at('2026-09-01T17:00'), calendar, rules)).toEqual(at('2026-09-03T17:00'));
  });
});
