import type { PartialDate } from '../case/partial-date';
import type { AgencyOnDate } from '../ports/code-book';
import { doOverlap, isValidOn, type Validity } from './validity';

/** A receiving agency of the province. One that took over a code of another has its own row and its own days. */
export interface AgencyRow extends Validity {
  /** Stable id, part of every reference. */
  readonly id: string;
  readonly name: string;
  readonly code: string;
  /** Codes it had before, each with its days. */
  readonly formerCodes?: readonly ({ readonly code: string } & Validity)[] | undefined;
  /** Id of the agency that took over its work when it ended. */
  readonly successor?: string | undefined;
}

interface Holder extends Validity {
  readonly agency: AgencyRow;
}

/** Agencies by the codes they had, each in its time. */
export class AgenciesInTime {
  readonly #holders = new Map<string, Holder[]>();
  readonly #byId: ReadonlyMap<string, AgencyRow>;

  constructor(agencies: readonly AgencyRow[]) {
    this.#byId = new Map(agencies.map((agency) => [agency.id, agency]));
    for (const agency of agencies)
      for (const { code, ...period } of codesOf(agency))
        this.#holders.set(code, [...(this.#holders.get(code) ?? []), { agency, ...period }]);
  }

  /** Who had a code on that day; after the last day of the last one, that one, closed. */
  on(code: string, onDate: PartialDate | undefined): AgencyOnDate | undefined {
    const holders = this.#holders.get(code) ?? [];
    const now = holders.find((holder) => isValidOn(holder, onDate));
    if (now !== undefined) return { kind: 'open', id: now.agency.id };
    const ended = holders.findLast(
      ({ validUntil }) => validUntil !== undefined && isOver(validUntil, onDate),
    );
    return ended === undefined
      ? undefined
      : { kind: 'closed', id: ended.agency.id, successor: this.#lastSuccessor(ended.agency) };
  }

  #lastSuccessor(agency: AgencyRow): string | undefined {
    const passed = new Set([agency.id]);
    let id = agency.successor;
    for (let next = id; next !== undefined && !passed.has(next); next = this.#byId.get(next)?.successor) {
      passed.add(next);
      id = next;
    }
    return id;
  }
}

/** What is wrong with how agencies follow each other, each with its agency; nothing of a sound table. */
export function agencyProblems(agencies: readonly AgencyRow[]): readonly string[] {
  const ids = new Map(agencies.map((agency) => [agency.id, agency]));
  return [
    ...(ids.size === agencies.length ? [] : ['một mã cơ quan (id) khai hai lần']),
    ...agencies.flatMap((agency) => successorProblems(agency, ids)),
    ...sharedCodes(agencies),
  ];
}

function successorProblems(agency: AgencyRow, ids: ReadonlyMap<string, AgencyRow>): readonly string[] {
  const { id, successor, validFrom, validUntil } = agency;
  const problems: string[] = [];
  if (validFrom !== undefined && validUntil !== undefined && validFrom > validUntil)
    problems.push(`${id}: ngày đầu (from) ${validFrom} sau ngày cuối (until) ${validUntil}`);
  if (successor === undefined) return problems;
  if (validUntil === undefined)
    problems.push(`${id}: có cơ quan kế thừa (successor) thì phải có ngày cuối (until)`);
  if (!ids.has(successor))
    return [...problems, `${id}: cơ quan kế thừa (successor) ${successor} không có trong bảng`];
  const passed = new Set<string>();
  for (let next: string | undefined = id; next !== undefined; next = ids.get(next)?.successor) {
    if (passed.has(next))
      return [...problems, `${id}: các cơ quan kế thừa nhau thành vòng tròn; xem lại các dòng successor`];
    passed.add(next);
  }
  return problems;
}

/** One code on one day must mean one agency. */
function sharedCodes(agencies: readonly AgencyRow[]): readonly string[] {
  const all = agencies.flatMap((agency) => codesOf(agency).map((period) => ({ id: agency.id, ...period })));
  return all.flatMap((one, at) =>
    all
      .slice(at + 1)
      .filter((other) => other.code === one.code && doOverlap(one, other))
      .map((other) => `${other.id}: mã ${other.code} cũng là của ${one.id} trong cùng những ngày đó`),
  );
}

function codesOf({ code, formerCodes = [], validFrom, validUntil }: AgencyRow): readonly ({
  readonly code: string;
} & Validity)[] {
  const lastFormer = formerCodes
    .map((one) => one.validUntil ?? '')
    .toSorted()
    .at(-1);
  return [...formerCodes, { code, validFrom: validFrom ?? dayAfter(lastFormer), validUntil }];
}

function dayAfter(day: string | undefined): string | undefined {
  if (day === undefined || day === '') return undefined;
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function isOver(validUntil: string, onDate: PartialDate | undefined): boolean {
  return onDate === undefined || onDate > validUntil.slice(0, onDate.length);
}
