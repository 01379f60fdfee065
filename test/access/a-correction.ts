import { randomUUID } from 'node:crypto';
import type { MiniRoad } from '../journey/mini-road';

/** Stores a draft of the province with one line. @returns its id */
export async function aCorrection(road: MiniRoad): Promise<string> {
  const id = randomUUID();
  await road.own.query(
    "insert into correction_request (id, agency_id, kind, reason, created_by) values ($1, 'MINI', 'cases', 'thử', 'lan')",
    [id],
  );
  await road.own.query(
    `insert into correction_entry (request_id, ordinal, agency_id, problem, national_id, fields)
     values ($1, 1, 'ttt', 'differs', $2, '{content}')`,
    [id, randomUUID()],
  );
  return id;
}
