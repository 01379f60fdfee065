import type { PetitionKind } from '../case/case';
import type { PartialDate } from '../case/partial-date';

/**
 * Stages of a case that the law gives a term: from receipt to handling (xử lý đơn), from receipt to acceptance (thụ lý), from
 * acceptance to the decision, conclusion or answer (giải quyết).
 */
export const DEADLINE_STAGES = ['handling', 'acceptance', 'resolution'] as const;
export type DeadlineStage = (typeof DEADLINE_STAGES)[number];

/** `workingDay`: as {@link WorkingDays} knows them. */
export type TermUnit = 'day' | 'workingDay';

/** Something the law says from a day on, until another text takes its place. */
export interface InForce {
  /** First and last day of beginnings of terms it holds for; absent: always. */
  readonly from?: PartialDate | undefined;
  readonly until?: PartialDate | undefined;
  /** Text and article, for people. */
  readonly law: string;
}

/** How long one stage of one kind of petition may take. */
export interface StageRule extends InForce {
  readonly kind: PetitionKind;
  readonly stage: DeadlineStage;
  /** Khiếu nại lần đầu, lần hai; absent: any. */
  readonly round?: 'first' | 'second' | undefined;
  readonly unit: TermUnit;
  readonly term: number;
  /** Vụ việc phức tạp; vùng sâu, vùng xa; both, or đặc biệt phức tạp. Absent: no longer than {@link term}. */
  readonly complexTerm?: number | undefined;
  readonly remoteTerm?: number | undefined;
  readonly longestTerm?: number | undefined;
  /** A petition of so many people or more counts as complex. */
  readonly complexFromPeople?: number | undefined;
}

/** By when what happened must stand in the national database. */
export interface ReportingRule extends InForce {
  readonly kind: PetitionKind;
  readonly unit: TermUnit;
  readonly term: number;
}

/** By when a request of the inspectorate for data must be answered. */
export interface RequestRule extends InForce {
  readonly unit: TermUnit;
  readonly term: number;
}

/** The terms of the law as data (`config/deadlines.yaml`); nothing of them is known to the code. */
export interface DeadlineRules {
  readonly stages: readonly StageRule[];
  readonly reporting: readonly ReportingRule[];
  readonly requests: readonly RequestRule[];
}

/** Of a province that wrote none down: only what its sources say counts. */
export const NO_DEADLINE_RULES: DeadlineRules = { stages: [], reporting: [], requests: [] };

/** Whether it holds for a term that begins on that day. */
export function isInForce({ from, until }: InForce, day: PartialDate): boolean {
  return (from === undefined || from <= day) && (until === undefined || day <= until);
}

/** Rules of one kind, stage and round that hold on one day at once: which of them counts, nobody could say. */
export function contradictions({ stages, reporting, requests }: DeadlineRules): readonly string[] {
  const named: readonly (readonly [string, InForce])[] = [
    ...stages.flatMap((rule) =>
      roundsOf(rule).map((round) => [`${rule.kind} ${rule.stage} ${round}`, rule] as const),
    ),
    ...reporting.map((rule) => [`${rule.kind} reporting`, rule] as const),
    ...requests.map((rule) => ['requests', rule] as const),
  ];
  return named.flatMap(([name, rule], place) =>
    named
      .slice(place + 1)
      .filter(([other, second]) => other === name && overlap(rule, second))
      .map(([, second]) => `${name}: «${rule.law}» và «${second.law}» có hiệu lực cùng lúc`),
  );
}

function roundsOf({ round }: StageRule): readonly string[] {
  return round === undefined ? ['first', 'second'] : [round];
}

function overlap(one: InForce, other: InForce): boolean {
  const from = [one.from ?? '', other.from ?? ''].toSorted().at(-1) ?? '';
  const until = [one.until ?? '9999', other.until ?? '9999'].toSorted()[0] ?? '';
  return from <= until;
}
