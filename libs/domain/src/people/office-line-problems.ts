import { officeKey, type Office, type OfficeLine } from './office';
import type { OfficeProblem } from './office-problems';

const LONGEST_NAME = 200;

/** What is wrong with a line by itself, and beside the other lines. All of it at once. */
export function ownProblems(
  line: OfficeLine,
  lines: readonly OfficeLine[],
  { own, all }: { readonly own: Office | undefined; readonly all: readonly Office[] },
): readonly OfficeProblem[] {
  const { name, level, isBureau, kind, superior } = line;
  const isEnded = own === undefined && isNameOfEnded(line, all);
  const found: readonly (readonly [OfficeProblem, boolean])[] = [
    ['no-name', officeKey(name) === ''],
    ['name-too-long', name.length > LONGEST_NAME],
    ['unknown-level', level === undefined],
    ['unknown-bureau', isBureau === undefined],
    ['unknown-kind', kind === undefined],
    ['no-superior', kind === 'department' && officeKey(superior) === ''],
    ['name-doubled', lines.some((other) => other !== line && isSame(other, line))],
    ['name-of-ended', isEnded && line.former.length === 0],
  ];
  return found.flatMap(([problem, isThere]) => (isThere ? [problem] : []));
}

function isSame(other: OfficeLine, line: OfficeLine): boolean {
  if (officeKey(line.name) === '' || officeKey(other.name) !== officeKey(line.name)) return false;
  const areDepartments = other.kind === 'department' && line.kind === 'department';
  return !areDepartments || officeKey(other.superior) === officeKey(line.superior);
}

function isNameOfEnded({ name, kind }: OfficeLine, all: readonly Office[]): boolean {
  return (
    kind === 'agency' &&
    all.some(
      (one) => one.endedOn !== undefined && one.kind === 'agency' && officeKey(one.name) === officeKey(name),
    )
  );
}
