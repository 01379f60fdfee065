import { ADOPTED_BODY, disclosureOf } from '@kntc/domain';
import type { DueRecord, EntryPlan, PlannedEntry, RecordBox, RecordSeals, SealBox } from '@kntc/domain';
import type { EntityManager } from 'typeorm';
import { storedKeyOf, usable } from '../keys/stored-key';
import { ADOPT } from '../lanes/adopt-statement';
import { toDueRecord, type DueRow } from '../lanes/lane-rows';
import { toJsonb } from '../rows/to-jsonb';
import { HAND_OUT } from './entry-statements';

export interface EntrySeals {
  readonly seals: RecordSeals;
  readonly house: SealBox;
}

/** Records with their cases; one that cannot be read is left out, delivery says so of it once it is sent again. */
export async function readRecords(
  manager: Pick<EntityManager, 'query'>,
  { seals, house }: EntrySeals,
  [statement, values]: readonly [statement: string, values: readonly unknown[]],
): Promise<readonly DueRecord[]> {
  const rows: DueRow[] = await manager.query(statement, [...values]);
  const boxes = await seals.of(
    rows.map((row) =>
      storedKeyOf({ ...row, source_id: row.source_id ?? '', local_key: row.local_key ?? '' }),
    ),
  );
  return rows.flatMap((row, index) => readable(row, boxes[index], house) ?? []);
}

function readable(row: DueRow, box: RecordBox | undefined, house: SealBox): DueRecord | undefined {
  try {
    return toDueRecord(row, usable(box), house);
  } catch {
    return undefined;
  }
}

type Settled = Exclude<EntryPlan, { readonly kind: 'rows' | 'left-out' }>;

/** What delivery would write down of a record of which nothing is to be sent: no person need type anything. */
export async function putDown(manager: EntityManager, record: DueRecord, plan: Settled): Promise<void> {
  const { recordId, attemptNo, caseVersion, mappingVersion, reference } = record;
  switch (plan.kind) {
    case 'adopt':
      await manager.query(ADOPT, [
        recordId,
        attemptNo,
        caseVersion,
        mappingVersion,
        toJsonb(plan.steps.map(toAdopted)),
        plan.caseId,
        reference,
        ADOPTED_BODY,
        plan.reason,
      ]);
      return;
    case 'hold':
      await manager.query(
        `update outbox set state = 'held', parked = false, hold_code = $2, hold_detail = $3, hold_step = $4, hold_ordinal = $5,
           held_at = clock_timestamp(), changed_at = clock_timestamp() where national_record_id = $1`,
        [recordId, plan.code, plan.detail, plan.key.kind, plan.key.ordinal],
      );
      return;
    case 'done':
      await manager.query(
        `with settled as (
           update national_record set base_unknown = false, seen_by_people = null where id = $1 and base_unknown)
         update outbox set state = 'done', parked = false, is_doubtful = false, changed_at = clock_timestamp()
         where national_record_id = $1`,
        [recordId],
      );
  }
}

type AdoptedStep = Extract<Settled, { readonly kind: 'adopt' }>['steps'][number];

function toAdopted({ key, resultId, ...digests }: AdoptedStep): Readonly<Record<string, unknown>> {
  return {
    kind: key.kind,
    ordinal: key.ordinal,
    result: resultId,
    content: digests.contentDigest,
    protected: digests.protectedDigest,
    identity: digests.identityDigest,
    comparable: digests.comparableDigest,
  };
}

/** A record whose steps are handed out. */
export interface HandedRecord {
  readonly record: DueRecord;
  readonly rows: readonly (PlannedEntry & { readonly position: number; readonly cellsDigest: string })[];
  readonly isWhole: boolean;
}

export async function handOut(
  manager: EntityManager,
  { id, agency }: { readonly id: string; readonly agency: string },
  records: readonly HandedRecord[],
): Promise<void> {
  await manager.query(HAND_OUT, [id, toJsonb(records.flatMap(toRows)), agency]);
}

function toRows({ record, rows, isWhole }: HandedRecord): readonly Readonly<Record<string, unknown>>[] {
  return rows.map(({ position, key, digests, act, standingId, cellsDigest: cells }, index) => ({
    position,
    record: record.recordId,
    reference: record.reference,
    attempt_no: record.attemptNo + index + 1,
    kind: key.kind,
    ordinal: key.ordinal,
    version: record.caseVersion,
    mapping: record.mappingVersion,
    is_whole: isWhole,
    act,
    national_id: record.nationalId,
    standing_id: standingId,
    content: digests.contentDigest,
    protected: digests.protectedDigest,
    identity: digests.identityDigest,
    comparable: digests.comparableDigest,
    cells,
    disclosure: disclosureOf(record.case.kind, record.identityPolicy),
  }));
}
