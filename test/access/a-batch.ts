import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENTRY_COLUMNS } from '@kntc/domain';
import { writeNewWorkbook } from '@kntc/sources';
import type { MiniRoad } from '../journey/mini-road';

const WORKBOOK = 'ket-qua-nhap-tay.xlsx';
const LIST = 'danh-sach.csv';

/** An entry batch of an agency with one row, a workbook that could be that of a batch, and a list from the national web. */
export async function aBatch(road: MiniRoad): Promise<string> {
  const { rows } = await road.own.query<{ id: string }>(
    `with b as (
       insert into entry_batch (agency_id, with_denunciations, made_by, reason) values ('ttt', false, 'Lan', 'thử') returning id)
     insert into entry_row (batch_id, position, agency_id, national_record_id, attempt_no, kind, ordinal, case_version, is_whole, act,
       content_digest, cells_digest)
     select b.id, 1, 'ttt', n.id, 1, 'case', 1, 1, true, 'new', '', '' from b, (select id from national_record limit 1) n
     returning batch_id::text as id`,
  );
  const columns = [{ title: ENTRY_COLUMNS.code, width: 20 }];
  await writeNewWorkbook(join(road.configDir, WORKBOOK), [{ name: '1', columns, rows: nothing }]);
  writeFileSync(join(road.configDir, LIST), 'Mã vụ việc;Chủ đơn\n');
  return rows[0]?.id ?? '';
}

async function* nothing(): AsyncIterable<readonly string[]> {
  yield* [];
}

/** What each command about batches needs beside people and reason. */
export function batchSamples(batch: string, folder: string): Readonly<Record<string, readonly string[]>> {
  const agency = ['--agency', 'ttt'];
  const out = ['--out', join(folder, 'dot.xlsx')];
  return {
    'batch begin': agency,
    'batch cancel': [batch],
    'batch compare': [...agency, '--file', join(folder, LIST), '--made-at', '2026-11-27'],
    'batch end': agency,
    'batch export': [...agency, ...out],
    'batch read': [batch, '--file', join(folder, WORKBOOK)],
    'batch workbook': [batch, ...out],
  };
}
