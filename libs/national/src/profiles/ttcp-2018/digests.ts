import { canonicalJson, type KeyedDigest, type PlannedStep, type StepKey } from '@kntc/domain';
import type { StepContent } from './step-draft';
import type { CapNhatVuViec } from './wire/wire';

/**
 * The three digests of a step. They are taken before the settings form the body, over wire names: renaming a key or
 * switching the marker line does not make every confirmed step look changed. File bytes count by their own digest and
 * a structured summary by the codes it is made of, so a renamed code-list entry changes nothing either.
 */
export function withDigests(key: StepKey, content: StepContent, keyed: KeyedDigest): PlannedStep {
  const digest = (view: unknown): string => keyed.digest(canonicalJson([key.kind, view]));
  return {
    key,
    content,
    contentDigest: digest(wholeView(content)),
    protectedDigest: digest(protectedView(content)),
    identityDigest: digest(repeatKey(content)),
  };
}

function wholeView(content: StepContent): unknown {
  if (content.method !== 'CapNhatVuViec') return content.wire;
  const files = content.wire.Attachment.map((file) => ({ ...file, FileDinhKem: file.FileDinhKem.digest }));
  return { ...withText(content.wire, content.derivedText), Attachment: files };
}

/** Without officers' names, files and summaries: what remains needs a person's decision to change. */
function protectedView(content: StepContent): unknown {
  switch (content.method) {
    case 'CapNhatVuViec': {
      const { NgayNhapDon, TiepDinhKy, UyQuyen } = content.wire.VuViec;
      const view = withText(content.wire, content.derivedText);
      return { ...view, VuViec: { NgayNhapDon, TiepDinhKy, UyQuyen }, Attachment: undefined };
    }
    case 'CapNhatKQXuLy': {
      const { DonNacDanh, DonDuDKXuLy, NgayXuLy, HuongXuLy } = content.wire.NoiDungXuLy;
      const { MaCoQuanXuLy, MaHuongXuLy, MaCoQuanXuLyTiep } = HuongXuLy;
      return { DonNacDanh, DonDuDKXuLy, NgayXuLy, MaCoQuanXuLy, MaHuongXuLy, MaCoQuanXuLyTiep };
    }
    case 'CapNhatGiaiQuyet': {
      const { MaCoQuanThuLy, NgayThuLy, HanGiaiQuyet } = content.wire;
      return { MaCoQuanThuLy, NgayThuLy, HanGiaiQuyet };
    }
    case 'CapNhatKQGiaiQuyet':
      return { ...content.wire, TomTatNoiDungGiaiQuyet: undefined };
    case 'CapNhatThiHanh':
      return content.wire;
  }
}

/** By what the far side would recognise a repeat; steps 1–3 exist once per case. */
function repeatKey(content: StepContent): unknown {
  switch (content.method) {
    case 'CapNhatKQGiaiQuyet':
      return [content.wire.MaCoQuanBanHanh, content.wire.NgayBanHanh];
    case 'CapNhatThiHanh':
      return [content.wire.ThiHanhGiaiQuyet.NgayCapNhat, content.wire.ThiHanhGiaiQuyet.MaCoQuanThiHanh];
    case 'CapNhatVuViec':
    case 'CapNhatKQXuLy':
    case 'CapNhatGiaiQuyet':
      return 'once';
  }
}

function withText(
  wire: CapNhatVuViec,
  derived: boolean,
): Omit<CapNhatVuViec, 'NoiDungDon'> & { NoiDungDon?: string } {
  const { NoiDungDon, ...rest } = wire;
  return derived ? rest : { ...rest, NoiDungDon };
}
