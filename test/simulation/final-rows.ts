import type { DataSource } from 'typeorm';
import type { InMemoryTables, NationalRecordRow } from '../fakes/in-memory-tables';

/** A petition as the gateway's database holds it in the end, in words two databases can be compared by. */
export interface FinalRow {
  readonly record: string;
  readonly class: string;
  readonly version: number | null;
  readonly outbox: string;
  readonly steps: string;
  readonly attempts: string;
}

interface Read extends Omit<FinalRow, 'steps' | 'attempts'> {
  readonly steps: readonly string[] | null;
  readonly attempts: readonly string[] | null;
}

export async function finalRows(dataSource: DataSource): Promise<readonly FinalRow[]> {
  const rows: Read[] = await dataSource.query(
    `select r.source_id || '/' || r.local_key as record, r.class, o.case_version as version,
       concat_ws(' ', n.reference, n.national_id, o.state, o.attempt_no, o.retry_count, o.negative_lookups, o.hold_code,
         o.hold_detail, o.hold_step) as outbox,
       (select array_agg(concat_ws(' ', s.kind, s.ordinal, s.result_id, s.content_digest)) from step s
        where s.national_record_id = n.id) as steps,
       (select array_agg(concat_ws(' ', a.attempt_no, a.step, a.ordinal, a.outcome, a.reason, a.body_sha256, a.repeat_key))
        from attempt a where a.national_record_id = n.id) as attempts
     from source_record r left join national_record n on n.case_id = r.case_id
       left join outbox o on o.national_record_id = n.id`,
  );
  return sorted(rows.map((row) => ({ ...row, steps: joined(row.steps), attempts: joined(row.attempts) })));
}

export function finalRowsInMemory({ rows }: InMemoryTables): readonly FinalRow[] {
  const national = new Map([...rows.nationalRecords.values()].map((row) => [row.caseId, row]));
  return sorted(
    [...rows.records.values()].map(({ sourceId, localKey, class: standing, caseId }) => ({
      record: `${sourceId}/${localKey}`,
      class: standing,
      ...nationalWords(national.get(caseId ?? '')),
    })),
  );
}

function nationalWords(row: NationalRecordRow | undefined): Omit<FinalRow, 'record' | 'class'> {
  if (row === undefined) return { version: null, outbox: '', steps: '', attempts: '' };
  const { reference, nationalId, outbox } = row;
  const { state, attemptNo, retryCount, negativeLookUps, holdCode, holdDetail, holdKey } = outbox;
  const counts = [attemptNo, retryCount, negativeLookUps] as const;
  const steps = [...row.steps.values()].map(({ key, resultId, contentDigest }) =>
    concatenated(key.kind, key.ordinal, resultId, contentDigest),
  );
  const attempts = row.attempts.map((one) =>
    concatenated(
      one.attemptNo,
      one.key.kind,
      one.key.ordinal,
      one.outcome,
      one.reason,
      one.bodySha256,
      one.repeatKey,
    ),
  );
  return {
    version: outbox.caseVersion,
    outbox: concatenated(reference, nationalId, state, ...counts, holdCode, holdDetail, holdKey?.kind),
    steps: joined(steps),
    attempts: joined(attempts),
  };
}

/** As `concat_ws(' ', …)` does: what is absent leaves no gap. */
function concatenated(...words: readonly (string | number | undefined)[]): string {
  return words.filter((word) => word !== undefined).join(' ');
}

function joined(lines: readonly string[] | null): string {
  return (lines ?? []).toSorted().join('\n');
}

function sorted(rows: readonly FinalRow[]): readonly FinalRow[] {
  return rows.toSorted((one, other) => (one.record < other.record ? -1 : 1));
}
