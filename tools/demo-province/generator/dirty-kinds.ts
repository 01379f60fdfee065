import type { Kind } from '../data/local-codes';
import type { Petition } from '../store/rows';
import type { Stage } from './plan';
import { addDays } from './days';

export type ExpectedClass = 'waiting' | 'outOfScope' | 'held' | 'quarantined';

export interface DirtyKind {
  readonly class: ExpectedClass;
  readonly code: string;
  readonly kind: Kind;
  readonly stage: Stage;
  /** What is wrong, for readers of the table. */
  readonly note: string;
  readonly spoil: (petition: Petition) => void;
}

const quarantined = (
  code: string,
  ...[kind, stage, note, spoil]: readonly [Kind, Stage, note: string, DirtyKind['spoil']]
): DirtyKind => ({ class: 'quarantined', code, kind, stage, note, spoil });

const nothing = (): void => undefined;
const without =
  (...columns: readonly (keyof Petition['don'])[]) =>
  (petition: Petition): void => {
    for (const column of columns) Object.assign(petition.don, { [column]: null });
  };
const withDon =
  (change: Partial<Petition['don']>) =>
  (petition: Petition): void => {
    Object.assign(petition.don, change);
  };

function unclassified(petition: Petition): void {
  petition.don.loai_don = null;
  petition.linh_vuc = [];
}

const WAITING: readonly DirtyKind[] = [
  ...(['KNPA', 'TC', 'KNPA'] as const).map((kind): DirtyKind => ({
    class: 'waiting',
    code: 'NOT_CLASSIFIED',
    kind,
    stage: 'received',
    note: 'type and field still empty',
    spoil: unclassified,
  })),
  ...(['KN', 'KN', 'KN', 'TC'] as const).map((kind): DirtyKind => ({
    class: 'waiting',
    code: 'NOT_RELEASED',
    kind,
    stage: 'received',
    note: 'registered only',
    spoil: nothing,
  })),
  ...(['TC', 'TC'] as const).map((kind): DirtyKind => ({
    class: 'waiting',
    code: 'NOT_RELEASED',
    kind,
    stage: 'to-accept',
    note: 'denunciation handled, not yet accepted',
    spoil: nothing,
  })),
];

const OUT_OF_SCOPE: readonly DirtyKind[] = (['KN', 'KNPA', 'TC'] as const).map((kind): DirtyKind => ({
  class: 'outOfScope',
  code: 'LOCAL_ONLY',
  kind,
  stage: 'accepted',
  note: 'marked pham_vi = noi_bo',
  spoil: withDon({ pham_vi: 'noi_bo' }),
}));

const MISSING: readonly DirtyKind[] = [
  quarantined('MISSING_MANDATORY', 'KN', 'resolved', 'no content', without('noi_dung')),
  quarantined(
    'MISSING_MANDATORY',
    'KNPA',
    'handled',
    'content is empty markup',
    withDon({ noi_dung: '<p>&nbsp;</p>' }),
  ),
  quarantined('MISSING_MANDATORY', 'KN', 'accepted', 'no received date', without('ngay_nhan')),
  quarantined(
    'MISSING_MANDATORY',
    'KNPA',
    'received',
    'zero received date',
    withDon({ ngay_nhan: '0000-00-00' }),
  ),
  quarantined('MISSING_MANDATORY', 'KNPA', 'handled', 'no channel', without('ma_nguon')),
  quarantined('MISSING_MANDATORY', 'KN', 'accepted', 'no receiving agency', without('ma_cq_nhan')),
  quarantined('MISSING_MANDATORY', 'KNPA', 'received', 'no field', (petition) => (petition.linh_vuc = [])),
  quarantined('MISSING_MANDATORY', 'KN', 'handled', 'petitioner without a name', (petition) => {
    for (const person of petition.nguoi) person.ho_ten = '  ';
  }),
  quarantined(
    'MISSING_MANDATORY',
    'KNPA',
    'handled',
    'no register number (rule of this source)',
    without('so_don'),
  ),
];

