import { officeKey, type Office } from './office';
import type { MatchedLine, OfficeRef } from './office-plan';
import type { OfficeProblem } from './office-problems';

interface Placed {
  readonly matched: MatchedLine;
  readonly superior: OfficeRef | undefined;
  readonly problems: readonly OfficeProblem[];
}

type Found = { readonly superior: OfficeRef | undefined } | { readonly problem: OfficeProblem };

/** Finds what every line says is above it, in the form first and then among the offices there are. */
export function findSuperiors(lines: readonly MatchedLine[], offices: readonly Office[]): readonly Placed[] {
  const found = lines.map((matched) => superiorOf(matched, lines, offices));
  const refs = found.map((one) => ('superior' in one ? one.superior : undefined));
  return lines.map((matched, at): Placed => {
    const own = found[at];
    if (own !== undefined && 'problem' in own)
      return { matched, superior: undefined, problems: [own.problem] };
    const isRound = goesRound(at, lines, { refs, offices });
    return { matched, superior: refs[at], problems: isRound ? ['superior-circle'] : [] };
  });
}

function superiorOf(
  { line, office }: MatchedLine,
  lines: readonly MatchedLine[],
  offices: readonly Office[],
): Found {
  const key = officeKey(line.superior);
  if (key === '') return { superior: undefined };
  const inForm = lines.filter((one) => officeKey(one.line.name) === key);
  const agency = inForm.find((one) => one.line.kind !== 'department');
  const first = agency ?? (inForm.length === 1 ? inForm[0] : undefined);
  if (first !== undefined)
    return { superior: first.office === undefined ? { line: first.line.line } : { id: first.office.id } };
  if (inForm.length > 1) return { problem: 'superior-ambiguous' };
  // What stands there already may name a superior that ended since: nothing changes by it.
  const own = offices.find(({ id }) => id === office?.superiorId);
  if (own?.endedOn !== undefined && officeKey(own.name) === key) return { superior: { id: own.id } };
  return amongOffices(key, lines, offices);
}

function amongOffices(key: string, lines: readonly MatchedLine[], offices: readonly Office[]): Found {
  const same = offices.filter((one) => officeKey(one.name) === key);
  const living = same.filter(({ endedOn }) => endedOn === undefined);
  const office =
    living.find(({ kind }) => kind === 'agency') ?? (living.length === 1 ? living[0] : undefined);
  if (office === undefined && living.length > 1) return { problem: 'superior-ambiguous' };
  if (office === undefined) return { problem: same.length > 0 ? 'superior-ended' : 'superior-unknown' };
  const ends = ({ ended, isRenamed, office: of }: MatchedLine): boolean =>
    ended.some(({ id }) => id === office.id) || (isRenamed && of?.id === office.id);
  return lines.some(ends) ? { problem: 'superior-ended' } : { superior: { id: office.id } };
}

interface Above {
  readonly refs: readonly (OfficeRef | undefined)[];
  readonly offices: readonly Office[];
}

/** Whether going up from a line leads back to it, or round above it. */
function goesRound(start: number, lines: readonly MatchedLine[], { refs, offices }: Above): boolean {
  const passed = new Set<string>([`line ${start}`]);
  for (let ref = refs[start]; ref !== undefined;) {
    const at = lineOf(ref, lines);
    const mark = at < 0 ? JSON.stringify(ref) : `line ${at}`;
    if (passed.has(mark)) return true;
    passed.add(mark);
    ref = at < 0 ? aboveOffice(ref, offices) : refs[at];
  }
  return false;
}

function lineOf(ref: OfficeRef, lines: readonly MatchedLine[]): number {
  return lines.findIndex(({ line, office }) =>
    'line' in ref ? line.line === ref.line : office?.id === ref.id,
  );
}

function aboveOffice(ref: OfficeRef, offices: readonly Office[]): OfficeRef | undefined {
  const id = 'id' in ref ? offices.find((one) => one.id === ref.id)?.superiorId : undefined;
  return id === undefined ? undefined : { id };
}
