import { parseDay } from './days';
import {
  dayRule,
  fileRule,
  filled,
  first,
  inList,
  mandatory,
  mandatoryCode,
  type RuleContext,
  type Verdict,
} from './field-rules';
import { accusedRules, agentRules, complainantRules, isBlank } from './person-rules';
import type {
  CaseHeader,
  CaseRequest,
  CaseType,
  EnclosedFile,
  PetitionSource,
  PriorAgency,
} from './requests';

const TRANSFERRED = '4'; // list 5: Cơ quan khác chuyển tới

/** Everything about step 1 that needs no stored record: codes, dates, mandatory values, counts. */
export function checkCase(request: CaseRequest, context: RuleContext): Verdict {
  return first(
    () => headerRules(request.VuViec, context),
    () => sourceRules(request.NguonDonDen, request.VuViec, context),
    () => complainantRules(request.NguoiKNTC, context),
    () => accusedSpelling(request),
    () => accusedRules('NguoiBiKNTCT', request.NguoiBiKNTCT, context),
    () => accusedRules('NguoiBiKNTC', request.NguoiBiKNTC, context),
    () => agentRules(request.NguoiUyQuyen, context),
    () => priorAgencyRules(request.CoQuanDaGiaiQuyet, context),
    () => typeRules(request.PhanLoaiDon, context),
    () => attachmentRules(request.Attachment, context),
    () => mandatory('NoiDungDon', request.NoiDungDon),
    () => mandatoryCode('CoQuanTiepNhan', 2, request.CoQuanTiepNhan, context),
  );
}

function headerRules(header: CaseHeader, { today }: RuleContext): Verdict {
  return first(
    () => dayRule('VuViec.NgayNhapDon', header.NgayNhapDon, today, { mandatory: true }),
    () =>
      Number(header.GanVuViec) === 1 && filled(header.Id) === ''
        ? 'Trường VuViec.Id không được để trống khi GanVuViec bằng 1.'
        : null,
    () => (header.UyQuyen === 1 ? mandatory('VuViec.LanhDaoUyQuyen', header.LanhDaoUyQuyen) : null),
  );
}

function sourceRules(source: PetitionSource, header: CaseHeader, context: RuleContext): Verdict {
  return first(
    () => mandatoryCode('NguonDonDen.MaNguonDonDen', 5, source.MaNguonDonDen, context),
    () =>
      source.MaNguonDonDen === TRANSFERRED
        ? mandatory('NguonDonDen.MaCoQuanChuyenDon', source.MaCoQuanChuyenDon)
        : null,
    () => inList('NguonDonDen.MaCoQuanChuyenDon', 2, source.MaCoQuanChuyenDon, context),
    () => dayRule('NguonDonDen.NgayVanBan', source.NgayVanBan, context.today),
    () =>
      (parseDay(filled(source.NgayVanBan)) ?? 0) > (parseDay(header.NgayNhapDon) ?? 0)
        ? 'Trường NguonDonDen.NgayVanBan không được sau VuViec.NgayNhapDon.'
        : null,
  );
}

function accusedSpelling(request: CaseRequest): Verdict {
  return request.NguoiBiKNTCT !== undefined && request.NguoiBiKNTC !== undefined
    ? 'Chỉ được gửi một trong hai trường NguoiBiKNTCT và NguoiBiKNTC.'
    : null;
}

function priorAgencyRules(prior: PriorAgency, context: RuleContext): Verdict {
  if (isBlank(prior)) return null;
  return first(
    () => mandatoryCode('CoQuanDaGiaiQuyet.MaCoQuan', 2, prior.MaCoQuan, context),
    () => dayRule('CoQuanDaGiaiQuyet.NgayBanHanh', prior.NgayBanHanh, context.today),
    () => inList('CoQuanDaGiaiQuyet.MaLoaiQuyetDinh', 8, prior.MaLoaiQuyetDinh, context),
    () =>
      /^([1-9]\d?)?$/.test(String(prior.LanGiaiQuyet ?? ''))
        ? null
        : 'Trường CoQuanDaGiaiQuyet.LanGiaiQuyet phải là số lần (1, 2, …).',
  );
}

function typeRules(types: readonly CaseType[], context: RuleContext): Verdict {
  if (types.length === 0) return 'Trường PhanLoaiDon phải có ít nhất một loại đơn.';
  for (const [index, type] of types.entries()) {
    const verdict = typePath(`PhanLoaiDon[${index}]`, type, context);
    if (verdict !== null) return verdict;
  }
  return null;
}

/** Each level repeats the whole dotted code and lies directly below the level above; deeper levels may be empty. */
function typePath(prefix: string, type: CaseType, context: RuleContext): Verdict {
  const levels = ['MaLoaiDon', 'MaLoaiDon1', 'MaLoaiDon2', 'MaLoaiDon3'] as const;
  let above: string | null = '';
  for (const [depth, key] of levels.entries()) {
    const code: string = filled(type[key]);
    const field = `${prefix}.${key}`;
    if (depth === 0 && code === '') return mandatory(field, code);
    if (code === '') {
      above = null;
      continue;
    }
    if (above === null) return `Trường ${field}: không được bỏ trống cấp phía trên.`;
    const unknown = inList(field, 6, code, context);
    if (unknown !== null) return unknown;
    if (code.split('.').length !== depth + 1 || (above !== '' && !code.startsWith(`${above}.`))) {
      return `Trường ${field}: mã "${code}" không nối tiếp cấp phía trên "${above}".`;
    }
    above = code;
  }
  return null;
}

function attachmentRules(files: readonly EnclosedFile[], context: RuleContext): Verdict {
  for (const [index, file] of files.entries()) {
    const prefix = `Attachment[${index}]`;
    const verdict = first(
      () => mandatory(`${prefix}.TenHoSo`, file.TenHoSo),
      () => inList(`${prefix}.LoaiHoSo`, 11, file.LoaiHoSo, context),
      () => mandatory(`${prefix}.FileDinhKem`, file.FileDinhKem),
      () =>
        fileRule(`${prefix}.FileDinhKem`, file.FileDinhKem, `${prefix}.TenFileDinhKem`, file.TenFileDinhKem),
    );
    if (verdict !== null) return verdict;
  }
  return null;
}
