import { provesNothing } from '../ports/look-up';
import type { Pause } from '../ports/pause';
import type { NotCompared, ReadBackOutcome, ShownRecord } from '../ports/read-back';
import { compareFields, type Agreed, type ComparedFields, type FieldBasis } from './compare-fields';
import { classOf, type ComparisonClass, type FindingCode, type RecordFinding } from './findings';

/** One national record of ours, as it is compared. */
export interface ComparableRecord extends FieldBasis {
  readonly reference: string;
  /** `undefined`: it was never created. */
  readonly nationalId: string | undefined;
  /** It can be looked up by its reference. */
  readonly hasReference: boolean;
  /** What a look-up by reference does not find is not there. */
  readonly isAbsenceProof: boolean;
}

export type ComparisonVerdict =
  /** By its reference alone it cannot be said: ask for the id and compare again. */
  | { readonly kind: 'ask-id' }
  /** The far side did not answer: ask again, nothing is known. */
  | { readonly kind: 'unanswered'; readonly reason: string; readonly pause?: Pause | undefined }
  | {
      readonly kind: 'compared';
      readonly class: ComparisonClass;
      readonly findings: readonly RecordFinding[];
      readonly notCompared: readonly NotCompared[];
      readonly agreed: Agreed;
      /** Rows of others that were shown without being asked for. */
      readonly foreign: number;
    };

type Shown = Extract<ReadBackOutcome, { readonly kind: 'shown' }>;
type Compared = Extract<ComparisonVerdict, { readonly kind: 'compared' }>;

/**
 * Compares a record of ours with what the far side shows of it. One look-up is enough where both sides agree; `byId` is asked
 * for where it is not. Pure: overwrites nothing, and decides by the rows that carry exactly our id or reference only.
 *
 * @param byReference `undefined` for a record that carries no reference
 */
export function compareRecord(
  record: ComparableRecord,
  byReference: ReadBackOutcome | undefined,
  byId?: ReadBackOutcome,
): ComparisonVerdict {
  const named = unclear(byReference) ? undefined : byReference;
  if (named?.kind === 'failed') return { ...named, kind: 'unanswered' };
  if (record.nationalId === undefined) return unsent(record, named);
  const own = named?.records.filter((row) => isSame(row.caseId, record.nationalId)) ?? [];
  if (named !== undefined && own.length > 0) return matched(record, own, named);
  if (byId === undefined) return { kind: 'ask-id' };
  if (byId.kind === 'failed') return { ...byId, kind: 'unanswered' };
  return byBoth(record, named, byId);
}

/** A look-up that will never say anything: the id has to do. */
function unclear(look: ReadBackOutcome | undefined): boolean {
  return look?.kind === 'failed' && provesNothing(look);
}

/** A record that was never created: nothing of it should stand there. */
function unsent(record: ComparableRecord, named: Shown | undefined): ComparisonVerdict {
  const ids = idsOf(named?.records ?? []);
  const findings = ids.length > 0 ? [finding('FOUND_UNSENT', ids)] : [];
  return concluded({ findings, foreign: named?.foreign ?? 0, agreed: record.agreed });
}

/** It stands there under our id with our reference. */
function matched(record: ComparableRecord, own: readonly ShownRecord[], named: Shown): ComparisonVerdict {
  const others = idsOf(named.records).filter((id) => !isSame(id, record.nationalId));
  const doubles = others.length > 0 ? [finding('DUPLICATE_THERE', others)] : [];
  return withFields(bestOf(own, record), { doubles, foreign: named.foreign });
}

/** Under our reference nothing with our id is shown: what stands under the id decides. */
function byBoth(record: ComparableRecord, named: Shown | undefined, byId: Shown): ComparisonVerdict {
  const looks: Looks = {
    named,
    byId,
    elsewhere: idsOf(named?.records ?? []),
    foreign: (named?.foreign ?? 0) + byId.foreign,
  };
  const own = byId.records.filter(
    ({ reference }) => reference === undefined || reference === record.reference,
  );
  return own.length === 0 ? notUnderId(record, looks) : underId(record, bestOf(own, record), looks);
}

