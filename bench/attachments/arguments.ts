import { parseArgs } from 'node:util';

export interface AttachmentArguments {
  /** Files, one a case. */
  readonly files: number;
  readonly sizeMb: number;
  /** Requests in flight at once, for both. */
  readonly atOnce: number;
  /** Longest wait, in seconds, before each phase for other programs to let the machine alone. */
  readonly waitSeconds: number;
  readonly json: boolean;
  /** Leaves the temporary folder where it is. */
  readonly keep: boolean;
}

/** As the profile ships for a real far side (`limits.attachments.maxSize`). */
const MOST_MB = 100;
const MOST_FILES = 10_000;

/** @throws TypeError naming the option that is wrong */
export function readArguments(words: readonly string[]): AttachmentArguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      files: { type: 'string', default: '16' },
      size: { type: 'string', default: '50' },
      'at-once': { type: 'string', default: '8' },
      wait: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  return {
    files: wholeNumber('--files', values.files, [1, MOST_FILES]),
    sizeMb: wholeNumber('--size', values.size, [1, MOST_MB]),
    atOnce: wholeNumber('--at-once', values['at-once'], [1, 64]),
    waitSeconds: wholeNumber('--wait', values.wait, [0, 3_600]),
    json: values.json,
    keep: values.keep,
  };
}

function wholeNumber(
  name: string,
  text: string,
  [least, most]: readonly [least: number, most: number],
): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TypeError(`${name}: a whole number from ${least} to ${most}, not "${text}"`);
}
