import type { WorkingDays } from '../calendar/working-days';
import type { PartialDate } from '../case/partial-date';
import { canonicalJson } from '../digest/canonical-json';
import { daysBetween, dueOn } from '../subject/due-on';
import type { DeadlineFacts } from './deadline-facts';
import { isInForce, type DeadlineRules, type DeadlineStage, type StageRule } from './deadline-rules';
import { termEnd, type Pause, type Term } from './term-end';

/** The term that runs now. */
export interface LegalDeadline {
  readonly stage: DeadlineStage;
  /** Last day of it; absent: paused by a suspension. */
  readonly dueOn?: PartialDate | undefined;
  /** Text and article; absent: the agency laid the day down, and no rule is known. */
  readonly law?: string | undefined;
}

/** Steps by which the far side sees how far a case is; days of none other are told. */
export const TIMED_STEPS = ['case', 'handling', 'acceptance', 'resolution'] as const;
export type TimedStep = (typeof TIMED_STEPS)[number];

/**
 * First day on which the far side would show the case as late, by the step that would prevent it; absent: none would. Of an accepted
 * case the day of the decision is told before there is one to send: nothing sent in time keeps a suspended case from being shown so.
 */
export type LateDays = Readonly<Partial<Record<TimedStep, PartialDate | undefined>>>;

/** What the clocks of the law say of one petition. */
export interface DeadlinesOfCase {
  readonly legal?: LegalDeadline | undefined;
  readonly late: LateDays;
}

/** So many days and terms of twenty years; bad dates do not fill the memory. */
const MOST_TOLD = 50_000;

/** The clocks of the law: which term runs for a petition, and until when. Pure; the same for intake, lists and people. */
export class Deadlines {
  /** Ends of terms told before: petitions of one day share them, and walking over working days is slow. */
  readonly #told = new Map<string, PartialDate>();

  constructor(
    private readonly rules: DeadlineRules,
    private readonly calendar: WorkingDays,
  ) {}

  /** Changes when any day that is told could. */
  get version(): string {
    return canonicalJson([this.rules, this.calendar.version]);
  }

  of(facts: DeadlineFacts): DeadlinesOfCase {
    const legal = this.#legal(facts);
    const isAwaited = legal?.stage === 'resolution' || facts.decidedOn !== undefined;
    const { resolution, ...late } = this.#late(facts);
    return { legal, late: isAwaited ? { ...late, resolution } : late };
  }

  /** Day by which a request of the inspectorate that came in on a day must be answered; `undefined`: no rule says. */
  requestDueOn(receivedOn: PartialDate): PartialDate | undefined {
    const rule = this.rules.requests.find((one) => isInForce(one, receivedOn));
    return rule && this.#end({ start: receivedOn, count: rule.term, unit: rule.unit });
  }

  /** None of what is decided, closed, withdrawn as a whole or went elsewhere. */
  #legal(facts: DeadlineFacts): LegalDeadline | undefined {
    if (facts.isOver || facts.endsAtHandling) return undefined;
    if (facts.acceptedOn !== undefined) return this.#resolution(facts, facts.acceptedOn);
    const stage = facts.handledOn === undefined ? 'handling' : 'acceptance';
    const rule = this.#rule(facts, stage, facts.receivedOn);
    return rule && { stage, dueOn: this.#stageEnd(facts, stage, facts.receivedOn), law: rule.law };
  }

