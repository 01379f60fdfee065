import { Sealed, type FoundPetition, type PetitionQuery, type PetitionSearch } from '@kntc/domain';
import type { PetitionSearchOutcome } from '@kntc/domain';
import { Pace } from '../../../schedule/pace';
import type { NationalSettings } from '../../../settings/national-settings';
import type { Answer } from '../answers/answer';
import { lookUpRequest, type LookUpRules } from '../answers/look-up-outcome';
import { memberOf } from '../answers/member';
import { isGuid } from '../answers/step-outcome';
import { recordOf, SHOWN, withoutMarker } from '../read-back/shown-rows';
import type { Wire, WireOptions } from '../wire/wire-calls';

/** As far as the settings let people be asked about; `undefined`: not at all. */
export function petitionSearchOf(
  { settings, clock }: Pick<WireOptions, 'settings' | 'clock'>,
  wire: Pick<Wire, 'search'>,
): PetitionSearch | undefined {
  const { by: ways, perMinute } = settings.petitionSearch;
  if (ways.length === 0) return undefined;
  const pace = new Pace(perMinute, clock);
  const rules = rulesOf(settings);
  return {
    ways,
    find: async (query, options = {}) => {
      if (!ways.includes(query.by)) return { kind: 'failed', reason: 'not-allowed' };
      await pace.turn(options.signal);
      return petitionRows(await wire.search(petitionRequest(query), options), rules);
    },
  };
}

function rulesOf({ answers, lookups }: NationalSettings): LookUpRules {
  return { keyCase: answers.keyCase, resultCap: lookups.TraThongTinDon.resultCap };
}

/** One criterion about the person, never both: a far side that wants each of them to fit would find less (PT filled one or both). */
export function petitionRequest(query: PetitionQuery): Readonly<Record<string, string>> {
  const empty = { ...lookUpRequest(''), NoiDung: '' };
  if (query.by === 'identity-number') return { ...empty, SoDinhDanhCaNhan: query.idNumber };
  const { fullName, provinceCode, wardCode = '' } = query;
  return { ...empty, TenNguoiKhieuNai: fullName, MaTinh: provinceCode, MaXa: wardCode };
}

/** Rows with an id, sealed; a row that cannot be read makes the answer none. */
export function petitionRows(answer: Answer, { keyCase, resultCap }: LookUpRules): PetitionSearchOutcome {
  if (answer.kind === 'not-processed') return { kind: 'failed', reason: answer.reason, pause: answer.pause };
  if (answer.kind === 'unclear') return { kind: 'failed', reason: answer.reason };
  if (!Array.isArray(answer.value)) return { kind: 'failed', reason: 'shape' };
  const rows = answer.value.map((row: unknown) => petitionOf(row, keyCase));
  const petitions = rows.filter((row) => row !== undefined);
  if (petitions.length < rows.length) return { kind: 'failed', reason: 'shape' };
  return { kind: 'shown', petitions, isCut: resultCap === 'unknown' || rows.length >= resultCap };
}

function petitionOf(row: unknown, keyCase: LookUpRules['keyCase']): FoundPetition | undefined {
  const record = recordOf(row, keyCase);
  if (record === undefined || !isGuid(record.caseId)) return undefined;
  const { caseId: nationalId, reference, fields } = withoutMarker(record);
  const valueOf = (name: string): string => fields.find((field) => field.name === name)?.value ?? '';
  const address = memberOf(row as object, 'DiaChi', keyCase);
  const shown = {
    petitioner: valueOf(SHOWN.name.name),
    idNumber: valueOf(SHOWN.number.name),
    address: typeof address === 'string' ? address.trim() : '',
    content: valueOf(SHOWN.content.name),
  };
  return { nationalId, reference, shown: Sealed.of(shown, '') };
}
