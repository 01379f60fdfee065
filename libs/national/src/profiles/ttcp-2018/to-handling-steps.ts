import type { Acceptance, Case, Handling } from '@kntc/domain';
import type { Outgoing } from './outgoing';
import { absentOf } from './required-fields';
import type { StepDraft } from './step-draft';
import { date, flag, text } from './wire/wire-values';

/** Direction «chuyển đơn» of list 13: says nothing without the agency the petition went to. BT, README of the profile. */
const TRANSFER = '5';

/** Step 2, CapNhatKQXuLy. The canonical case has one summary: it is not repeated as the text of the direction. */
export function toHandlingStep(kase: Case, handling: Handling, outgoing: Outgoing): StepDraft {
  const key = { kind: 'handling', ordinal: 1 } as const;
  const decidedDate = date(handling.decidedDate);
  const missing = absentOf({
    'handling.decidedDate': decidedDate,
    'handling.agency': handling.agencyCode,
    'handling.direction': handling.directionCode,
    ...(handling.directionCode === TRANSFER
      ? { 'handling.nextAgency': handling.nextAgencyCode ?? null }
      : {}),
  });
  if (decidedDate === null || missing.length > 0) return { key, missing };
  const wire = {
    NoiDungXuLy: {
      DonNacDanh: flag(kase.petitioners.anonymous),
      DonDuDKXuLy: flag(handling.eligible),
      TomTatNoiDungXuLy: outgoing.text('handling', handling.summary),
      NgayXuLy: decidedDate,
      CanBoXuLy: text(handling.handledBy),
      CanBoDuyetKQXL: text(handling.approvedBy),
      HuongXuLy: {
        MaCoQuanXuLy: handling.agencyCode,
        MaHuongXuLy: handling.directionCode,
        MaCoQuanXuLyTiep: text(handling.nextAgencyCode),
        NoiDungXuLy: null,
        FileDinhKem: null,
        TenFileDinhKem: null,
      },
    },
  };
  return { key, content: { method: 'CapNhatKQXuLy', wire } };
}

/** Step 3, CapNhatGiaiQuyet. */
export function toAcceptanceStep(acceptance: Acceptance): StepDraft {
  const key = { kind: 'acceptance', ordinal: 1 } as const;
  const acceptedDate = date(acceptance.date);
  const dueDate = date(acceptance.dueDate);
  const missing = absentOf({
    'acceptance.date': acceptedDate,
    'acceptance.dueDate': dueDate,
    'acceptance.agency': acceptance.agencyCode,
  });
  if (acceptedDate === null || dueDate === null || missing.length > 0) return { key, missing };
  const wire = {
    MaCoQuanThuLy: acceptance.agencyCode,
    NgayThuLy: acceptedDate,
    FileThuLy: null,
    TenFileThuLy: null,
    HanGiaiQuyet: dueDate,
    CanBoDuyet: text(acceptance.approvedBy),
  };
  return { key, content: { method: 'CapNhatGiaiQuyet', wire } };
}
