import type { RequestParts } from './any-request';

type Ready = RequestParts & { readonly body?: object };

interface Tools {
  readonly sql: (statement: string, values?: readonly unknown[]) => Promise<unknown>;
  /** What the API answers; fails with what it refuses. */
  readonly asked: <T>(method: string, path: string, body?: object) => Promise<T>;
  readonly approver: () => string;
}

const OWN = `(select n.id from national_record n join source_record r on r.case_id = n.case_id where r.local_key = 'OWN')`;
const PATH = '/api/v1/entry-batches';

/** What operations about batches of manual entry need, set up anew each time. */
export function batchesReady({
  sql,
  asked,
  approver,
}: Tools): Readonly<Record<string, () => Promise<Ready>>> {
  const byTwo = (): object => ({ reason: 'đã kiểm tra kỹ', approver: approver() });
  /** A record that is due, of an agency that enters by hand. */
  const due = async (): Promise<object> => {
    await sql('delete from entry_row');
    await sql(
      "insert into hand_agency (agency_id, begun_by, reason) values ('ttt', 'Lan', 'thử') on conflict do nothing",
    );
    await sql('update finding set settled_at = clock_timestamp() where settled_at is null');
    await sql(`delete from step where national_record_id = ${OWN}`);
    await sql(
      `update national_record set national_id = null, claimed_id = null, base_unknown = false where id = ${OWN}`,
    );
    await sql(
      `update outbox set batch_id = null, state = 'due', hold_code = null, hold_detail = null, hold_step = null, hold_ordinal = null,
         held_at = null where national_record_id = ${OWN}`,
    );
    return { agency: 'ttt', withDenunciations: true, ...byTwo() };
  };
  const exported = async (): Promise<string> => {
    const { target } = await asked<{ readonly target: string }>('POST', PATH, await due());
    return target;
  };
  return {
    listEntryBatches: async () => {
      await exported();
      return {};
    },
    exportEntryBatch: async () => ({ body: await due() }),
    readEntryWorkbook: async () => ({ path: { id: await exported() }, body: byTwo() }),
    cancelEntryBatch: async () => ({ path: { id: await exported() }, body: byTwo() }),
    readEntryResult: async () => {
      const id = await exported();
      const { content } = await asked<{ readonly content: string }>(
        'POST',
        `${PATH}/${id}/workbook`,
        byTwo(),
      );
      return { path: { id }, body: { fileName: 'ket-qua.xlsx', content, ...byTwo() } };
    },
  };
}
