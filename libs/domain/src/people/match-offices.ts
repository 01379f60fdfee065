import { officeKey, type Office, type OfficeLine } from './office';
import { ownProblems } from './office-line-problems';
import type { MatchedLine, OfficeGround } from './office-plan';
import type { OfficeProblem } from './office-problems';

/** What each line stands for: an office there is, one that is renamed, one that takes over from others, a new one. */
export function matchLines(
  lines: readonly OfficeLine[],
  { offices, on }: OfficeGround,
): readonly MatchedLine[] {
  const ground = { lines, offices, on, doubled: doubledFormer(lines) };
  return lines.map((line) => matchLine(line, ground));
}

interface MatchGround extends OfficeGround {
  readonly lines: readonly OfficeLine[];
  /** Former names that several lines claim. */
  readonly doubled: ReadonlySet<string>;
}

function matchLine(line: OfficeLine, ground: MatchGround): MatchedLine {
  const { offices, lines } = ground;
  const own = named(line.name, line, offices);
  const former = line.former.filter((name) => officeKey(name) !== officeKey(line.name));
  const found = former.map((name) => named(name, line, offices));
  const known = found.flatMap((one) => one ?? []);
  const problems = [
    ...ownProblems(line, lines, { own, all: offices }),
    ...formerProblems(line, { former, isKnown: known.length === found.length, ground }),
    ...(known.some(({ validFrom }) => ground.on <= validFrom) ? (['before-last-change'] as const) : []),
  ];
  // One former name and nobody of the new one: the office goes on under another name.
  const renamed = own === undefined && former.length === 1 ? known[0] : undefined;
  return {
    line,
    problems,
    office: own ?? renamed,
    ended: renamed === undefined ? known : [],
    isRenamed: renamed !== undefined,
  };
}

function formerProblems(
  line: OfficeLine,
  {
    former,
    isKnown,
    ground: { lines, doubled },
  }: { readonly former: readonly string[]; readonly isKnown: boolean; readonly ground: MatchGround },
): readonly OfficeProblem[] {
  const stays = (name: string): boolean =>
    lines.some((other) => other !== line && isLineOf(other, name, line));
  const found: readonly (readonly [OfficeProblem, boolean])[] = [
    ['former-unknown', !isKnown],
    ['former-doubled', former.some((name) => doubled.has(claim(name, line)))],
    ['former-stays', former.some(stays)],
  ];
  return found.flatMap(([problem, isThere]) => (isThere ? [problem] : []));
}

function isLineOf(other: OfficeLine, name: string, line: OfficeLine): boolean {
  if (officeKey(other.name) !== officeKey(name)) return false;
  return other.kind !== 'department' || officeKey(other.superior) === officeKey(line.superior);
}

/** An office by name; a department by the agency above it as well, since every agency has one of the same name. */
function named(name: string, { kind, superior }: OfficeLine, offices: readonly Office[]): Office | undefined {
  const living = offices.filter(({ endedOn }) => endedOn === undefined);
  const same = living.filter((one) => officeKey(one.name) === officeKey(name));
  if (kind !== 'department') return same.find((one) => one.kind === 'agency');
  const above = officeKey(superior);
  const aboveOf = ({ superiorId }: Office): string =>
    officeKey(offices.find(({ id }) => id === superiorId)?.name ?? '');
  const departments = same.filter((one) => one.kind === 'department');
  const own = departments.find((one) => aboveOf(one) === above);
  // Where the agency above is new by name – renamed in this very form –, the only department of that name is it.
  const isAboveNew = !living.some((one) => officeKey(one.name) === above);
  return own ?? (departments.length === 1 && isAboveNew ? departments[0] : undefined);
}

function claim(name: string, { kind, superior }: OfficeLine): string {
  return `${officeKey(name)}\n${kind === 'department' ? officeKey(superior) : ''}`;
}

function doubledFormer(lines: readonly OfficeLine[]): ReadonlySet<string> {
  const times = new Map<string, number>();
  for (const line of lines)
    for (const key of new Set(line.former.map((name) => claim(name, line))))
      times.set(key, (times.get(key) ?? 0) + 1);
  return new Set([...times].filter(([, count]) => count > 1).map(([key]) => key));
}
