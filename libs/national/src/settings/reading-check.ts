import type { z } from 'zod';

interface Reading {
  readonly interface: string;
  readonly reading?: object | undefined;
  readonly capabilities: {
    readonly readBack: string;
    readonly changeFeed: boolean;
    readonly digest: boolean;
    readonly batch: false | object;
    readonly idempotencyKey: false | object;
  };
}

type Problem = readonly [path: readonly string[], message: string];

/** What an interface does not have cannot be declared, and what it has needs the names of its methods. */
export function checkReading({ value, issues }: z.core.ParsePayload<Reading>): void {
  for (const [path, message] of problemsOf(value))
    issues.push({ code: 'custom', path: [...path], message, input: value });
}

function* problemsOf({ interface: speaks, reading, capabilities }: Reading): Generator<Problem> {
  const { readBack, changeFeed, digest, batch, idempotencyKey } = capabilities;
  if (speaks === 'next') {
    if (reading === undefined)
      yield [['interface'], '`next` needs `reading`: the names of its methods that read back'];
    if (batch !== false && idempotencyKey === false)
      yield [
        ['capabilities', 'batch'],
        'needs idempotencyKey: a batch nobody answers must be repeated step by step',
      ];
    return;
  }
  if (batch !== false) yield [['capabilities', 'batch'], `${speaks} has none`];
  if (reading !== undefined) yield [['reading'], `${speaks} has no such methods; set interface: next`];
  if (readBack !== 'summary') yield [['capabilities', 'readBack'], `${speaks} shows summaries only`];
  if (changeFeed) yield [['capabilities', 'changeFeed'], `${speaks} has none`];
  if (digest) yield [['capabilities', 'digest'], `${speaks} has none`];
}
