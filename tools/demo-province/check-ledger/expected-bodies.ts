import { cleanText, wireDay } from './clean-text';
import type { Codes } from './codes';
import { accusedOf, agentOf, petitionersOf } from './expected-people';
import { flatten, type Flat } from './flat';
import type {
  Acceptance,
  Enforcement,
  FigureTable,
  Handling,
  LocalCase,
  Reception,
  Round,
} from './local-case';
import { markerOf } from './reference';

/** Bodies without the ids only the far side gives; everything else must be there and nothing more. */
export interface ExpectedCase {
  readonly local: LocalCase;
  readonly reference: string;
  readonly petition: Flat;
  readonly handling: Flat | undefined;
  readonly acceptance: Flat | undefined;
  readonly decisions: readonly ExpectedDecision[];
}

export interface ExpectedDecision {
  readonly round: number;
  readonly body: Flat;
  readonly enforcements: readonly Flat[];
}

type Translate = (list: number, local: string) => string;

const KIND_ROOTS = { KN: 'KN', TC: 'TC', KNPA: 'PA' } as const;

export function expectedCase(local: LocalCase, reference: string, codes: Codes): ExpectedCase {
  const to: Translate = (list, code) => codes.national(list, code, local.received);
  const secret = local.kind === 'TC';
  return {
    local,
    reference,
    petition: flatten(petitionBody(local, reference, to)),
    handling: local.handling && flatten(handlingBody(local.handling, { local, to })),
    acceptance: local.acceptance && flatten(acceptanceBody(local.acceptance, to)),
    decisions: local.rounds.map((round) => ({
      round: round.round,
      body: flatten(decisionBody(round, to, secret)),
      enforcements: round.enforcements.map((row) => flatten(enforcementBody(row, to))),
    })),
  };
}

function petitionBody(local: LocalCase, reference: string, to: Translate): unknown {
  const secret = local.kind === 'TC';
  const { reception, forwarded, prior } = local;
  return {
    VuViec: { NgayNhapDon: wireDay(local.received), GanVuViec: 0, ...receptionOf(reception) },
    NguonDonDen: {
      MaNguonDonDen: to(5, local.channel),
      MaCoQuanChuyenDon: to(2, forwarded.agency),
      SoVanBanDen: cleanText(forwarded.number),
      NgayVanBan: wireDay(forwarded.day),
    },
    NguoiKNTC: petitionersOf(local, to),
    NguoiBiKNTCT: accusedOf(local.accused[0], to),
    NguoiUyQuyen: secret ? {} : agentOf(local.agent, to),
    CoQuanDaGiaiQuyet: prior && {
      MaCoQuan: to(2, prior.agency),
      LanGiaiQuyet: prior.round,
      NgayBanHanh: wireDay(prior.day),
      MaLoaiQuyetDinh: to(8, prior.type),
      KetQuaGiaiQuyet: secret ? '' : cleanText(prior.result),
    },
    PhanLoaiDon: local.fields.map((code) => classification(local, to(6, code))),
    Attachment: secret
      ? []
      : local.files.map((file) => ({
          TenHoSo: cleanText(file.title),
          LoaiHoSo: to(11, file.type),
          NoiDungTomTat: cleanText(file.summary),
          TenFileDinhKem: cleanText(file.fileName),
          FileDinhKem: file.base64,
        })),
    NoiDungDon: `${cleanText(local.content)} ${markerOf(reference)}`,
    CoQuanTiepNhan: to(2, local.agency),
  };
}

function receptionOf(reception: Reception | undefined): Record<string, unknown> {
  return {
    LanhDaoTiep: cleanText(reception?.leader ?? ''),
    TiepDinhKy: bit(reception?.periodic ?? false),
    UyQuyen: bit(reception?.delegated ?? false),
    LanhDaoUyQuyen: cleanText(reception?.delegatedBy ?? ''),
  };
}

/** Every level repeats the whole dotted code; the root must agree with the kind. */
function classification(local: LocalCase, leaf: string): unknown {
  const parts = leaf.split('.');
  const root = local.kind === undefined ? '' : KIND_ROOTS[local.kind];
  if (parts[0] !== root) throw new Error(`${local.key}: field ${leaf} is not of kind ${root}`);
  const level = (count: number): string => (parts.length >= count ? parts.slice(0, count).join('.') : '');
  return { MaLoaiDon: level(1), MaLoaiDon1: level(2), MaLoaiDon2: level(3), MaLoaiDon3: level(4) };
}

function handlingBody(
  handling: Handling,
  { local, to }: { readonly local: LocalCase; readonly to: Translate },
): unknown {
  return {
    NoiDungXuLy: {
      DonNacDanh: bit(local.anonymous),
      DonDuDKXuLy: bit(handling.eligible),
      TomTatNoiDungXuLy: local.kind === 'TC' ? '' : cleanText(handling.summary),
      NgayXuLy: wireDay(handling.day),
      CanBoXuLy: cleanText(handling.officer),
      CanBoDuyetKQXL: cleanText(handling.approver),
      HuongXuLy: {
        MaCoQuanXuLy: to(2, handling.agency),
        MaHuongXuLy: to(13, handling.direction),
        MaCoQuanXuLyTiep: to(2, handling.next),
      },
    },
  };
}

function acceptanceBody(acceptance: Acceptance, to: Translate): unknown {
  return {
    MaCoQuanThuLy: to(2, acceptance.agency),
    NgayThuLy: wireDay(acceptance.day),
    HanGiaiQuyet: wireDay(acceptance.due),
    CanBoDuyet: cleanText(acceptance.approver),
  };
}

function decisionBody(round: Round, to: Translate, secret: boolean): unknown {
  return {
    MaCoQuanBanHanh: to(2, round.agency),
    NgayBanHanh: wireDay(round.day),
    TomTatNoiDungGiaiQuyet: secret ? '' : cleanText(round.summary),
    LoaiKetQuaGiaiQuyet: to(10, round.result),
    HinhThucGiaiQuyet: to(8, round.form),
    QuyenKhoiKien: round.rightToSue === undefined ? '' : bit(round.rightToSue),
    BoiThuongThietHai: wireFigures(round.figures),
    CaNhanBiXuLyHanhChinh: round.disciplinedPeople.map((person) => ({
      HoTen: cleanText(person.name),
      ChucVu: cleanText(person.position),
      HinhThucXuLy: cleanText(person.measure),
    })),
    ToChucBiXuLyHanhChinh: round.disciplinedOrganisations.map(({ name, measure }) => ({
      TenToChuc: cleanText(name),
      HinhThucXuLy: cleanText(measure),
    })),
  };
}

function enforcementBody(row: Enforcement, to: Translate): unknown {
  return {
    ThiHanhGiaiQuyet: {
      MaCoQuanThiHanh: to(2, row.agency),
      NgayCapNhat: wireDay(row.day),
      ...wireFigures(row.figures),
    },
  };
}

/** Whole numbers only: areas are rounded half up once; an unknown figure is left out, never sent as 0. */
function wireFigures(figures: FigureTable): Record<string, string> {
  return Object.fromEntries(Object.entries(figures).map(([name, exact]) => [name, rounded(exact)]));
}

function rounded(exact: string): string {
  if (exact === '') return '';
  const [whole = '0', fraction = '0'] = exact.split('.');
  return String(BigInt(whole) + (Number(fraction[0]) >= 5 ? 1n : 0n));
}

function bit(value: boolean): number {
  return value ? 1 : 0;
}
