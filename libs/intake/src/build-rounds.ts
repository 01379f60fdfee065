import type {
  CaseDraft,
  Compensation,
  Enforcement,
  EnforcementDraft,
  ResolutionRound,
  RoundDraft,
} from '@kntc/domain';
import type { CodeReader } from './code-reader';

/** Rounds in ascending order, each with its enforcement rows numbered as the source orders them. */
export function buildRounds(
  drafts: NonNullable<CaseDraft['rounds']>,
  codes: CodeReader,
): readonly ResolutionRound[] {
  return drafts
    .flatMap((draft, index) => buildRound(draft, index, codes))
    .toSorted((a, b) => a.round - b.round);
}

/** A round without a number takes its position: sources with a single decision rarely number it. */
export function roundNumber(draft: RoundDraft, index: number): number {
  return draft.round ?? index + 1;
}

function buildRound(draft: RoundDraft, index: number, codes: CodeReader): ResolutionRound[] {
  const field = `rounds[${index}]`;
  const then = codes.at(draft.issuedDate);
  const agencyCode = then.read(2, draft.agency, `${field}.agency`);
  const resultCode = then.read(10, draft.result, `${field}.result`);
  const formCode = then.read(8, draft.form, `${field}.form`);
  const enforcements = (draft.enforcements ?? []).flatMap((one, at) =>
    buildEnforcement(one, at, then, field),
  );
  if (draft.issuedDate === undefined || agencyCode === undefined || resultCode === undefined) return [];
  return [
    {
      round: roundNumber(draft, index),
      decisionNo: draft.decisionNo,
      issuedDate: draft.issuedDate,
      agencyCode,
      resultCode,
      formCode,
      rightToSue: draft.rightToSue,
      summary: draft.summary,
      compensation: compensationOf(draft),
      disciplinedPeople: (draft.disciplinedPeople ?? []).map(({ name, position, measure }) => ({
        name: name ?? '',
        position,
        measure: measure ?? '',
      })),
      disciplinedOrganisations: (draft.disciplinedOrganisations ?? []).map(({ name, measure }) => ({
        name: name ?? '',
        measure: measure ?? '',
      })),
      enforcements,
    },
  ];
}

function compensationOf(draft: RoundDraft): Compensation {
  return {
    moneyRecovered: draft.moneyRecovered,
    residentialLandRecovered: draft.residentialLandRecovered,
    productionLandRecovered: draft.productionLandRecovered,
    moneyReturned: draft.moneyReturned,
    residentialLandReturned: draft.residentialLandReturned,
    productionLandReturned: draft.productionLandReturned,
    peopleToInvestigation: draft.peopleToInvestigation,
    peopleRightsRestored: draft.peopleRightsRestored,
    administrativeFine: draft.administrativeFine,
  };
}

function buildEnforcement(
  draft: EnforcementDraft,
  index: number,
  codes: CodeReader,
  round: string,
): Enforcement[] {
  const { date, agency, ...figures } = draft;
  const agencyCode = codes.at(date).read(2, agency, `${round}.enforcements[${index}].agency`);
  return date === undefined || agencyCode === undefined
    ? []
    : [{ ordinal: index + 1, date, agencyCode, ...figures }];
}
