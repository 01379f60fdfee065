import { type Case, markerLine, type PlanContext, type PriorResolution, type Reception } from '@kntc/domain';
import type { NationalSettings } from '../../settings/national-settings';
import { structuredSummary } from './structured-summary';
import type { Outgoing } from './outgoing';
import type { StepDraft } from './step-draft';
import { toPetitioners } from './to-petitioners';
import { toRespondent } from './to-person';
import type { CapNhatVuViec, CoQuanDaGiaiQuyet, NguoiKntc } from './wire/wire';
import { date, flag, text } from './wire/wire-values';

/** Step 1, CapNhatVuViec. Opens identity and narrative only of what is not withheld, files never (the body does). */
export function toCaseStep(
  kase: Case,
  outgoing: Outgoing,
  context: PlanContext,
  settings: NationalSettings,
): StepDraft {
  const key = { kind: 'case', ordinal: 1 } as const;
  const receivedDate = date(kase.petition.receivedDate);
  const { petitioners, agent } = toPetitioners(kase.petitioners, outgoing.isWithheld, settings.values);
  const redacted = outgoing.rendition('content');
  const derivedText = outgoing.isWithheld && redacted === undefined;
  const content = outgoing.isWithheld
    ? (redacted ?? structuredSummary(kase, context.codeBook))
    : kase.petition.narrative.open().content.trimEnd();
  const missing = missingOf(kase, petitioners, content);
  if (receivedDate === null || missing.length > 0)
    return { key, missing: receivedDate === null ? ['receivedDate', ...missing] : missing };
  const wire: CapNhatVuViec = {
    VuViec: { NgayNhapDon: receivedDate, ...toReception(kase.reception) },
    NguonDonDen: toSource(kase),
    NguoiKNTC: petitioners,
    NguoiBiKNTCT: toRespondent(kase.respondents[0]),
    NguoiUyQuyen: agent,
    CoQuanDaGiaiQuyet: toPriorResolution(kase.priorResolution, outgoing),
    PhanLoaiDon: kase.petition.classification.map(([first, ...deeper]) => ({
      MaLoaiDon: first ?? '',
      MaLoaiDon1: text(deeper[0]),
      MaLoaiDon2: text(deeper[1]),
      MaLoaiDon3: text(deeper[2]),
    })),
    Attachment: outgoing.files(kase.attachments),
    NoiDungDon: content,
    CoQuanTiepNhan: kase.receivingAgencyCode,
  };
  const marker = settings.referenceMarker ? markerLine(context.reference) : undefined;
  return { key, content: { method: 'CapNhatVuViec', wire, marker, derivedText } };
}

/** The `required` lists of the OpenAPI file, in the field names a clerk's screen knows. */
function missingOf(kase: Case, petitioners: NguoiKntc, content: string): readonly string[] {
  const { classification, channelCode } = kase.petition;
  const named = petitioners.DataNguoiKNTC.every((person) => person.HoTen !== null);
  const somebody = petitioners.DataNguoiKNTC.length > 0 || petitioners.TenCoQuanToChuc !== null;
  const classified = classification.length > 0 && classification.every((path) => (path[0] ?? '') !== '');
  const checks: readonly (readonly [boolean, string])[] = [
    [kase.receivingAgencyCode !== '', 'receivingAgency'],
    [channelCode !== '', 'channel'],
    [classified, 'classification'],
    [named && somebody, 'petitioners.fullName'],
    [content !== '', 'content'],
  ];
  return checks.filter(([present]) => !present).map(([, field]) => field);
}

function toReception(reception: Reception | undefined): Omit<CapNhatVuViec['VuViec'], 'NgayNhapDon'> {
  return {
    LanhDaoTiep: text(reception?.leader),
    TiepDinhKy: flag(reception?.periodic ?? false),
    UyQuyen: flag(reception?.delegated ?? false),
    LanhDaoUyQuyen: text(reception?.delegatedBy),
  };
}

/** NgayVanBan is the date of the forwarding document, never the date the petition was written (PT mixed them up). */
function toSource(kase: Case): CapNhatVuViec['NguonDonDen'] {
  const { channelCode, forwardedBy } = kase.petition;
  return {
    MaNguonDonDen: channelCode,
    MaCoQuanChuyenDon: text(forwardedBy?.agencyCode),
    SoVanBanDen: text(forwardedBy?.documentNo),
    NgayVanBan: date(forwardedBy?.documentDate),
  };
}

function toPriorResolution(prior: PriorResolution | undefined, outgoing: Outgoing): CoQuanDaGiaiQuyet | null {
  if (prior === undefined) return null;
  return {
    MaCoQuan: prior.agencyCode,
    LanGiaiQuyet: String(prior.round),
    NgayBanHanh: date(prior.decidedDate),
    MaLoaiQuyetDinh: text(prior.decisionTypeCode),
    KetQuaGiaiQuyet: outgoing.text('prior', prior.result),
  };
}
