import type { LedgerEntry } from './far-side';
import type { MiniRoad } from './mini-road';

const METHODS: Readonly<Record<string, string>> = {
  case: 'CapNhatVuViec',
  handling: 'CapNhatKQXuLy',
  acceptance: 'CapNhatGiaiQuyet',
  resolution: 'CapNhatKQGiaiQuyet',
  enforcement: 'CapNhatThiHanh',
};

/**
 * Both sides hold the same: every step the gateway counts as confirmed is the last thing the far side recorded for
 * it, byte for byte, the far side holds nothing else, and no reference was created twice.
 */
export async function expectAgreement(road: MiniRoad): Promise<void> {
  const ledger = (await road.far.ledger()).filter((entry) => entry.decision !== 'refused');
  const { rows } = await road.own.query<{ reference: string; kind: string; id: string; sha: string }>(
    `select n.reference, s.kind, s.result_id as id, s.body_sha256 as sha
     from step s join national_record n on n.id = s.national_record_id`,
  );
  const ours = rows.map((row) => `${row.reference} ${METHODS[row.kind]} ${row.id} ${row.sha}`);
  expect(ours.toSorted()).toEqual(lastOf(ledger).toSorted());
  expect(createdTwice(ledger)).toEqual([]);
  expect(await withoutReceipt(road)).toEqual([]);
}

/** Confirmed steps that no receipt tells of, chained or still waiting. */
async function withoutReceipt(road: MiniRoad): Promise<readonly unknown[]> {
  const { rows } = await road.own.query(
    `select n.reference, s.kind, s.ordinal from step s join national_record n on n.id = s.national_record_id
     where not exists (select from receipt r where (r.reference, r.kind, r.ordinal, r.result_id, r.body_sha256)
         = (n.reference, s.kind, s.ordinal, s.result_id, s.body_sha256))
       and not exists (select from receipt_due d where (d.national_record_id, d.kind, d.ordinal, d.result_id)
         = (s.national_record_id, s.kind, s.ordinal, s.result_id))`,
  );
  return rows;
}

/** References for which more than one case stands at the far side: must always be empty. */
export function createdTwice(ledger: readonly LedgerEntry[]): readonly (string | null)[] {
  const created = ledger.filter((entry) => entry.decision === 'created').map(({ reference }) => reference);
  return created.filter((reference, index) => created.indexOf(reference) !== index);
}

function lastOf(ledger: readonly LedgerEntry[]): readonly string[] {
  const last = new Map<string, string>();
  for (const { reference, method, id, bodySha256 } of ledger) {
    last.set(`${reference} ${method} ${id}`, bodySha256);
  }
  return [...last].map(([step, sha]) => `${step} ${sha}`);
}
