import { Deadlines, WorkingDays, type DeadlineRules } from '@kntc/domain';
import { day } from './dates';

/** 2026 as it was announced; of 2027 an example of how Tết (6 February) may be laid: a swap was not decided yet. */
export const CALENDAR = new WorkingDays({
  off: [
    '2026-01-01',
    '2026-01-02',
    ...['16', '17', '18', '19', '20'].map((one) => `2026-02-${one}`),
    '2026-04-27',
    '2026-04-30',
    '2026-05-01',
    '2026-08-31',
    '2026-09-01',
    '2026-09-02',
    '2027-01-01',
    ...['04', '05', '08', '09', '10'].map((one) => `2027-02-${one}`),
  ].map(day),
  worked: [day('2026-01-10'), day('2026-08-22')],
  knownYears: [2026, 2026],
});

/** A few terms of the law, for tests that need a clock and not the text. */
const RULES: DeadlineRules = {
  stages: [
    { kind: 'KN', stage: 'handling', unit: 'workingDay', term: 7, law: 'NĐ 155/2026 Đ10' },
    { kind: 'KN', stage: 'acceptance', unit: 'workingDay', term: 7, law: 'NĐ 155/2026 Đ10' },
    {
      kind: 'KN',
      stage: 'resolution',
      unit: 'day',
      term: 30,
      complexTerm: 45,
      longestTerm: 60,
      law: 'LKN Đ28',
    },
    { kind: 'TC', stage: 'handling', unit: 'workingDay', term: 7, law: 'LTC Đ24' },
    { kind: 'TC', stage: 'acceptance', unit: 'workingDay', term: 7, law: 'LTC Đ24' },
    {
      kind: 'TC',
      stage: 'resolution',
      unit: 'day',
      term: 30,
      complexTerm: 60,
      longestTerm: 90,
      law: 'LTC Đ30',
    },
    { kind: 'KNPA', stage: 'handling', unit: 'workingDay', term: 10, law: 'LTCD Đ28' },
  ],
  reporting: (['KN', 'TC', 'KNPA'] as const).map((kind) => ({
    kind,
    unit: 'workingDay',
    term: 1,
    law: 'NĐ 55/2022 Đ8(1)',
  })),
  requests: [{ unit: 'day', term: 15, law: 'NĐ 55/2022 Đ8(3)' }],
};

export const DEADLINES = new Deadlines(RULES, CALENDAR);
