import type { SquareMetres, Vnd } from '../case/amounts';
import type { Case, Compensation, Enforcement, PetitionKind, Reception, ResolutionRound } from '../case/case';
import type { PartialDate } from '../case/partial-date';
import { resolutionDueOn } from '../deadlines/deadline-facts';
import type { BareReception } from '../reception/bare-reception';
import type { StepKey } from '../ports/step-plan';

/** What the report forms count: a petition, a visit, or a petition that came with a visit. Nothing in it names anybody. */
export interface StatutoryEntry {
  /** Reference of the national record; of a visit without a petition the one it would have. */
  readonly reference: string;
  readonly agency: string;
  readonly visit?: StatutoryVisit | undefined;
  readonly petition?: StatutoryPetition | undefined;
}

/** Lượt tiếp công dân. */
export interface StatutoryVisit {
  readonly date: PartialDate;
  readonly people: number;
  /** Thường xuyên, Thủ trưởng tiếp, uỷ quyền tiếp. */
  readonly by: 'regular' | 'head' | 'delegate';
  /** The citizen came about this before: «nhiều lần». */
  readonly isRepeat: boolean;
}

export interface StatutoryPetition {
  readonly kind: PetitionKind;
  /** The same for petitions that are one case («vụ việc»). */
  readonly group: string;
  readonly received: PartialDate;
  /** Codes of list 6, every level. */
  readonly fields: readonly string[];
  /** Rounds decided before this petition came. */
  readonly priorRounds: number;
  /** What was decided before says when or with what result. */
  readonly isPriorDecided: boolean;
  readonly handling?:
    { readonly date: PartialDate; readonly eligible: boolean; readonly direction: string } | undefined;
  /** `due`: the day by which it had to be decided; absent while the case is suspended. */
  readonly acceptance?: { readonly date: PartialDate; readonly due?: PartialDate | undefined } | undefined;
  readonly decisions: readonly StatutoryDecision[];
  readonly withdrawnOn?: PartialDate | undefined;
  readonly closedOn?: PartialDate | undefined;
}

export interface StatutoryDecision {
  readonly round: number;
  readonly date: PartialDate;
  /** List 10. */
  readonly result: string;
  readonly disciplined: number;
  readonly toInvestigation: number;
  readonly rightsRestored: number;
  readonly figures: StatutoryFigures;
  readonly enforcements: readonly StatutoryEnforcement[];
}

export interface StatutoryEnforcement {
  readonly date: PartialDate;
  readonly figures: StatutoryFigures;
  readonly handled: number;
  readonly prosecuted: number;
}

/** Money in đồng, land in hundredths of a square metre: exact, and rounded nowhere before it is shown. */
export interface StatutoryFigures {
  readonly moneyRecovered: bigint;
  readonly landRecovered: bigint;
  readonly moneyReturned: bigint;
  readonly landReturned: bigint;
}

/** Whose entry it is. */
export interface EntryWho {
  readonly reference: string;
  readonly agency: string;
  readonly group: string;
}

/** How many people make a «đoàn đông người» (`domain.md` §2.7). */
export const CROWD = 5;

/** What the forms count of a case. Opens nothing sealed. */
export function statutoryEntry(kase: Case, who: EntryWho): StatutoryEntry {
  const { petition, handling, acceptance, priorResolution, withdrawal } = kase;
  return {
    reference: who.reference,
    agency: who.agency,
    visit: visitOf(kase),
    petition: {
      kind: kase.kind,
      group: who.group,
      received: petition.receivedDate,
      fields: [...new Set(petition.classification.flat())],
      priorRounds: priorResolution?.round ?? 0,
      isPriorDecided: priorResolution?.decidedDate !== undefined || priorResolution?.result !== undefined,
      handling: handling && {
        date: handling.decidedDate,
        eligible: handling.eligible,
        direction: handling.directionCode,
      },
      acceptance: acceptance && { date: acceptance.date, due: resolutionDueOn(kase) },
      decisions: kase.rounds.map(decisionOf),
      withdrawnOn: withdrawal?.partial === false ? withdrawal.date : undefined,
      closedOn: kase.closedDate,
    },
  };
}

/** A step the far side confirmed, with the case as it was when it was sent. */
export interface ConfirmedPart {
  readonly key: StepKey;
  readonly case: Case;
}

/**
 * The same of what the far side confirmed: of each part the version that was sent. Suspension, extension, dialogue, verification,
 * withdrawal and closing have no step there and are therefore never in it. `undefined`: nothing is confirmed.
 */
