import { identityTraces, isFileField } from '@kntc/domain';
import type { Address, Case, IdentityTrace, RenditionField, Respondent, Surroundings } from '@kntc/domain';
import type { DataSource } from 'typeorm';

const LIST_PLACES = 1;
const LIST_AGENCIES = 2;

/** What in these texts shows the denouncer of the case. */
export async function tracesIn(
  dataSource: DataSource,
  field: RenditionField,
  texts: readonly string[],
  kase: Case,
): Promise<readonly IdentityTrace[]> {
  const surroundings = await surroundingsOf(dataSource, kase);
  const identity = kase.petitioners.identity.open();
  const traces = texts.flatMap((text) => identityTraces(text, identity, surroundings));
  // Letters picked out of a picture are no text that somebody wrote.
  return isFileField(field) ? traces.filter(({ kind }) => kind !== 'unreadable') : traces;
}

/** Names of where petitioners live, and the texts of the case that leave in any case. Opens the identity. */
async function surroundingsOf(dataSource: DataSource, kase: Case): Promise<Surroundings> {
  const { people, agent } = kase.petitioners.identity.open();
  const homes = [...people, ...(agent === undefined ? [] : [agent.person])].map(({ address }) => address);
  const names = await namesOf(dataSource, [
    ...homes.flatMap(codesOf),
    ...kase.respondents.map(addressOf).flatMap(codesOf),
  ]);
  const agencies = await agencyNames(dataSource, kase);
  const named = (codes: readonly string[]): readonly string[] =>
    codes.flatMap((code) => names.get(code) ?? []);
  return {
    places: named(homes.flatMap(codesOf)),
    open: [
      ...kase.respondents.flatMap(textsOf),
      ...named(kase.respondents.map(addressOf).flatMap(codesOf)),
      ...agencies,
    ],
  };
}

/** Below the province, which leaves anyway. */
function codesOf({ districtCode, wardCode }: Address): readonly string[] {
  return [districtCode, wardCode].filter((code) => code !== undefined);
}

function addressOf(respondent: Respondent): Address {
  return respondent.type === 'person' ? respondent.person.address : respondent.address;
}

function textsOf(respondent: Respondent): readonly string[] {
  if (respondent.type === 'organisation') return [respondent.name];
  return [respondent.person.fullName, respondent.position, respondent.organisation].filter(
    (text) => text !== undefined,
  );
}

async function namesOf(
  dataSource: DataSource,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map();
  const rows: { code: string; name: string }[] = await dataSource.query(
    'select code, name from code_entry where list = $1 and code = any($2) and valid_until is null',
    [LIST_PLACES, codes],
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}

async function agencyNames(dataSource: DataSource, kase: Case): Promise<readonly string[]> {
  const codes = [
    kase.receivingAgencyCode,
    kase.petition.forwardedBy?.agencyCode,
    kase.handling?.agencyCode,
    kase.handling?.nextAgencyCode,
    kase.acceptance?.agencyCode,
    ...kase.rounds.map(({ agencyCode }) => agencyCode),
  ].filter((code) => code !== undefined);
  const rows: { name: string }[] = await dataSource.query(
    'select name from code_entry where list = $1 and code = any($2) and valid_until is null',
    [LIST_AGENCIES, codes],
  );
  return rows.map(({ name }) => name);
}
