import { vietnamTime } from '@kntc/domain';
import { letterhead, line, listed, signatures, signer } from '../word/form-parts';
import { wordDocument } from '../word/word-document';
import type { Block, Words } from '../word/word-document';
import type { ZippedFile } from '../zip/zip-files';
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

/** More lines nobody reads on paper; the workbook has all of them. */
const MOST_LISTED = 5_000;

/** «Biên bản gián đoạn kết nối» as a printed form. */
export function outageDocument(form: OutageForm): readonly ZippedFile[] {
  const shown = form.affected.slice(0, MOST_LISTED);
  const left = form.affected.length - shown.length;
  return wordDocument([
    letterhead(form, { left: 'Số: ……/BB-……', right: `…………, ${dateLine(form.madeAt)}` }),
    line({ text: '' }),
    line({ text: TITLE, isBold: true, size: 15, align: 'center' }),
    line({ text: SUBTITLE, isItalic: true, align: 'center' }),
    heading('1. Thời gian'),
    ...timesOf(form).map(([name, value]) => line({ text: `- ${name}: ${value}` })),
    heading('2. Nguyên nhân'),
    listed(['Từ lúc', 'Nguyên nhân', 'Ai xử lý'], [1700, 5838, 2100], causesOf(form)),
    heading('3. Việc cổng liên thông đã làm'),
    ...actsOf(form).map((text) => line({ text: `- ${text}` })),
    heading('4. Hồ sơ bị ảnh hưởng'),
    ...(shown.length === 0 ? [line({ text: 'Không có hồ sơ nào phải chờ.' })] : affectedTables(form, shown)),
    ...(left === 0
      ? []
      : [line({ text: `… và ${left} hồ sơ khác: xem tệp .xlsx của biên bản này.`, isItalic: true })]),
    line({ text: '' }),
    ...REMARKS.map((text) => line({ text, size: 11 })),
    line({ text: `Biên bản lập lúc ${vietnamTime(form.madeAt)} (giờ Việt Nam).`, isItalic: true, size: 11 }),
    line({ text: '' }),
    signatures(copies(), signer('NGƯỜI LẬP BIÊN BẢN'), signer('THỦ TRƯỞNG CƠ QUAN')),
  ]);
}

function heading(text: string): Block {
  return line({ text, isBold: true });
}

function affectedTables(form: OutageForm, shown: OutageForm['affected']): readonly Block[] {
  return [
    listed(
      ['Cơ quan', 'Số hồ sơ'],
      [7638, 2000],
      agenciesOf(form).map(([name, count]) => [name, String(count)]),
    ),
    line({ text: '' }),
    listed(
      AFFECTED_HEADINGS,
      [700, 3138, 1900, 2200, 1700],
      shown.map((one, index) => [String(index + 1), ...affectedLine(one)]),
    ),
  ];
}

function copies(): readonly Words[] {
  return [
    { text: 'Nơi nhận:', isBold: true, isItalic: true, size: 12 },
    ...COPIES.map((text) => ({ text: `- ${text}`, size: 11 })),
  ];
}

/** As documents are dated: «ngày 05 tháng 12 năm 2026». */
function dateLine(at: Date): string {
  const [day = '', month = '', year = ''] = (vietnamTime(at).split(' ')[0] ?? '').split('/');
  return `ngày ${day} tháng ${month} năm ${year}`;
}
