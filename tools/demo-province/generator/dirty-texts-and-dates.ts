import type { Petition } from '../store/rows';
import type { DirtyKind } from './dirty-kinds';
import { personName } from './people';
import { Random } from './random';

const ELEVEN_MEGABYTES_OF = 'Tôi xin trình bày thêm về sự việc đã nêu ở trên. ';

function renamed(petition: Petition, name: string): void {
  for (const person of petition.nguoi) person.ho_ten = name;
}

const twentyNames = (): string => {
  const random = new Random('twenty petitioners in one cell');
  return Array.from({ length: 20 }, () => personName(random).name).join(', ');
};

/** Received before the start date of the source, 01/01/2018, with everything else moved back along. */
function beforeStart(closed: boolean) {
  return (petition: Petition): void => {
    Object.assign(petition.don, {
      ngay_nhan: '2017-05-16',
      ngay_viet: '2017-05-10',
      ngay_ket_thuc: closed ? '2017-08-30' : null,
      ma_nguon: 'BD',
      ma_cq_chuyen: null,
      so_vb_den: null,
      ngay_vb_den: null,
    });
    for (const person of petition.nguoi) person.ngay_cap = null;
    for (const row of petition.xu_ly) row.ngay_xu_ly = '2017-05-22';
    for (const column of ['gqt_ma_cq', 'gqt_lan', 'gqt_ngay', 'gqt_loai_qd', 'gqt_ket_qua'] as const) {
      petition.don[column] = null;
    }
    petition.buoi_tiep = [];
  };
}

const withContent =
  (change: (text: string) => string) =>
  (petition: Petition): void => {
    petition.don.noi_dung = change(petition.don.noi_dung ?? '');
  };

const PEOPLE: readonly DirtyKind[] = [
  [
    'KN',
    'handled',
    'a couple in one field',
    (petition: Petition): void => renamed(petition, 'Nguyễn Văn Hường và vợ Trần Thị Bông'),
  ],
  [
    'KNPA',
    'received',
    'a person and eighteen households',
    (petition: Petition): void => renamed(petition, 'Lê Thị Sáu + 18 hộ dân thôn Kim Châu'),
  ],
  [
    'KN',
    'handled',
    'twenty petitioners in one cell',
    (petition: Petition): void => renamed(petition, twentyNames()),
  ],
].map(([kind, stage, note, spoil]) => ({
  class: 'quarantined',
  code: 'MANY_PEOPLE_IN_ONE_FIELD',
  ...({ kind, stage, note, spoil } as Pick<DirtyKind, 'kind' | 'stage' | 'note' | 'spoil'>),
}));

const quarantined = (code: string, rest: Omit<DirtyKind, 'class' | 'code'>): DirtyKind => ({
  class: 'quarantined',
  code,
  ...rest,
});

const TEXTS: readonly DirtyKind[] = [
  quarantined('TEXT_SUSPECT', {
    kind: 'KN',
    stage: 'handled',
    note: 'replacement characters in the content',
    spoil: withContent((text) => text.replace(/[ạảấầẩ]/g, '\ufffd')),
  }),
  quarantined('TEXT_SUSPECT', {
    kind: 'KNPA',
    stage: 'received',
    note: 'C1 control characters in the content',
    spoil: withContent((text) => text.replace(/ế/g, 'áº\u0093').replace(/ộ/g, 'á»\u0099')),
  }),
  quarantined('TEXT_SUSPECT', {
    kind: 'KN',
    stage: 'handled',
    note: 'replacement character in the name',
    spoil: (petition) => renamed(petition, 'Nguy\ufffdn Th\ufffd Hồng'),
  }),
  quarantined('TEXT_TOO_LONG', {
    kind: 'KNPA',
    stage: 'received',
    note: 'more than 10 MB',
    spoil: withContent((text) => text + ELEVEN_MEGABYTES_OF.repeat(180_000)),
  }),
  quarantined('TEXT_TOO_LONG', {
    kind: 'KN',
    stage: 'handled',
    note: 'more than 1 MB',
    spoil: withContent((text) => text + ELEVEN_MEGABYTES_OF.repeat(18_000)),
  }),
];

const OLD: readonly DirtyKind[] = [
  ...(['KN', 'KNPA', 'TC'] as const).map((kind): DirtyKind => ({
    class: 'outOfScope',
    code: 'BEFORE_START_CLOSED',
    kind,
    stage: 'handled',
    note: 'received 2017, closed',
    spoil: beforeStart(true),
  })),
  ...(['KN', 'KNPA'] as const).map((kind) =>
    quarantined('BEFORE_START_OPEN', {
      kind,
      stage: 'handled',
      note: 'received 2017, open',
      spoil: beforeStart(false),
    }),
  ),
];

export const DIRTY_TEXTS_AND_DATES: readonly DirtyKind[] = [...PEOPLE, ...TEXTS, ...OLD];
