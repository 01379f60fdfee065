import { nightAt, nightlyShare, nightsOfRound } from './night';

const NIGHT = { from: '22:00', until: '05:00' };

describe('the night in Vietnam', () => {
  it.each([
    ['2026-11-27T14:59:59Z', undefined],
    ['2026-11-27T15:00:00Z', '2026-11-27'],
    ['2026-11-27T16:59:59Z', '2026-11-27'],
    ['2026-11-27T17:00:00Z', '2026-11-27'],
    ['2026-11-27T21:59:59Z', '2026-11-27'],
    ['2026-11-27T22:00:00Z', undefined],
  ])('at %s is that of %s', (iso, night) => {
    expect(nightAt(NIGHT, new Date(iso))).toBe(night);
  });

  it('may lie within one day', () => {
    const noon = { from: '11:30', until: '13:00' };
    expect(nightAt(noon, new Date('2026-11-27T04:30:00Z'))).toBe('2026-11-27');
    expect(nightAt(noon, new Date('2026-11-27T06:00:00Z'))).toBeUndefined();
  });
});

describe('how many nights a round takes', () => {
  it('is what the rate allows in its hours, rounded up', () => {
    expect(nightlyShare(NIGHT, 60)).toBe(25_200);
    expect(nightsOfRound(0, NIGHT, 60)).toBe(0);
    expect(nightsOfRound(25_200, NIGHT, 60)).toBe(1);
    expect(nightsOfRound(25_201, NIGHT, 60)).toBe(2);
    expect(nightsOfRound(1_000_000, NIGHT, 60)).toBe(40);
  });
});
