import { checkCase } from './case-rules';
import { parseDay } from './days';
import {
  countRule,
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
import type {
  AcceptanceRequest,
  DecisionRequest,
  EnforcementRequest,
  ProcessingRequest,
  UpdateRequest,
} from './requests';

const TRANSFER = '5'; // list 13: Chuyển đơn

/** The rules of one update that need no stored record; those that do are in `state/judge.ts`. */
export function checkUpdate(request: UpdateRequest, context: RuleContext): Verdict {
  switch (request.method) {
    case 'CapNhatVuViec':
      return checkCase(request.body, context);
    case 'CapNhatKQXuLy':
      return checkProcessing(request.body, context);
    case 'CapNhatGiaiQuyet':
      return checkAcceptance(request.body, context);
    case 'CapNhatKQGiaiQuyet':
      return checkDecision(request.body, context);
    case 'CapNhatThiHanh':
      return checkEnforcement(request.body, context);
  }
}

function checkProcessing(request: ProcessingRequest, context: RuleContext): Verdict {
  const content = request.NoiDungXuLy;
  const direction = content.HuongXuLy;
  const prefix = 'NoiDungXuLy.HuongXuLy';
  return first(
    () => mandatory('Id', request.Id),
    () => dayRule('NoiDungXuLy.NgayXuLy', content.NgayXuLy, context.today, { mandatory: true }),
    () => mandatoryCode(`${prefix}.MaCoQuanXuLy`, 2, direction.MaCoQuanXuLy, context),
    () => mandatoryCode(`${prefix}.MaHuongXuLy`, 13, direction.MaHuongXuLy, context),
    () =>
      direction.MaHuongXuLy === TRANSFER
        ? mandatory(`${prefix}.MaCoQuanXuLyTiep`, direction.MaCoQuanXuLyTiep)
        : null,
    () => inList(`${prefix}.MaCoQuanXuLyTiep`, 2, direction.MaCoQuanXuLyTiep, context),
    () =>
      fileRule(
        `${prefix}.FileDinhKem`,
        direction.FileDinhKem,
        `${prefix}.TenFileDinhKem`,
        direction.TenFileDinhKem,
      ),
  );
}

function checkAcceptance(request: AcceptanceRequest, context: RuleContext): Verdict {
  return first(
    () => mandatory('Id', request.Id),
    () => mandatoryCode('MaCoQuanThuLy', 2, request.MaCoQuanThuLy, context),
    () => dayRule('NgayThuLy', request.NgayThuLy, context.today, { mandatory: true }),
    () =>
      dayRule('HanGiaiQuyet', request.HanGiaiQuyet, context.today, { mandatory: true, futureAllowed: true }),
    () =>
      (parseDay(filled(request.HanGiaiQuyet)) ?? 0) < (parseDay(filled(request.NgayThuLy)) ?? 0)
        ? 'Trường HanGiaiQuyet không được trước NgayThuLy.'
        : null,
    () => fileRule('FileThuLy', request.FileThuLy, 'TenFileThuLy', request.TenFileThuLy),
  );
}

function checkDecision(request: DecisionRequest, context: RuleContext): Verdict {
  const form = request.HinhThucGiaiQuyet;
  return first(
    () => mandatory('Id', request.Id),
    () => mandatoryCode('MaCoQuanBanHanh', 2, request.MaCoQuanBanHanh, context),
    () => dayRule('NgayBanHanh', request.NgayBanHanh, context.today, { mandatory: true }),
    () => inList('LoaiKetQuaGiaiQuyet', 10, String(request.LoaiKetQuaGiaiQuyet), context),
    () => inList('HinhThucGiaiQuyet', 8, form === undefined ? '' : String(form), context),
    () => countRule('BoiThuongThietHai', request.BoiThuongThietHai),
    () => fileRule('FileBanHanh', request.FileBanHanh, 'TenFileBanHanh', request.TenFileBanHanh),
  );
}

function checkEnforcement(request: EnforcementRequest, context: RuleContext): Verdict {
  const figures = request.ThiHanhGiaiQuyet;
  return first(
    () => mandatory('Id', request.Id),
    () => mandatory('IdKetQua', request.IdKetQua),
    () => mandatoryCode('ThiHanhGiaiQuyet.MaCoQuanThiHanh', 2, figures.MaCoQuanThiHanh, context),
    () => dayRule('ThiHanhGiaiQuyet.NgayCapNhat', figures.NgayCapNhat, context.today, { mandatory: true }),
    () => countRule('ThiHanhGiaiQuyet', figures),
  );
}
