import type { IntakeBatch, KeyedDigest } from '@kntc/domain';
import { daysColumn } from '../lanes/send-by';
import { packBytes, viewOf } from '../rows/packed-bytes';
import { toSealedRow } from '../rows/seal-case';
import { toJsonb } from '../rows/to-jsonb';
import type { CodeHashes } from '../search/code-hashes';
import { partyHashes } from '../search/party-hashes';
import type { Placed, PlacedCase } from './placed';
import { rawContext } from './stored-records';

/** Parameters of `UPSERT_RECORDS`: one list for each column, the sealed ones packed. */
export function recordColumns(
  batch: IntakeBatch,
  placed: readonly Placed[],
  codeHashes: CodeHashes,
): readonly unknown[] {
  const judgedWith = placed[0]?.record.judgedWith ?? '';
  const raw = packBytes(placed.map((one) => sealRaw(batch.sourceId, one)));
  const keys = packBytes(placed.map(({ key }) => viewOf(key.key.bytes)));
  return [
    batch.sourceId,
    judgedWith,
    placed.map(({ record }) => record.accepted?.agencyId ?? record.ownerId ?? batch.provinceId),
    placed.map(({ record }) => record.raw.localKey),
    raw.bytes,
    raw.starts,
    raw.lengths,
    placed.map(({ record }) => record.contentDigest),
    placed.map(({ record }) => record.class),
    placed.map(({ record }) => toJsonb(record.reasons)),
    placed.map(({ record }) => toJsonb(record.warnings)),
    placed.map(({ record }) => toJsonb(record.repairs)),
    placed.map(({ caseId }) => caseId ?? null),
    batch.cursor !== undefined,
    keys.bytes,
    keys.starts,
    keys.lengths,
    placed.map(({ key }) => key.key.kek),
    placed.map(({ record }) => (record.accepted === undefined ? null : codeHashes.of(record.accepted.case))),
    placed.map(({ record }) => record.deadlines?.legal?.dueOn ?? null),
    placed.map(({ record }) => record.receivedOn ?? null),
    placed.map(({ record }) => record.petitionKind ?? null),
    placed.map(({ record }) => record.deadlines?.legal?.stage ?? null),
    placed.map(({ record }) => daysColumn(record.deadlines?.late)),
    placed.map(({ record }) => record.people ?? null),
    placed.map(({ record }) => record.isVisit ?? null),
  ];
}

/** Parameters of `INSERT_VERSIONS`. */
export function versionColumns(batch: IntakeBatch, placed: readonly PlacedCase[]): readonly unknown[] {
  const sealed = placed.map((one) => toSealedRow(one.accepted.case, one.caseId, one.version, one.box));
  const plain = packBytes(sealed.map((row) => row.plain));
  const secret = packBytes(sealed.map((row) => row.secret));
  return [
    batch.mappingVersion,
    placed[0]?.judgedWith ?? '',
    placed.map((one) => one.caseId),
    placed.map((one) => one.version),
    placed.map((one) => one.accepted.agencyId),
    placed.map((one) => one.accepted.digest),
    plain.bytes,
    plain.starts,
    plain.lengths,
    secret.bytes,
    secret.starts,
    secret.lengths,
  ];
}

/** Keyed hashes by which the people of a case are found, packed: bytes, starts, lengths. */
export function hashColumns(placed: readonly PlacedCase[], search: KeyedDigest): readonly unknown[] {
  const { bytes, starts, lengths } = packBytes(placed.map((one) => partyHashes(one.accepted.case, search)));
  return [bytes, starts, lengths];
}

function sealRaw(sourceId: string, { record: { raw, encoded }, key }: Placed): Buffer {
  return viewOf(key.box.seal(encoded, rawContext(sourceId, raw.localKey)));
}

/** Claimed ids and steps, one column each. */
export function claimColumns(placed: readonly PlacedCase[]): readonly (readonly (string | null)[])[] {
  const claims = placed.map((one) => one.accepted.claim);
  return [
    claims.map((claim) => claim?.caseId ?? null),
    claims.map((claim) => claim?.steps.join(',') ?? null),
  ];
}

/** Whether each may be older than what stands, or of somebody else. */
export function doubtColumn(placed: readonly PlacedCase[]): readonly boolean[] {
  return placed.map((one) => one.isDoubtful);
}

/** Days that make each urgent, by the step that is to be sent before. */
export function urgentColumn(placed: readonly PlacedCase[]): readonly (string | null)[] {
  return placed.map((one) => daysColumn(one.accepted.urgent));
}

/** Whether each is back-fill as long as it does not stand at the far side. */
export function backfillColumn(placed: readonly PlacedCase[]): readonly boolean[] {
  return placed.map((one) => one.accepted.isBackfill === true);
}
