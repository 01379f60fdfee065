import { PROVINCE_COMMITTEE, type LocalAgency } from '../data/agencies';
import type { Kind } from '../data/local-codes';
import type { Petition, QuyetDinhRow, XuLyRow } from '../store/rows';
import { enforcement, figures } from './amounts';
import { addDays, yearOf, type Day } from './days';
import { personName } from './people';
import type { Stage } from './plan';
import type { Random } from './random';

export interface Journey {
  readonly kind: Kind;
  readonly stage: Stage;
  readonly received: Day;
  readonly agency: LocalAgency;
  /** Where a transferred petition goes. */
  readonly transferTo: LocalAgency;
}

/** Adds the milestones of the stage to a registered petition, each dated after the one before. */
export function addMilestones(random: Random, petition: Petition, journey: Journey): void {
  const { stage } = journey;
  if (stage === 'received') return;
  const handled = addHandling(random, petition, journey);
  if (stage === 'handled' || stage === 'to-accept') return;
  const accepted = addAcceptance(random, petition, journey.agency, addDays(handled, random.int(1, 6)));
  if (stage === 'withdrawn') return addWithdrawal(random, petition, accepted);
  addVerification(random, petition, accepted);
  if (stage === 'accepted') return;
  addOutcome(random, petition, journey, addDays(accepted, random.int(32, 60)));
}

function addOutcome(random: Random, petition: Petition, journey: Journey, decidedFirst: Day): void {
  const { stage } = journey;
  let decided = addDecision(random, petition, journey, { round: 1, day: decidedFirst });
  if (stage.startsWith('second')) {
    decided = addDecision(random, petition, journey, { round: 2, day: addDays(decided, random.int(46, 75)) });
  }
  if (stage.endsWith('often')) addEnforcement(random, petition, decided, random.int(2, 4));
  if (stage.endsWith('enforced')) addEnforcement(random, petition, decided, 1);
  const last = petition.thi_hanh.at(-1)?.ngay ?? decided;
  if (random.chance(0.4)) petition.don.ngay_ket_thuc = addDays(last, random.int(1, 5));
}

export function addHandling(random: Random, petition: Petition, journey: Journey): Day {
  const day = addDays(journey.received, random.int(2, 9));
  petition.xu_ly.push({
    don_id: petition.don.id,
    ngay_xu_ly: day,
    so_van_ban: `${random.int(5, 990)}/${yearOf(day)}/XLĐ`,
    can_bo: personName(random).name,
    nguoi_duyet: personName(random).name,
    sua_luc: `${day}T09:30:00+07:00`,
    ...direction(random, journey),
  });
  return day;
}

type Direction = Pick<
  XuLyRow,
  'du_dieu_kien' | 'ly_do' | 'huong_xu_ly' | 'ma_cq_xu_ly' | 'ma_cq_tiep' | 'tom_tat'
>;

function direction(random: Random, journey: Journey): Direction {
  const base = { du_dieu_kien: 'co', ly_do: null, ma_cq_xu_ly: journey.agency.code, ma_cq_tiep: null };
  if (journey.stage !== 'handled') {
    const basis = random.pick([
      'Đơn thuộc thẩm quyền',
      'Đơn đủ điều kiện, đúng thẩm quyền',
      'Nội dung rõ ràng, đủ căn cứ',
    ]);
    return { ...base, huong_xu_ly: 'DXTL', tom_tat: `${basis}; đề xuất thụ lý giải quyết.` };
  }
  const roll = random.next();
  if (roll < 0.2) {
    const reason = random.pick([
      'thiếu chữ ký',
      'đã được hướng dẫn một lần',
      'hết thời hiệu',
      'không rõ nội dung',
    ]);
    const code = random.pick(['LUU', 'TRA', 'KTL']);
    return {
      ...base,
      du_dieu_kien: 'khong',
      ly_do: reason,
      huong_xu_ly: code,
      tom_tat: `Đơn ${reason}, không đủ điều kiện.`,
    };
  }
  if (roll < 0.55) {
    const to = journey.transferTo;
    return {
      ...base,
      huong_xu_ly: 'CHUYEN',
      ma_cq_tiep: to.code,
      tom_tat: `Chuyển ${to.name} xem xét theo thẩm quyền.`,
    };
  }
  const code = random.pick(['HDAN', 'HDAN', 'TRA', 'DDOC', 'LUU']);
  return { ...base, huong_xu_ly: code, tom_tat: `Xử lý theo hướng ${code}, gửi văn bản cho người nộp đơn.` };
}

/** Acceptance shortly after midnight, Việt Nam time, on purpose: in UTC it is still the day before. */
export function addAcceptance(random: Random, petition: Petition, agency: LocalAgency, day: Day): Day {
  petition.thu_ly.push({
    don_id: petition.don.id,
    ngay_thu_ly: `${day}T00:${String(random.int(5, 59)).padStart(2, '0')}:00+07:00`,
    han_giai_quyet: addDays(day, random.pick([30, 45, 60])),
    ma_cq_thu_ly: agency.code,
    so_quyet_dinh: `${random.int(10, 800)}/TB-TL`,
    nguoi_duyet: personName(random).name,
    sua_luc: `${day}T10:00:00+07:00`,
  });
  return day;
}

function addWithdrawal(random: Random, petition: Petition, accepted: Day): void {
  petition.don.ngay_rut = addDays(accepted, random.int(3, 20));
  petition.don.so_qd_dinh_chi = `${random.int(10, 400)}/QĐ-ĐC`;
  petition.don.rut_mot_phan = false;
}

