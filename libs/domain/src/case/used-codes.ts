import type { Address, Case, Person } from './case';

/** A code of a national list. */
export interface UsedCode {
  readonly list: number;
  readonly code: string;
}

/**
 * Every national code a case uses, each once: what a change of a list can touch. Of a denouncer only the province: where
 * people of a denunciation live tells who they are.
 */
export function usedCodes(kase: Case): readonly UsedCode[] {
  const all = [
    ...codes(1, [kase.petitioners.provinceCode]),
    ...(kase.kind === 'TC'
      ? []
      : [...peopleOf(kase).flatMap(ofPerson), ...placesOf(kase).flatMap(ofAddress)]),
    ...agenciesOf(kase).flatMap((code) => codes(2, [code])),
    ...codes(5, [kase.petition.channelCode]),
    ...codes(6, kase.petition.classification.flat()),
    ...codes(8, [kase.priorResolution?.decisionTypeCode, ...kase.rounds.map(({ formCode }) => formCode)]),
    ...codes(
      10,
      kase.rounds.map(({ resultCode }) => resultCode),
    ),
    ...codes(
      11,
      kase.attachments.map(({ typeCode }) => typeCode),
    ),
    ...codes(13, [kase.handling?.directionCode]),
  ];
  return [...new Map(all.map((one) => [`${one.list}/${one.code}`, one])).values()];
}

function codes(list: number, values: readonly (string | undefined)[]): readonly UsedCode[] {
  return values.flatMap((code) => (code === undefined ? [] : [{ list, code }]));
}

function peopleOf({ petitioners, respondents }: Case): readonly Person[] {
  const { people, agent } = petitioners.identity.open();
  const denounced = respondents.flatMap((one) => (one.type === 'person' ? [one.person] : []));
  return [...people, ...(agent === undefined ? [] : [agent.person]), ...denounced];
}

function placesOf({ respondents }: Case): readonly Address[] {
  return respondents.flatMap((one) => (one.type === 'organisation' ? [one.address] : []));
}

function ofPerson({ address, nationalityCode, ethnicityCode }: Person): readonly UsedCode[] {
  return [...ofAddress(address), ...codes(3, [nationalityCode]), ...codes(4, [ethnicityCode])];
}

function ofAddress({ provinceCode, districtCode, wardCode }: Address): readonly UsedCode[] {
  return codes(1, [provinceCode, districtCode, wardCode]);
}

function agenciesOf(kase: Case): readonly (string | undefined)[] {
  const { petition, handling, acceptance, priorResolution, rounds } = kase;
  return [
    kase.receivingAgencyCode,
    petition.forwardedBy?.agencyCode,
    handling?.agencyCode,
    handling?.nextAgencyCode,
    acceptance?.agencyCode,
    priorResolution?.agencyCode,
    ...rounds.flatMap((round) => [round.agencyCode, ...round.enforcements.map((one) => one.agencyCode)]),
  ];
}