const CODES: readonly DirtyKind[] = [
  quarantined('UNKNOWN_CODE', 'KNPA', 'handled', 'channel ZALO', withDon({ ma_nguon: 'ZALO' })),
  ...(['KN', 'KN'] as const).map((kind) =>
    quarantined('UNKNOWN_CODE', kind, 'handled', 'field DD-77', (petition) => {
      petition.linh_vuc = [{ don_id: petition.don.id, thu_tu: 1, ma_linh_vuc: 'DD-77' }];
    }),
  ),
  quarantined('UNKNOWN_CODE', 'KN', 'handled', 'direction H9', (petition) => {
    for (const row of petition.xu_ly) row.huong_xu_ly = 'H9';
  }),
  quarantined('UNKNOWN_CODE', 'KN', 'resolved', 'result KQ-0', (petition) => {
    for (const row of petition.quyet_dinh) row.ket_qua = 'KQ-0';
  }),
  quarantined('UNKNOWN_CODE', 'KNPA', 'received', 'receiving agency BGPMB', withDon({ ma_cq_nhan: 'BGPMB' })),
  quarantined('UNKNOWN_VALUE', 'KN', 'handled', 'type 7', withDon({ loai_don: '7' })),
  quarantined('UNKNOWN_VALUE', 'KNPA', 'handled', 'type KHAC', withDon({ loai_don: 'KHAC' })),
];

const FIGURES: readonly DirtyKind[] = [
  quarantined('BAD_DATE', 'KNPA', 'handled', '31 February', withDon({ ngay_nhan: '31/02/2026' })),
  quarantined('BAD_DATE', 'KN', 'handled', 'month 13', withDon({ ngay_nhan: '2026-13-05' })),
  quarantined('BAD_DATE', 'KNPA', 'received', 'words', withDon({ ngay_nhan: 'chưa rõ' })),
  quarantined('BAD_NUMBER', 'KN', 'resolved', 'negative money', (petition) => {
    for (const row of petition.quyet_dinh) row.tra_lai_tien = '-5000000';
  }),
  quarantined('BAD_NUMBER', 'KN', 'enforced', 'negative land', (petition) => {
    for (const row of petition.thi_hanh) row.thu_hoi_dat_o = '-12.5';
  }),
  quarantined(
    'BAD_NUMBER',
    'KNPA',
    'received',
    'head count in words',
    withDon({ so_nguoi: 'khoảng hai chục' }),
  ),
];

const ORDER: readonly DirtyKind[] = [
  quarantined('DATE_ORDER', 'KN', 'accepted', 'handled before received', (petition) => {
    for (const row of petition.xu_ly) row.ngay_xu_ly = '2025-10-01';
  }),
  quarantined('DATE_ORDER', 'KN', 'resolved', 'decided before accepted', (petition) => {
    for (const row of petition.quyet_dinh)
      row.ngay_ban_hanh = petition.xu_ly[0]?.ngay_xu_ly ?? row.ngay_ban_hanh;
    for (const row of petition.thu_ly)
      row.ngay_thu_ly = `${addDays(petition.xu_ly[0]?.ngay_xu_ly ?? '', 9)}T08:00:00+07:00`;
  }),
  quarantined('DATE_ORDER', 'TC', 'accepted', 'due before accepted', (petition) => {
    for (const row of petition.thu_ly) row.han_giai_quyet = '2025-10-01';
  }),
  quarantined('DATE_ORDER', 'KN', 'enforced', 'enforced before decided', (petition) => {
    for (const row of petition.thi_hanh) row.ngay = '2025-10-01';
  }),
  quarantined(
    'DATE_ORDER',
    'KNPA',
    'received',
    'received in the future',
    withDon({ ngay_nhan: '2039-03-08', ngay_viet: null }),
  ),
];

const JUMPS: readonly DirtyKind[] = [
  quarantined(
    'ILLEGAL_JUMP',
    'KN',
    'accepted',
    'accepted without handling',
    (petition) => (petition.xu_ly = []),
  ),
  quarantined(
    'ILLEGAL_JUMP',
    'KN',
    'resolved',
    'decided without acceptance',
    (petition) => (petition.thu_ly = []),
  ),
  quarantined('ILLEGAL_JUMP', 'KN', 'second-round', 'second round without the first', (petition) => {
    without('gqt_ma_cq', 'gqt_lan', 'gqt_ngay', 'gqt_loai_qd', 'gqt_ket_qua')(petition);
    petition.quyet_dinh = petition.quyet_dinh.filter((row) => row.lan === 2);
    petition.bi_xu_ly = petition.bi_xu_ly.filter((row) => row.quyet_dinh_id % 10 === 2);
  }),
];

const SECRETS: readonly DirtyKind[] = (['KN', 'TC', 'TC'] as const).map((kind) =>
  quarantined('SECRET_RECORD', kind, 'accepted', 'marked secret', withDon({ do_mat: 'M' })),
);

export const DIRTY_KINDS: readonly DirtyKind[] = [
  ...WAITING,
  ...OUT_OF_SCOPE,
  ...MISSING,
  ...CODES,
  ...FIGURES,
  ...ORDER,
  ...JUMPS,
  ...SECRETS,
];