interface Looks {
  readonly named: Shown | undefined;
  readonly byId: Shown;
  /** Ids under which our reference stands, none of them ours. */
  readonly elsewhere: readonly string[];
  readonly foreign: number;
}

/** Nothing of ours stands under our id. */
function notUnderId(
  { isAbsenceProof, agreed }: ComparableRecord,
  { named, byId, elsewhere, foreign }: Looks,
): ComparisonVerdict {
  const code = byId.records.length > 0 ? 'ID_REASSIGNED' : elsewhere.length > 0 ? 'ID_MOVED' : 'ID_VANISHED';
  const isProven = isAbsenceProof && byId.isWhole && named?.isWhole !== false;
  if (code === 'ID_VANISHED' && !isProven) return { kind: 'unanswered', reason: 'absence-not-proven' };
  return concluded({ findings: [finding(code, elsewhere)], foreign, agreed });
}

/** A row stands under our id that does not name another reference. */
function underId(
  record: ComparableRecord,
  best: Candidate,
  { named, elsewhere, foreign }: Looks,
): ComparisonVerdict {
  const { agreed } = record;
  if (best.row.reference === undefined) {
    if (record.hasReference && elsewhere.length > 0)
      return concluded({ findings: [finding('ID_MOVED', elsewhere)], foreign, agreed });
    if (isSomebodyElses(record, named, best.fields))
      return concluded({ findings: [finding('ID_REASSIGNED', [])], foreign, agreed });
  }
  const doubles = elsewhere.length > 0 ? [finding('DUPLICATE_THERE', elsewhere)] : [];
  return withFields(best, { doubles, foreign });
}

/**
 * A row under our id that carries no reference. Where ours was looked for and is nowhere, only a text that agrees shows that it is
 * still our case and not another of the same people; where a record never carried one, at least two things must be there to
 * disagree.
 */
function isSomebodyElses(
  { hasReference }: ComparableRecord,
  named: Shown | undefined,
  { identity: { compared, same, isOtherMatter } }: ComparedFields,
): boolean {
  if (!hasReference) return same === 0 && compared >= 2;
  return named?.isWhole === true && (isOtherMatter || same === 0);
}

interface Candidate {
  readonly row: ShownRecord;
  readonly fields: ComparedFields;
}

/** Of several rows under one id the one that differs least. */
function bestOf(rows: readonly ShownRecord[], record: ComparableRecord): Candidate {
  const candidates = rows.map((row) => ({ row, fields: compareFields(row, record) }));
  const count = ({ fields }: Candidate): number => fields.differing.length + fields.outdated.length;
  return candidates.reduce((best, one) => (count(one) < count(best) ? one : best));
}

function withFields(
  { row, fields }: Candidate,
  { doubles, foreign }: { readonly doubles: readonly RecordFinding[]; readonly foreign: number },
): Compared {
  const ids = [row.caseId];
  const findings = [
    ...(fields.differing.length > 0 ? [finding('FIELDS_DIFFER', ids, fields.differing)] : []),
    ...(fields.outdated.length > 0 ? [finding('UPDATE_LOST', ids, fields.outdated)] : []),
    ...doubles,
  ];
  return { ...concluded({ findings, foreign, agreed: fields.agreed }), notCompared: fields.notCompared };
}

function concluded(what: Pick<Compared, 'findings' | 'foreign' | 'agreed'>): Compared {
  return { kind: 'compared', class: classOf(what.findings), notCompared: [], ...what };
}

function finding(
  code: FindingCode,
  nationalIds: readonly string[],
  fields: RecordFinding['fields'] = [],
): RecordFinding {
  return { code, fields, nationalIds };
}

function idsOf(rows: readonly ShownRecord[]): readonly string[] {
  return [...new Map(rows.map(({ caseId }) => [caseId.toLowerCase(), caseId])).values()];
}

function isSame(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
