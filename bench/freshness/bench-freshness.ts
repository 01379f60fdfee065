import { parseArgs } from 'node:util';
import { wholeNumber } from '../delivery/arguments';
import { untilQuiet } from '../measure/quiet';
import { duringBackfill } from './during-backfill';
import type { FreshnessOptions } from './freshness';
import { steadyChanges } from './steady-changes';

/**
 * How long after its commit at the source something is answered by the far side: 50 new petitions a second, or
 * (`--backfill`) an acceptance while a back-fill has the far side's whole rate.
 */
export async function benchFreshness(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      backfill: { type: 'boolean', default: false },
      cases: { type: 'string', default: '50000' },
      seconds: { type: 'string', default: '30' },
      rate: { type: 'string', default: '50' },
      wait: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  const waitSeconds = wholeNumber('--wait', values.wait, 0);
  const options: FreshnessOptions = {
    backfill: values.backfill ? wholeNumber('--cases', values.cases, 100) : 0,
    seconds: wholeNumber('--seconds', values.seconds, 1),
    perSecond: wholeNumber('--rate', values.rate, 1),
    waitQuiet: () => untilQuiet(waitSeconds),
    say: (text) => void (values.json || process.stderr.write(`${text}\n`)),
  };
  const result = await (values.backfill ? duringBackfill(options) : steadyChanges(options));
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else
    process.stdout.write(
      `\n${[...result.lines, `${result.isMet ? '✓' : '✗'} ${result.verdict}`].join('\n')}\n`,
    );
  return result.isMet;
}