function addVerification(random: Random, petition: Petition, accepted: Day): void {
  const decided = addDays(accepted, random.int(2, 5));
  const reported = addDays(decided, random.int(12, 18));
  petition.xac_minh.push({
    don_id: petition.don.id,
    so_quyet_dinh: `${random.int(10, 900)}/QĐ-XM`,
    ngay_quyet_dinh: decided,
    don_vi: random.pick(['Tổ xác minh liên ngành', 'Phòng nghiệp vụ 2', 'Đoàn xác minh']),
    han_xac_minh: addDays(decided, 20),
    ngay_bao_cao: reported,
  });
  if (random.chance(0.1)) {
    petition.tam_dinh_chi.push({
      id: petition.don.id * 10,
      don_id: petition.don.id,
      ngay: addDays(decided, 2),
      ngay_tiep_tuc: addDays(decided, 7),
      so_quyet_dinh: `${random.int(10, 300)}/QĐ-TĐC`,
    });
  }
  addExtension(petition, accepted);
  if (!random.chance(0.5)) return;
  petition.doi_thoai.push({
    id: petition.don.id * 10,
    don_id: petition.don.id,
    ngay: addDays(reported, random.int(1, 5)),
    dia_diem: 'Phòng tiếp công dân',
    bien_ban: random.pick([
      'Hai bên trình bày đủ ý kiến, chưa thống nhất.',
      'Các bên thống nhất hướng giải quyết.',
    ]),
  });
}

/** One in fourteen, told by number and not drawn: every other petition stays as it was before there were extensions. */
function addExtension({ don, thu_ly: [taken], gia_han: rows }: Petition, accepted: Day): void {
  if (taken === undefined || don.id % 14 !== 3) return;
  rows.push({
    id: don.id * 10,
    don_id: don.id,
    ngay: addDays(accepted, 25),
    han_moi: addDays(taken.han_giai_quyet, 30),
    so_van_ban: `${don.id}/QĐ-GH`,
  });
}

const RESULTS: Readonly<Record<Kind, readonly string[]>> = {
  KN: ['KN-D', 'KN-DMP', 'KN-DMP', 'KN-S', 'KN-S'],
  TC: ['TC-D', 'TC-DMP', 'TC-S', 'TC-CY'],
  KNPA: ['PA-GQ', 'PA-GQ', 'PA-KCS'],
};

export function addDecision(
  random: Random,
  petition: Petition,
  journey: Pick<Journey, 'kind' | 'agency'>,
  { round, day }: { readonly round: number; readonly day: Day },
): Day {
  const { kind } = journey;
  const id = petition.don.id * 10 + round;
  const form = { KN: round === 1 ? 'QD1' : 'QD2', TC: 'KL', KNPA: 'VBTL' }[kind];
  const decision: QuyetDinhRow = {
    id,
    don_id: petition.don.id,
    lan: round,
    so_quyet_dinh: `${random.int(100, 5200)}/${kind === 'KNPA' ? 'UBND-TD' : 'QĐ-GQKN'}`,
    ngay_ban_hanh: day,
    // The second round belongs to the level above.
    ma_cq_ban_hanh: (round === 1 ? journey.agency : PROVINCE_COMMITTEE).code,
    ket_qua: random.pick(RESULTS[kind]),
    hinh_thuc: form,
    quyen_khoi_kien: kind === 'KN' ? 'C' : 'K',
    tom_tat: `Giải quyết lần ${round}: ${random.pick(OUTCOMES)} (văn bản ${random.int(100, 9000)}).`,
    ...figures(random, kind === 'KNPA' ? 0.1 : 0.6),
    chuyen_dieu_tra: kind === 'TC' && random.chance(0.2) ? random.int(1, 3) : null,
    tra_quyen_loi: random.chance(0.3) ? random.int(1, 40) : null,
    phat_hanh_chinh: random.chance(0.15) ? String(random.int(2, 400) * 500_000) : null,
  };
  petition.quyet_dinh.push(decision);
  if (kind !== 'KNPA' && random.chance(0.3)) addDisciplined(random, petition, id);
  return day;
}

const OUTCOMES = [
  'giữ nguyên quyết định ban đầu',
  'điều chỉnh diện tích theo hiện trạng',
  'bổ sung khoản hỗ trợ còn thiếu',
  'giao đơn vị chuyên môn lập lại phương án',
  'công nhận kết quả hòa giải',
  'yêu cầu khắc phục và báo cáo',
];

function addDisciplined(random: Random, petition: Petition, decisionId: number): void {
  const base = { quyet_dinh_id: decisionId, don_id: petition.don.id };
  petition.bi_xu_ly.push({
    ...base,
    id: decisionId * 10,
    loai: 'CN',
    ten: personName(random).name,
    chuc_vu: random.pick(['Công chức địa chính', 'Chuyên viên', 'Kế toán', null]),
    hinh_thuc: random.pick(['Khiển trách', 'Cảnh cáo', 'Kiểm điểm rút kinh nghiệm']),
  });
  if (!random.chance(0.4)) return;
  const name = random.pick(['Trung tâm phát triển quỹ đất', 'Phòng quản lý đô thị', 'Hạt kiểm lâm']);
  petition.bi_xu_ly.push({
    ...base,
    id: decisionId * 10 + 1,
    loai: 'TC',
    ten: name,
    chuc_vu: null,
    hinh_thuc: 'Phê bình',
  });
}

/** Enforcement of the latest decision, in parts on different days: a day and an agency name one part. */
export function addEnforcement(random: Random, petition: Petition, decided: Day, parts: number): void {
  const decision = petition.quyet_dinh.at(-1);
  if (decision === undefined) return;
  let day = decided;
  for (let part = 0; part < parts; part += 1) {
    day = addDays(day, part === 0 ? random.int(12, 40) : random.int(9, 32));
    petition.thi_hanh.push(enforcement(random, decision, { part, day }));
  }
}
