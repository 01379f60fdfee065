import fc from 'fast-check';
import { readLegacyTexts } from '@kntc/domain';
import { aCleanRecord } from './vietnamese-texts';

const AT_ONCE = 5_000;

/** Generated clean records in which something was found although nothing is wrong; a correct detector gives none. */
export function falseAlarms(records: number): readonly string[] {
  const alarms: string[] = [];
  for (let seed = 1; (seed - 1) * AT_ONCE < records; seed += 1) {
    const numRuns = Math.min(AT_ONCE, records - (seed - 1) * AT_ONCE);
    for (const texts of fc.sample(aCleanRecord, { numRuns, seed })) {
      const findings = readLegacyTexts(texts);
      if (findings !== undefined) alarms.push(JSON.stringify([[...findings], texts]));
    }
  }
  return alarms;
}
