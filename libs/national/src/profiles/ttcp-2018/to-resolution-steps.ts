import type { Enforcement, ResolutionRound } from '@kntc/domain';
import type { NationalSettings } from '../../settings/national-settings';
import { absentOf, fitting } from './required-fields';
import type { StepDraft } from './step-draft';
import type { Outgoing } from './outgoing';
import { refusedFigures, toCompensation, toFigures } from './to-figures';
import { date, flag, money, text } from './wire/wire-values';

/** Ordinal of an enforcement step = round × 1000 + its ordinal in the round. */
const ENFORCEMENTS_PER_ROUND = 1000;

/** Round of the decision an enforcement step belongs to. */
export function roundOf(enforcementOrdinal: number): number {
  return Math.floor(enforcementOrdinal / ENFORCEMENTS_PER_ROUND);
}

/** Step 4, CapNhatKQGiaiQuyet, one per round. */
export function toResolutionStep(
  round: ResolutionRound,
  outgoing: Outgoing,
  values: NationalSettings['values'],
): StepDraft {
  const key = { kind: 'resolution', ordinal: round.round } as const;
  const issuedDate = date(round.issuedDate);
  const { numberForms } = values;
  const missing = [
    ...absentOf({
      'rounds.issuedDate': issuedDate,
      'rounds.agency': round.agencyCode,
      'rounds.result': fitting(round.resultCode, numberForms.LoaiKetQuaGiaiQuyet),
      'rounds.form':
        round.formCode === undefined ? 'none' : fitting(round.formCode, numberForms.HinhThucGiaiQuyet),
    }),
    ...refusedFigures(round.compensation, 'rounds', values),
  ];
  if (issuedDate === null || missing.length > 0) return { key, missing };
  const wire = {
    MaCoQuanBanHanh: round.agencyCode,
    NgayBanHanh: issuedDate,
    FileBanHanh: null,
    TenFileBanHanh: null,
    TomTatNoiDungGiaiQuyet: outgoing.text(`resolution:${round.round}`, round.summary),
    LoaiKetQuaGiaiQuyet: round.resultCode,
    HinhThucGiaiQuyet: round.formCode,
    QuyenKhoiKien: round.rightToSue === undefined ? undefined : flag(round.rightToSue),
    BoiThuongThietHai: toCompensation(round.compensation, values),
    CaNhanBiXuLyHanhChinh: round.disciplinedPeople.map((person) => ({
      HoTen: person.name,
      ChucVu: text(person.position),
      HinhThucXuLy: person.measure,
    })),
    ToChucBiXuLyHanhChinh: round.disciplinedOrganisations.map((organisation) => ({
      TenToChuc: organisation.name,
      HinhThucXuLy: organisation.measure,
    })),
  };
  return { key, content: { method: 'CapNhatKQGiaiQuyet', wire } };
}

/** Step 5, CapNhatThiHanh, one per enforcement row. */
export function toEnforcementStep(
  round: ResolutionRound,
  enforcement: Enforcement,
  values: NationalSettings['values'],
): StepDraft {
  const ordinal = round.round * ENFORCEMENTS_PER_ROUND + enforcement.ordinal;
  const key = { kind: 'enforcement', ordinal } as const;
  if (enforcement.ordinal < 1 || enforcement.ordinal >= ENFORCEMENTS_PER_ROUND)
    return { key, missing: ['rounds.enforcements'] };
  const enforcedDate = date(enforcement.date);
  const missing = [
    ...absentOf({
      'rounds.enforcements.date': enforcedDate,
      'rounds.enforcements.agency': enforcement.agencyCode,
    }),
    ...refusedFigures(enforcement, 'rounds.enforcements', values),
  ];
  if (enforcedDate === null || missing.length > 0) return { key, missing };
  const wire = {
    ThiHanhGiaiQuyet: {
      MaCoQuanThiHanh: enforcement.agencyCode,
      NgayCapNhat: enforcedDate,
      ...toFigures(enforcement, values),
      SoNguoiBiXuLy: enforcement.peopleHandled,
      SoTapTheBiXuLy: enforcement.collectivesHandled,
      TaiSanQuyRaTien: money(enforcement.assetsValue),
      SoTienNopPhat: money(enforcement.finesPaid),
      SoDoiTuongDaKhoiTo: enforcement.peopleProsecuted,
    },
  };
  return { key, content: { method: 'CapNhatThiHanh', wire } };
}
