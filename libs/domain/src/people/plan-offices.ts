import type { Office, OfficeLevel, OfficeLine } from './office';
import { matchLines } from './match-offices';
import type {
  MatchedLine,
  OfficeField,
  OfficeGround,
  OfficeRef,
  OfficeState,
  PlannedOffice,
  WantedOffice,
} from './office-plan';
import { OFFICE_FIELDS } from './office-plan';
import type { OfficeProblem } from './office-problems';
import { findSuperiors } from './office-superiors';

/** How high a level stands: the larger, the lower. */
const RANK: Readonly<Record<OfficeLevel, number>> = { central: 0, province: 1, district: 2, commune: 3 };
/** First day without districts (two-tier government). */
export const NO_DISTRICTS_FROM = '2025-07-01';

/**
 * What Biểu số 1 would change, line by line; nothing is decided or stored. An office keeps its identity when it is renamed; of a
 * merger those that are taken over end on the day before. Offices the form does not name stay as they are.
 */
export function planOffices(lines: readonly OfficeLine[], ground: OfficeGround): readonly PlannedOffice[] {
  const matched = matchLines(lines, ground);
  const placed = findSuperiors(matched, ground.offices);
  const plan = placed.map(({ matched: one, superior, problems }) => {
    const all = [...one.problems, ...problems, ...levelProblems(one, superior, { matched, ...ground })];
    return planned({ ...one, problems: [...new Set(all)] }, superior, ground);
  });
  return withoutDangling(plan);
}

function planned(
  { line, problems, office, ended, isRenamed }: MatchedLine,
  superior: OfficeRef | undefined,
  ground: OfficeGround,
): PlannedOffice {
  const { level, kind, isBureau } = line;
  if (problems.length > 0 || level === undefined || kind === undefined || isBureau === undefined)
    return refused(line, problems);
  const wanted = { name: line.name, level, kind, isBureau, superior };
  const changes = office === undefined ? [] : changesOf(office, wanted);
  const state = stateOf({ office, changes, ended, isRenamed });
  const objection = state === 'unchanged' ? undefined : objectionTo(wanted, office, ground);
  if (objection !== undefined) return refused(line, [objection]);
  return {
    line,
    state,
    problems: [],
    officeId: office?.id,
    changes,
    wanted,
    ended: ended.map(({ id }) => id),
  };
}

/** What stands in the way of a change; what is so already is no change. */
function objectionTo(
  { level, superior }: WantedOffice,
  office: Office | undefined,
  { on, offices }: OfficeGround,
): OfficeProblem | undefined {
  if (level === 'district' && on >= NO_DISTRICTS_FROM) return 'district-ended';
  if (office !== undefined && on < office.validFrom) return 'before-last-change';
  return isEnded(superior, offices) ? 'superior-ended' : undefined;
}

function isEnded(superior: OfficeRef | undefined, offices: readonly Office[]): boolean {
  return offices.some(
    (one) =>
      superior !== undefined && 'id' in superior && one.id === superior.id && one.endedOn !== undefined,
  );
}

function refused(line: OfficeLine, problems: readonly OfficeProblem[]): PlannedOffice {
  return { line, state: 'refused', problems, officeId: undefined, changes: [], wanted: undefined, ended: [] };
}

/** What stands under a new office that is refused is refused with it. */
function withoutDangling(plan: readonly PlannedOffice[]): readonly PlannedOffice[] {
  const gone = new Set(plan.filter(({ state }) => state === 'refused').map(({ line }) => line.line));
  const isDangling = ({ wanted }: PlannedOffice): boolean =>
    wanted?.superior !== undefined && 'line' in wanted.superior && gone.has(wanted.superior.line);
  return plan.some(isDangling)
    ? withoutDangling(plan.map((one) => (isDangling(one) ? refused(one.line, ['superior-refused']) : one)))
    : plan;
}

function stateOf({
  office,
  changes,
  ended,
  isRenamed,
}: Pick<MatchedLine, 'office' | 'ended' | 'isRenamed'> & Pick<PlannedOffice, 'changes'>): OfficeState {
  if (ended.length > 0) return 'merged';
  if (office === undefined) return 'new';
  if (isRenamed) return 'renamed';
  return changes.length > 0 ? 'changed' : 'unchanged';
}

function changesOf(office: Office, wanted: WantedOffice): readonly OfficeField[] {
  const { superior } = wanted;
  const isSameSuperior =
    superior === undefined
      ? office.superiorId === undefined
      : 'id' in superior && superior.id === office.superiorId;
  const same: Readonly<Record<OfficeField, boolean>> = {
    name: office.name === wanted.name,
    level: office.level === wanted.level,
    superior: isSameSuperior,
    bureau: office.isBureau === wanted.isBureau,
    kind: office.kind === wanted.kind,
  };
  return OFFICE_FIELDS.filter((field) => !same[field]);
}

function levelProblems(
  { line }: MatchedLine,
  superior: OfficeRef | undefined,
  { matched, offices }: { readonly matched: readonly MatchedLine[]; readonly offices: readonly Office[] },
): readonly OfficeProblem[] {
  if (superior === undefined || line.level === undefined) return [];
  // What the form says of the superior counts, not what it was before.
  const said = matched.find((one) =>
    'line' in superior ? one.line.line === superior.line : one.office?.id === superior.id,
  )?.line.level;
  const before = 'id' in superior ? offices.find(({ id }) => id === superior.id)?.level : undefined;
  const level = said ?? before;
  return level !== undefined && RANK[line.level] < RANK[level] ? ['above-superior'] : [];
}
