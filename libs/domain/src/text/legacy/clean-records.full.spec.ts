import { falseAlarms } from '../../../../../test/builders/clean-records';

jest.setTimeout(600_000);

it('of 100,000 clean records none is converted, suspected or taken for damaged', () => {
  expect(falseAlarms(100_000)).toEqual([]);
});
