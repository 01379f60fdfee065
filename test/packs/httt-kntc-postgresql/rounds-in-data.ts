/**
 * The decisions of each case as the pack's data.sql holds them. It shares nothing with the product on purpose. The pack's
 * README: rounds are column groups, a decision exists when its number does, times carry no zone and are those of
 * Vietnam, and a result of 0 is the vendor's empty choice.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertedRows } from './make-expected-delivery';
import type { Row } from '../csv';

export interface RoundInData {
  readonly round: number;
  readonly decisionNo: string;
  /** The day on the clock of the office that wrote it, whatever zone a reader lives in. */
  readonly issuedDate: string;
  readonly agency: string;
  readonly result: string;
  /** Hour of that day, 0–23: early and late ones move to another day when a zone is applied. */
  readonly hour: number;
}

/** Columns of number, time, agency and result: two groups of a complaint, one of a denunciation. */
const GROUPS = [
  [1, 'so_qd_1', 'ngay_tra_kq_1', 'tham_quyen_1', 'ket_qua_1'],
  [2, 'so_qd_2', 'ngay_tra_kq_2', 'tham_quyen_2', 'ket_qua_2'],
  [1, 'so_VB_KL_NDTC', 'ngay_QDGQTC', 'nguoi_GQTC', 'ket_qua'],
] as const;

export function roundsInData(packDir: string): ReadonlyMap<string, readonly RoundInData[]> {
  const rows = insertedRows(readFileSync(join(packDir, 'data.sql'), 'utf8'));
  return new Map([...rows].map(([id, row]) => [id, roundsOf(row)]));
}

function roundsOf(row: Row): readonly RoundInData[] {
  return GROUPS.flatMap(([round, number, time, agency, result]) => {
    const decisionNo = row[number] ?? '';
    const [, issuedDate = '', hour = ''] = /^(\d{4}-\d{2}-\d{2}) (\d{2}):/.exec(row[time] ?? '') ?? [];
    const outcome = row[result] ?? '';
    if (decisionNo === '' || outcome === '' || outcome === '0') return [];
    return [
      { round, decisionNo, issuedDate, agency: row[agency] ?? '', result: outcome, hour: Number(hour) },
    ];
  });
}
