import fc from 'fast-check';
import { fromRingPayload, toRingPayload } from './ring-payload';

it('gives back every lane once after a trip through JSON', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 65_535 }), { minLength: 1, maxLength: 500 }), (lanes) => {
      const stored: unknown = JSON.parse(JSON.stringify(toRingPayload(lanes)));
      expect(fromRingPayload(stored)).toEqual([...new Set(lanes)]);
    }),
  );
});

it('is nothing when there is no lane', () => {
  expect(toRingPayload([])).toBeUndefined();
  expect(toRingPayload([Number.NaN, -1, 0.5])).toBeUndefined();
});

it.each([
  ['nothing', undefined],
  ['null', null],
  ['a text', '[1]'],
  ['a list', [1]],
  ['no lanes', { lanes: [] }],
  ['a lane that is a text', { lanes: ['1'] }],
  ['a negative lane', { lanes: [1, -1] }],
  ['a fraction', { lanes: [0.5] }],
  ['a lane no database has', { lanes: [65_536] }],
  ['more lanes than there are', { lanes: Array.from({ length: 65_537 }, () => 0) }],
  ['anything beside the lanes', { lanes: [1], caseId: 'x' }],
])('refuses %s', (_name, stored) => {
  expect(fromRingPayload(stored)).toBeUndefined();
});