export function confirmedEntry(parts: readonly ConfirmedPart[], who: EntryWho): StatutoryEntry | undefined {
  const sentAs = (kind: StepKey['kind']): Case | undefined =>
    parts.find(({ key }) => key.kind === kind)?.case;
  const base = sentAs('case');
  if (base === undefined) return undefined;
  const ofKind = (kind: StepKey['kind']): readonly ConfirmedPart[] =>
    parts.filter(({ key }) => key.kind === kind);
  const enforced = ofKind('enforcement');
  return statutoryEntry(
    {
      ...base,
      handling: sentAs('handling')?.handling,
      acceptance: sentAs('acceptance')?.acceptance,
      rounds: ofKind('resolution').flatMap(({ key, case: sent }) =>
        sent.rounds
          .filter(({ round }) => round === key.ordinal)
          .map((round) => ({ ...round, enforcements: enforcementsOf(round.round, enforced) })),
      ),
      withdrawal: undefined,
      closedDate: undefined,
      suspensions: [],
      extensions: undefined,
      dialogues: [],
      verification: undefined,
    },
    who,
  );
}

/** Ordinal of an enforcement step: round × 1000 + position ({@link StepKey}). */
export const ENFORCEMENTS_PER_ROUND = 1000;

function enforcementsOf(round: number, parts: readonly ConfirmedPart[]): readonly Enforcement[] {
  return parts
    .filter(({ key }) => Math.floor(key.ordinal / ENFORCEMENTS_PER_ROUND) === round)
    .flatMap(({ key, case: sent }) =>
      sent.rounds
        .filter((one) => one.round === round)
        .flatMap(({ enforcements }) => enforcements)
        .filter(({ ordinal }) => ordinal === key.ordinal % ENFORCEMENTS_PER_ROUND),
    );
}

/** A visit that no petition came of; the far side has no message for it, so that it is always a difference. */
export function visitEntry(
  { visit, visitors, isRepeat }: BareReception,
  { reference, agency }: Pick<EntryWho, 'reference' | 'agency'>,
): StatutoryEntry {
  return {
    reference,
    agency,
    visit: { date: visit.date, people: visitors.headCount, by: receiverOf(visit), isRepeat },
  };
}

function receiverOf({ leader, periodic, delegated }: Reception): StatutoryVisit['by'] {
  const isByHead = periodic || (leader !== undefined && leader !== '');
  return delegated ? 'delegate' : isByHead ? 'head' : 'regular';
}

function visitOf({ reception, petition, petitioners }: Case): StatutoryVisit | undefined {
  if (reception === undefined) return undefined;
  return {
    date: reception.date ?? petition.receivedDate,
    people: petitioners.headCount,
    by: receiverOf(reception),
    isRepeat: (petition.copyIndex ?? 1) > 1,
  };
}

function decisionOf(round: ResolutionRound): StatutoryDecision {
  const { compensation, disciplinedPeople, enforcements } = round;
  return {
    round: round.round,
    date: round.issuedDate,
    result: round.resultCode,
    disciplined: disciplinedPeople.length,
    toInvestigation: compensation.peopleToInvestigation ?? 0,
    rightsRestored: compensation.peopleRightsRestored ?? 0,
    figures: figuresOf(compensation),
    enforcements: enforcements.map((one) => ({
      date: one.date,
      figures: figuresOf(one),
      handled: (one.peopleHandled ?? 0) + (one.collectivesHandled ?? 0),
      prosecuted: one.peopleProsecuted ?? 0,
    })),
  };
}

type Amounts = Pick<
  Compensation,
  | 'moneyRecovered'
  | 'residentialLandRecovered'
  | 'productionLandRecovered'
  | 'moneyReturned'
  | 'residentialLandReturned'
  | 'productionLandReturned'
>;

function figuresOf(of: Amounts): StatutoryFigures {
  return {
    moneyRecovered: dong(of.moneyRecovered),
    landRecovered: hundredths(of.residentialLandRecovered) + hundredths(of.productionLandRecovered),
    moneyReturned: dong(of.moneyReturned),
    landReturned: hundredths(of.residentialLandReturned) + hundredths(of.productionLandReturned),
  };
}

function dong(amount: Vnd | undefined): bigint {
  return BigInt(amount ?? '0');
}

function hundredths(area: SquareMetres | undefined): bigint {
  const [whole = '0', fraction = ''] = (area ?? '0').split('.');
  return BigInt(`${whole}${fraction.padEnd(2, '0')}`);
}
