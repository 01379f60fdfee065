import { parseArgs } from 'node:util';

export interface DeliveryArguments {
  readonly cases: number;
  readonly plainCases: number;
  /** Whether every create is looked up afterwards, as the profile is configured. */
  readonly verify: boolean;
  /** Takes a CPU profile of the delivering process; the numbers then are not those of a normal run. */
  readonly profile: boolean;
  readonly json: boolean;
  /** Leaves the temporary folder (logs, profile) where it is. */
  readonly keep: boolean;
}

/** @throws TypeError naming the option that is wrong */
export function readArguments(words: readonly string[]): DeliveryArguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      cases: { type: 'string', default: '20000' },
      'plain-cases': { type: 'string', default: '1500' },
      'no-verify': { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  const cases = positive('--cases', values.cases);
  return {
    cases,
    plainCases: Math.min(cases, positive('--plain-cases', values['plain-cases'])),
    verify: !values['no-verify'],
    profile: values.profile,
    json: values.json,
    keep: values.keep,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  // Registration numbers of the bench have seven digits.
  if (Number.isInteger(value) && value >= 10 && value <= 5_000_000) return value;
  throw new TypeError(`${name}: a whole number from 10 to 5000000, not "${text}"`);
}
