import { vietnamTime } from '@kntc/domain';
import type { WrittenSheet } from '@kntc/sources';
import {
  actsOf,
  AFFECTED_HEADINGS,
  affectedLine,
  agenciesOf,
  causesOf,
  COPIES,
  REMARKS,
  SUBTITLE,
  timesOf,
  TITLE,
  type OutageForm,
} from './outage-form';

type Row = readonly (string | number)[];

/** «Biên bản gián đoạn kết nối» as a workbook: the paper, and all the records to sort and filter. */
export function outageSheets(form: OutageForm): readonly WrittenSheet[] {
  return [
    {
      name: 'Biên bản',
      columns: [
        { title: form.province.toLocaleUpperCase('vi'), width: 44 },
        { title: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', width: 90 },
      ],
      rows: () => all(paper(form)),
    },
    {
      name: 'Nguyên nhân',
      columns: [
        { title: 'Từ lúc', width: 18 },
        { title: 'Nguyên nhân', width: 90 },
        { title: 'Ai xử lý', width: 30 },
      ],
      rows: () => all(causesOf(form)),
    },
    {
      name: 'Theo cơ quan',
      columns: [
        { title: 'Cơ quan', width: 60 },
        { title: 'Số hồ sơ', width: 12 },
      ],
      rows: () => all(agenciesOf(form)),
    },
    {
      name: 'Hồ sơ bị ảnh hưởng',
      columns: AFFECTED_HEADINGS.map((title, index) => ({ title, width: [6, 26, 18, 30, 18][index] ?? 18 })),
      rows: () => all(form.affected.map((one, index) => [index + 1, ...affectedLine(one)])),
    },
  ];
}

function paper(form: OutageForm): readonly Row[] {
  return [
    [form.agency, 'Độc lập - Tự do - Hạnh phúc'],
    ['Số: ……/BB-……', ''],
    [TITLE, SUBTITLE],
    ...timesOf(form),
    ...actsOf(form).map((text, index): Row => [index === 0 ? 'Việc cổng liên thông đã làm' : '', text]),
    ...REMARKS.map((text, index): Row => [index === 0 ? 'Ghi chú' : '', text]),
    ['Lập lúc (giờ Việt Nam)', vietnamTime(form.madeAt)],
    ['Nơi nhận', COPIES.join(' ')],
    ['NGƯỜI LẬP BIÊN BẢN', 'THỦ TRƯỞNG CƠ QUAN'],
    ['(ký, ghi rõ họ tên)', '(ký, ghi rõ họ tên)'],
  ];
}

async function* all(rows: readonly Row[]): AsyncIterable<Row> {
  yield* rows;
}
