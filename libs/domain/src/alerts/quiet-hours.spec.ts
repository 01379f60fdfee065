import { awakeAt, onThatDay } from './quiet-hours';

const at = (time: string): Date => new Date(`2026-11-28T${time}:00+07:00`);
const NIGHT = { from: '22:00', to: '06:00' };

describe('quiet hours', () => {
  it.each([
    ['before they begin', '21:59', '2026-11-28T21:59'],
    ['from their first minute', '22:00', '2026-11-29T06:00'],
    ['after midnight', '00:30', '2026-11-28T06:00'],
    ['to their last minute', '05:59', '2026-11-28T06:00'],
    ['when they are over', '06:00', '2026-11-28T06:00'],
  ])('over midnight, %s', (_what, time, awake) => {
    expect(awakeAt(NIGHT, at(time))).toEqual(new Date(`${awake}:00+07:00`));
  });

  it('of a day', () => {
    expect(awakeAt({ from: '12:00', to: '13:00' }, at('12:20'))).toEqual(at('13:00'));
    expect(awakeAt({ from: '12:00', to: '13:00' }, at('13:00'))).toEqual(at('13:00'));
  });

  it('are none where nobody said so', () => {
    expect(awakeAt(undefined, at('03:00'))).toEqual(at('03:00'));
  });

  it('a time of day is on the day it is in Vietnam', () => {
    expect(onThatDay('08:00', new Date('2026-11-27T18:30:00Z'))).toEqual(at('08:00'));
    expect(onThatDay('08:00', new Date('2026-11-28T16:59:00Z'))).toEqual(at('08:00'));
  });
});
