import {
  comparableOf,
  fieldDigest,
  fieldLabel,
  likenessOf,
  shownSide,
  type FieldDifference,
  type KeyedDigest,
  type PetitionKind,
  type ResolutionStep,
  type ShownField,
  type UserRole,
} from '@kntc/domain';
import { groupOf, type ConflictListRow } from '@kntc/storage';
import { stepMethod } from '../composition/summary';
import type { LIST_CONFLICTS, READ_CONFLICT, RESOLVE_CONFLICT } from './conflicts.dto';
import { whoChanged } from './findings.dto';
import type { AnswerOf } from './operation/operation';

type Conflict = AnswerOf<typeof LIST_CONFLICTS>['items'][number];
type SideBySide = AnswerOf<typeof READ_CONFLICT>;
type Side = SideBySide['fields'][number]['local'];
type Fields = ReadonlyMap<string, ShownField> | undefined;

/** A record whose fields differ, without digests. */
export function conflictDto(row: ConflictListRow): Conflict {
  const { fields, decisions: _decisions, code, firstSeenAt, lastSeenAt, ...rest } = row;
  return {
    ...rest,
    code: code as Conflict['code'],
    fields: fields.map((one) => fieldDto(one, row)),
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  };
}

function fieldDto(
  difference: FieldDifference,
  { kind, decisions }: Pick<ConflictListRow, 'kind' | 'decisions'>,
): Conflict['fields'][number] {
  const { field, way, owner } = difference;
  const { field: _field, ...decision } = decisions.findLast((one) => one.field === field) ?? {
    field: undefined,
  };
  return {
    field,
    label: fieldLabel(field),
    changed: whoChanged(difference),
    way: way ?? null,
    owner: owner ?? null,
    group: groupOf(kind, difference) ?? null,
    decision: 'way' in decision ? decision : null,
  };
}

/** Every differing field of one record with both sides as the roles may see them. */
export function sideBySideDto(
  rows: readonly ConflictListRow[],
  { local, national }: { readonly local: Fields; readonly national: Fields },
  { roles, keyedDigest }: { readonly roles: readonly UserRole[]; readonly keyedDigest: KeyedDigest },
): SideBySide | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const { reference, agency, kind } = first;
  const digest = fieldDigest(keyedDigest);
  const fields = rows.flatMap((row) =>
    row.fields.map((difference): SideBySide['fields'][number] => {
      const { field, theirs } = difference;
      const [ours, now] = [local?.get(field), national?.get(field)];
      return {
        ...fieldDto(difference, row),
        base: baseOf(difference),
        local: sideOf(ours, kind, roles),
        national: sideOf(now, kind, roles),
        likeness: likenessOf(ours, now, kind) ?? null,
        isAsFound: now === undefined ? null : digest(field, comparableOf(now)) === theirs,
      };
    }),
  );
  return { reference, agency, kind, fields };
}

function sideOf(field: ShownField | undefined, of: PetitionKind, roles: readonly UserRole[]): Side {
  return field === undefined ? { kind: 'unread' } : shownSide(field, { of, roles });
}

function baseOf({ ours, local = ours, theirs, base }: FieldDifference): SideBySide['fields'][number]['base'] {
  if (base === undefined) return { isKnown: false, sameAs: null };
  return { isKnown: true, sameAs: base === local ? 'local' : base === theirs ? 'national' : 'neither' };
}

export function resultingDto({
  kind,
  ordinal,
  act,
  isIrreversible,
}: ResolutionStep): AnswerOf<typeof RESOLVE_CONFLICT>['steps'][number] {
  return { step: kind, ordinal, method: stepMethod(kind), act, isIrreversible };
}
