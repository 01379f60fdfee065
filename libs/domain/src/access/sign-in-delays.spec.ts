import { ADDRESS_DELAYS_S, LOGIN_DELAYS_S, delayAfter, type Delays } from './sign-in-delays';

const DAY_S = 86_400;

/** Tries that are heard when somebody knocks every second of a day. */
function heardInADay(delays: Delays): number {
  let heard = 0;
  for (let openAt = 0; openAt < DAY_S; openAt += 1) {
    heard += 1;
    openAt += delayAfter(delays, heard);
  }
  return heard;
}

it.each([
  ['a login name', LOGIN_DELAYS_S],
  ['an address', ADDRESS_DELAYS_S],
])('the wait after a failed try for %s never shrinks', (_what, delays) => {
  const waits = Array.from({ length: delays.length + 5 }, (_none, index) => delayAfter(delays, index + 1));
  expect(waits).toEqual(waits.toSorted((left, right) => left - right));
});

it('four mistakes cost nothing, the fifth costs half a minute', () => {
  expect(delayAfter(LOGIN_DELAYS_S, 4)).toBe(0);
  expect(delayAfter(LOGIN_DELAYS_S, 5)).toBe(30);
});

it('a day of guessing at one name is heard fewer than a hundred times', () => {
  expect(heardInADay(LOGIN_DELAYS_S)).toBeLessThan(100);
});

it('a day of guessing from one address is heard fewer than two hundred times', () => {
  expect(heardInADay(ADDRESS_DELAYS_S)).toBeLessThan(200);
});