  /**
   * The day the agency laid down, last by an extension, counts as far as the law could allow it, not beyond the longest term there is; where it laid
   * none down, the term of a case as heavy as this one. Both move by the days the case was suspended.
   */
  #resolution(facts: DeadlineFacts, start: PartialDate): LegalDeadline | undefined {
    const { pauses } = facts;
    const agencyDueOn = facts.extendedTo ?? facts.agencyDueOn;
    const law = this.#rule(facts, 'resolution', start)?.law;
    const longest = this.#stageEnd({ ...facts, complexity: 'very-complex', pauses: [] }, 'resolution', start);
    const isAllowed =
      agencyDueOn !== undefined && agencyDueOn > start && (longest === undefined || agencyDueOn <= longest);
    if (isAllowed) return { stage: 'resolution', dueOn: this.#moved(agencyDueOn, start, pauses), law };
    const heaviest = agencyDueOn !== undefined && agencyDueOn > start;
    const end = this.#stageEnd(
      heaviest ? { ...facts, complexity: 'very-complex' } : facts,
      'resolution',
      start,
    );
    return law === undefined ? undefined : { stage: 'resolution', dueOn: end, law };
  }

  #moved(day: PartialDate, start: PartialDate, pauses: readonly Pause[]): PartialDate | undefined {
    if (pauses.length === 0) return day;
    return this.#end({ start, count: daysBetween(start, day), unit: 'day', pauses });
  }

  /**
   * What the far side knows is less: it hears nothing of suspensions and extensions, and shows a case as overdue from the day the
   * agency named when it accepted.
   */
  #late(facts: DeadlineFacts): LateDays {
    const { receivedOn, handledOn, acceptedOn, agencyDueOn } = facts;
    const unpaused = { ...facts, pauses: [] };
    const behind = (last: PartialDate | undefined): PartialDate | undefined => last && dueOn(last, 1);
    return {
      case: behind(this.#reportEnd(facts)),
      handling: handledOn && behind(this.#stageEnd(unpaused, 'handling', receivedOn)),
      acceptance: acceptedOn && behind(this.#stageEnd(unpaused, 'acceptance', receivedOn)),
      resolution: acceptedOn && behind(agencyDueOn ?? this.#stageEnd(unpaused, 'resolution', acceptedOn)),
    };
  }

  /** From acceptance on, of a proposal or reflection from receipt on; of what ends at handling from then on (NĐ 55/2022 Đ8(1)). */
  #reportEnd({
    kind,
    receivedOn,
    acceptedOn,
    endsAtHandling,
    handledOn,
  }: DeadlineFacts): PartialDate | undefined {
    const start = kind === 'KNPA' ? receivedOn : (acceptedOn ?? (endsAtHandling ? handledOn : undefined));
    const rule = start && this.rules.reporting.find((one) => one.kind === kind && isInForce(one, start));
    return start && rule && this.#end({ start, count: rule.term, unit: rule.unit });
  }

  #stageEnd(facts: DeadlineFacts, stage: DeadlineStage, start: PartialDate): PartialDate | undefined {
    const rule = this.#rule(facts, stage, start);
    if (rule === undefined) return undefined;
    // Only a case that was accepted can be suspended.
    const pauses = stage === 'resolution' ? facts.pauses : [];
    return this.#end({ start, count: termOf(rule, facts), unit: rule.unit, pauses });
  }

  #end(term: Term): PartialDate | undefined {
    if (term.pauses !== undefined && term.pauses.length > 0) return termEnd(term, this.calendar);
    const name = `${term.start} ${term.count} ${term.unit}`;
    const before = this.#told.get(name);
    if (before !== undefined) return before;
    const end = termEnd(term, this.calendar);
    if (this.#told.size >= MOST_TOLD) this.#told.clear();
    if (end !== undefined) this.#told.set(name, end);
    return end;
  }

  /** A case is judged by its own dates: the rule of the day on which the term began. */
  #rule({ kind, round }: DeadlineFacts, stage: DeadlineStage, start: PartialDate): StageRule | undefined {
    return this.rules.stages.find(
      (one) =>
        one.kind === kind &&
        one.stage === stage &&
        (one.round === undefined || one.round === round) &&
        isInForce(one, start),
    );
  }
}

/** How long the law lets a case as heavy as this one take. */
function termOf(rule: StageRule, { complexity, isRemote, people }: DeadlineFacts): number {
  const { term, complexTerm = term, remoteTerm = term, complexFromPeople } = rule;
  const longestTerm = Math.max(rule.longestTerm ?? term, complexTerm, remoteTerm);
  if (complexity === 'very-complex') return longestTerm;
  const isLarge = complexFromPeople !== undefined && people >= complexFromPeople;
  const isComplex = complexity === 'complex' || isLarge;
  if (isComplex && isRemote) return longestTerm;
  return isComplex ? complexTerm : isRemote ? remoteTerm : term;
}
