import { join } from 'node:path';
import { aDuplicate } from '../../../test/access/a-duplicate';
import type { ProvinceStaff } from './province-staff';

/** On record under other names than they are called by. */
export const PAIRS_ON_RECORD = [
  'duplicates auto-link', // as duplicates auto-link on
  'duplicates decide', // as duplicates reject
  'duplicates labels', // as list read
  'duplicates list', // as list read
  'duplicates show', // as list read
];

/** What commands about pairs and milestones need beside people and reason. */
export async function decisionSamples({
  road,
  reference,
}: ProvinceStaff): Promise<Readonly<Record<string, readonly string[]>>> {
  const duplicate = await aDuplicate(road, { later: 'TC-1', earlier: 'OK-1' });
  const entered = ['--milestone', 'dialogue', '--entered-on', '2026-03-01', '--evidence', 'mã 17'];
  return {
    'duplicates auto-link': ['--on'],
    'duplicates decide': [duplicate, '--as', 'reject'],
    'duplicates labels': ['--out', join(road.configDir, 'nhan.ndjson')],
    'duplicates show': [duplicate],
    'duplicates undo': [duplicate],
    'no-channel entered': [reference, ...entered],
  };
}
