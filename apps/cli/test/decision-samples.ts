import { join } from 'node:path';
import { aDuplicate } from '../../../test/access/a-duplicate';
import type { ProvinceStaff } from './province-staff';

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** On record under other names than they are called by. */
export const PAIRS_ON_RECORD = [
  'duplicates auto-link', // as duplicates auto-link on
  'duplicates decide', // as duplicates reject
  'duplicates labels', // as list read
  'duplicates list', // as list read
  'duplicates show', // as list read
];

/** What commands about pairs, milestones, visits, queues and re-sync need beside people and reason. */
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
    'duplicates search': ['--from', '2026-01-01', '--to', '2026-06-30', '--no-wait'],
    'duplicates show': [duplicate],
    'duplicates undo': [duplicate],
    'no-channel entered': [reference, ...entered],
    'receptions entered': [
      '2026-Q1',
      '--agency',
      'ttt',
      '--entered-on',
      '2026-03-20',
      '--evidence',
      'màn hình 3',
    ],
    'receptions export': ['2026-Q1', '--out', join(road.configDir, 'so.xlsx')],
    'receptions export-named': ['2026-Q1', '--agency', 'ttt', '--out', join(road.configDir, 'so-ten.xlsx')],
    'receptions list': ['2026-Q1'],
    'alerts ack': ['1', '--hours', '4'],
    pause: ['--all'],
    resume: ['--all'],
    'resync go-on': [NOBODY],
    'resync list': [],
    'resync pause': [NOBODY],
    'resync records': [reference],
    'resync show': [NOBODY],
    'resync start': ['--code', 'REJECTED'],
    'resync stop': [NOBODY],
  };
}
