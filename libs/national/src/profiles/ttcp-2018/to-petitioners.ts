import type { Petitioners } from '@kntc/domain';
import { toAgent, toNamelessPerson, toPerson } from './to-person';
import type { NguoiKntc, NguoiUyQuyen } from './wire/wire';
import { text } from './wire/wire-values';

export interface FixedNames {
  readonly anonymousName: string;
  readonly withheldName: string;
}

const TYPES = { individual: 1, group: 2, organisation: 3 } as const;

export interface WirePetitioners {
  readonly petitioners: NguoiKntc;
  readonly agent: NguoiUyQuyen | null;
}

/** Opens the sealed identity only where it is not withheld. */
export function toPetitioners(
  petitioners: Petitioners,
  isWithheld: boolean,
  names: FixedNames,
): WirePetitioners {
  const counts = {
    LoaiNguoiKNTC: TYPES[petitioners.type],
    SoNguoiKNTC: petitioners.headCount,
    SoNguoiDaiDien: petitioners.representativeCount,
  };
  if (isWithheld) return withheld(petitioners, counts, names);
  const { people, organisation, agent } = petitioners.identity.open();
  const anonymous = toNamelessPerson(names.anonymousName, petitioners.provinceCode);
  return {
    petitioners: {
      ...counts,
      TenCoQuanToChuc: text(organisation?.name),
      DiaChiCoQuanToChuc: text(organisation?.address),
      DataNguoiKNTC: people.length === 0 && petitioners.anonymous ? [anonymous] : people.map(toPerson),
    },
    agent: toAgent(agent),
  };
}

/** One person without a name whatever the count; a denouncing organisation stays an organisation without a name. */
function withheld(
  petitioners: Petitioners,
  counts: Pick<NguoiKntc, 'LoaiNguoiKNTC' | 'SoNguoiKNTC' | 'SoNguoiDaiDien'>,
  names: FixedNames,
): WirePetitioners {
  // a denunciation nobody signed is no withheld one: its name says what DonNacDanh says
  const name = petitioners.anonymous ? names.anonymousName : names.withheldName;
  return {
    petitioners: {
      ...counts,
      TenCoQuanToChuc: petitioners.type === 'organisation' ? name : null,
      DiaChiCoQuanToChuc: null,
      DataNguoiKNTC: [toNamelessPerson(name, petitioners.provinceCode)],
    },
    agent: null,
  };
}
