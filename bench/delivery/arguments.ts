import { parseArgs } from 'node:util';
import { RIVALS, type RivalName } from './contenders/run-contender';

export interface DeliveryArguments {
  readonly cases: number;
  readonly plainCases: number;
  /** Cases each of the queues gets, and the bare requests. */
  readonly rivalCases: number;
  /** Whom the gateway is compared with, in this order. */
  readonly rivals: readonly RivalName[];
  /** Whether every create is looked up afterwards, as the profile is configured. */
  readonly verify: boolean;
  /** Takes a CPU profile of the delivering process; the numbers then are not those of a normal run. */
  readonly profile: boolean;
  /** Longest wait, in seconds, before each phase for other programs to let the machine alone. */
  readonly waitSeconds: number;
  readonly json: boolean;
  /** Leaves the temporary folder (logs, profile) where it is. */
  readonly keep: boolean;
}

const LEAST_CASES = 10;
const MOST = 5_000_000;

/** @throws TypeError naming the option that is wrong */
export function readArguments(words: readonly string[]): DeliveryArguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      cases: { type: 'string', default: '20000' },
      'plain-cases': { type: 'string', default: '1500' },
      'rival-cases': { type: 'string', default: '5000' },
      only: { type: 'string', default: RIVALS.join(',') },
      'no-verify': { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      wait: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  const cases = wholeNumber('--cases', values.cases, LEAST_CASES);
  return {
    cases,
    plainCases: Math.min(cases, wholeNumber('--plain-cases', values['plain-cases'], LEAST_CASES)),
    rivalCases: Math.min(cases, wholeNumber('--rival-cases', values['rival-cases'], LEAST_CASES)),
    rivals: rivalsOf(values.only),
    verify: !values['no-verify'],
    profile: values.profile,
    waitSeconds: wholeNumber('--wait', values.wait, 0),
    json: values.json,
    keep: values.keep,
  };
}

function rivalsOf(text: string): readonly RivalName[] {
  const names = text.split(',').filter((name) => name !== 'gateway');
  const unknown = names.filter((name) => !RIVALS.some((rival) => rival === name));
  if (unknown.length > 0)
    throw new TypeError(`--only: gateway (always runs) or some of ${RIVALS.join(',')}, not "${text}"`);
  return RIVALS.filter((rival) => names.includes(rival));
}

/** @throws TypeError naming the option */
export function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  // Registration numbers of the bench have seven digits.
  if (text !== '' && Number.isInteger(value) && value >= least && value <= MOST) return value;
  throw new TypeError(`${name}: a whole number from ${least} to ${MOST}, not "${text}"`);
}
