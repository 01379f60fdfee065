import type { Case, ResolutionRound, Respondent } from '../case/case';
import { canonicalJson } from '../digest/canonical-json';
import type { KeyedDigest } from '../ports/seal';
import type { TraceKind } from './identity-traces';
import { shownIdentity } from './shown-identity';

type OpenText = readonly [field: string, text: string | undefined];

/** A field that leaves as it is, in which who stands behind the petition is named. */
export interface OpenIdentity {
  /** Path as in the draft: `handling.handledBy`. */
  readonly field: string;
  readonly kind: TraceKind;
  /**
   * Keyed digest of what the field says and of the identity: what people who agree that it is somebody else agree to.
   * When either changes, nobody has agreed to that.
   */
  readonly agreement: string;
}

/**
 * Fields of a denunciation that leave under `withheld` without anybody having looked at them – officers, the denounced
 * person, document numbers – and name the denouncer. Opens the identity; what it returns is nothing personal.
 */
export function identityInOpenFields(kase: Case, keyed: KeyedDigest): readonly OpenIdentity[] {
  const { identity: sealed } = kase.petitioners;
  const identity = sealed.open();
  return openTexts(kase).flatMap(([field, text]) => {
    const kind = text === undefined || text === '' ? undefined : shownIdentity(text, identity);
    if (kind === undefined) return [];
    return [{ field, kind, agreement: keyed.digest(canonicalJson([field, text ?? '', sealed.digest])) }];
  });
}

/** Every text behind a wire field whose verdict is `open` (`withheld-fields.ts` of the profile, compared by a test). */
function openTexts(kase: Case): readonly OpenText[] {
  const { reception, petition, respondents, handling, acceptance, rounds } = kase;
  return [
    ['reception.leader', reception?.leader],
    ['reception.delegatedBy', reception?.delegatedBy],
    ['forwardedBy.documentNo', petition.forwardedBy?.documentNo],
    ...textsOfDenounced(respondents[0]),
    ['handling.handledBy', handling?.handledBy],
    ['handling.approvedBy', handling?.approvedBy],
    ['acceptance.approvedBy', acceptance?.approvedBy],
    ...rounds.flatMap(textsOfRound),
  ];
}

/** Of the first one: the wire has room for no other. */
function textsOfDenounced(respondent: Respondent | undefined): readonly OpenText[] {
  if (respondent === undefined) return [];
  if (respondent.type === 'organisation')
    return [
      ['respondents[0].organisation', respondent.name],
      ['respondents[0].addressDetail', respondent.address.detail],
    ];
  const { person, position } = respondent;
  return [
    ['respondents[0].fullName', person.fullName],
    ['respondents[0].idNumber', person.idNumber],
    ['respondents[0].idIssuedPlace', person.idIssuedPlace],
    ['respondents[0].addressDetail', person.address.detail],
    ['respondents[0].position', position],
  ];
}

function textsOfRound(round: ResolutionRound, index: number): readonly OpenText[] {
  const at = `rounds[${index}]`;
  return [
    ...round.disciplinedPeople.flatMap(({ name, position, measure }, place): readonly OpenText[] => [
      [`${at}.disciplinedPeople[${place}].name`, name],
      [`${at}.disciplinedPeople[${place}].position`, position],
      [`${at}.disciplinedPeople[${place}].measure`, measure],
    ]),
    ...round.disciplinedOrganisations.flatMap(({ name, measure }, place): readonly OpenText[] => [
      [`${at}.disciplinedOrganisations[${place}].name`, name],
      [`${at}.disciplinedOrganisations[${place}].measure`, measure],
    ]),
  ];
}
