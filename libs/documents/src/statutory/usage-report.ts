import { PETITION_KINDS, periodName, placeInPeriod, toVietnameseDate } from '@kntc/domain';
import type { PartialDate, PetitionKind, ReportPeriod, StatutoryEntry, TwoSides } from '@kntc/domain';
import { letterhead, line, listed, signatures, signer } from '../word/form-parts';
import { wordDocument, type Block } from '../word/word-document';
import type { ZippedFile } from '../zip/zip-files';

/** What the report counts. */
export interface UsageBook extends Pick<TwoSides, 'local' | 'confirmed'> {
  /** What came in until the end of the period and is no case yet. */
  readonly notCases: readonly { readonly class: string; readonly records: number }[];
}

/** What the report tells besides the book. */
export interface UsagePaper {
  readonly period: ReportPeriod;
  readonly province: string;
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
  /** Day the draft is made, in Vietnam. */
  readonly day: PartialDate;
}

/** So many petitions of each kind. */
type Counts = Readonly<Record<PetitionKind, number>>;

interface AgencyUse {
  readonly name: string;
  readonly local: Counts;
  readonly confirmed: Counts;
}

const DOTS = '…………………………………………………………………………………………………………';
const SYSTEM = 'Hệ thống Cơ sở dữ liệu quốc gia về khiếu nại, tố cáo';

/**
 * «Báo cáo việc sử dụng Hệ thống CSDLQG về khiếu nại, tố cáo», laid out like the one of 26/4/2019 (`letters/bao-cao-binh-dinh-2019`): a
 * draft without a number, with the figures of a period and places for what only people know.
 */
export function usageReport(book: UsageBook, paper: UsagePaper): readonly ZippedFile[] {
  const { period, province, day } = paper;
  const used = usesOf(book, paper);
  const span = `từ ngày ${toVietnameseDate(period.from)} đến ngày ${toVietnameseDate(period.to)}`;
  const [dd = '', mm = '', yyyy = ''] = toVietnameseDate(day).split('/');
  const place = province.replace(/^(Tỉnh|Thành phố) /u, '');
  return wordDocument([
    letterhead(
      { province: 'Uỷ ban nhân dân', agency: province.toLocaleUpperCase('vi') },
      {
        left: 'Số: ……/BC-……',
        right: `${place}, ngày ${dd} tháng ${mm} năm ${yyyy}`,
      },
    ),
    line({ text: '' }),
    line({ text: 'BÁO CÁO', isBold: true, size: 14, align: 'center' }),
    line({ text: `Việc sử dụng ${SYSTEM}`, isBold: true, align: 'center' }),
    line({ text: `(${periodName(period)}, ${span})`, isItalic: true, align: 'center' }),
    line({
      text: `Thực hiện ${DOTS.slice(0, 30)} của Thanh tra Chính phủ về việc báo cáo việc sử dụng ${SYSTEM}, Uỷ ban nhân dân ${province} báo cáo kết quả triển khai thực hiện như sau:`,
    }),
    heading(`I. KẾT QUẢ TRIỂN KHAI SỬ DỤNG ${SYSTEM.toLocaleUpperCase('vi')}`),
    heading('1. Công tác chỉ đạo, điều hành'),
    ...toFill(),
    heading(`2. Tình hình triển khai sử dụng ${SYSTEM}`),
    ...figures(used, paper, span),
    heading('II. NHẬN XÉT ĐÁNH GIÁ CHUNG'),
    heading('1. Về ưu điểm'),
    ...toFill(),
    heading('2. Về tồn tại, hạn chế'),
    line({ text: 'Về quản trị hệ thống:', isBold: true }),
    ...toFill(),
    line({ text: 'Về thao tác nghiệp vụ:', isBold: true }),
    ...shortcomings(book, used),
    ...toFill(),
    heading('III. ĐỀ XUẤT, KIẾN NGHỊ'),
    ...toFill(),
    line({
      text: `Trên đây là báo cáo kết quả triển khai sử dụng ${SYSTEM} trên địa bàn ${province}, Uỷ ban nhân dân ${province} kính báo cáo Thanh tra Chính phủ./.`,
    }),
    line({ text: '' }),
    signatures(
      [
        { text: 'Nơi nhận:', isBold: true, isItalic: true, size: 12 },
        ...['Thanh tra Chính phủ (b/c);', 'CT, các PCT UBND tỉnh;', 'Thanh tra tỉnh;', 'Lưu: VT, ……'].map(
          (text) => ({ text: `- ${text}`, size: 11 }),
        ),
      ],
      [{ text: 'TM. UỶ BAN NHÂN DÂN', isBold: true, align: 'center' }, ...signer('CHỦ TỊCH')],
    ),
  ]);
}

function figures(used: readonly AgencyUse[], { agencies }: UsagePaper, span: string): readonly Block[] {
  const [local, confirmed] = [sum(used.map((one) => one.local)), sum(used.map((one) => one.confirmed))];
  const active = used.filter((one) => totalOf(one.confirmed) > 0).length;
  return [
    line({
      text: `Đến nay, ${active}/${agencies.length} cơ quan, đơn vị đã có đơn được cập nhật lên hệ thống trong kỳ. Tổng số đơn tiếp nhận trong kỳ (${span}) đã cập nhật và được hệ thống xác nhận là: ${totalOf(confirmed)} đơn (trong đó: ${partsOf(confirmed)}), trên tổng số ${totalOf(local)} đơn đã tiếp nhận và phân loại (${partsOf(local)}).`,
    }),
    listed(
      ['Cơ quan, đơn vị', 'Đơn tiếp nhận', 'KN', 'TC', 'KNPA', 'Đã xác nhận', 'Tỷ lệ'],
      [3638, 1100, 900, 900, 900, 1200, 1000],
      [...used, { name: 'Tổng cộng', local, confirmed }].map((one) => [
        one.name,
        String(totalOf(one.local)),
        ...PETITION_KINDS.map((kind) => String(one.local[kind])),
        String(totalOf(one.confirmed)),
        share(totalOf(one.confirmed), totalOf(one.local)),
      ]),
    ),
    line({ text: '' }),
  ];
}

/** What of the shortcomings is a number; the words are for people to write. */
function shortcomings({ notCases }: UsageBook, used: readonly AgencyUse[]): readonly Block[] {
  const missing = totalOf(sum(used.map((one) => one.local))) - totalOf(sum(used.map((one) => one.confirmed)));
  const count = (wanted: string): number =>
    notCases.filter((one) => one.class === wanted).reduce((all, { records }) => all + records, 0);
  const texts = [
    `Đơn tiếp nhận trong kỳ chưa được hệ thống xác nhận: ${missing}.`,
    `Đơn chờ bổ sung thông tin bắt buộc (đến cuối kỳ): ${count('quarantined')}.`,
    `Đơn chưa phân loại hoặc chưa đến thời điểm cập nhật (đến cuối kỳ): ${count('waiting')}.`,
    'Hệ thống chưa có chỗ nhận: tiếp công dân không có đơn, xác minh, đối thoại, tạm đình chỉ, gia hạn, rút đơn.',
  ];
  return texts.map((text) => line({ text: `- ${text}` }));
}

function usesOf(book: UsageBook, { period, agencies }: UsagePaper): readonly AgencyUse[] {
  const ids = [...new Set([...book.local, ...book.confirmed].map(({ agency }) => agency))].toSorted();
  const cameIn = (entries: readonly StatutoryEntry[], agency: string): Counts => {
    const inPeriod = entries.filter(
      (one) => one.agency === agency && placeInPeriod(one.petition?.received, period) === 'in',
    );
    const of = (kind: PetitionKind): number => inPeriod.filter((one) => one.petition?.kind === kind).length;
    return { KN: of('KN'), TC: of('TC'), KNPA: of('KNPA') };
  };
  return ids.map((id) => ({
    name: agencies.find((one) => one.id === id)?.name ?? id,
    local: cameIn(book.local, id),
    confirmed: cameIn(book.confirmed, id),
  }));
}

function sum(all: readonly Counts[]): Counts {
  const of = (kind: PetitionKind): number => all.reduce((total, one) => total + one[kind], 0);
  return { KN: of('KN'), TC: of('TC'), KNPA: of('KNPA') };
}

function totalOf(counts: Counts): number {
  return counts.KN + counts.TC + counts.KNPA;
}

function partsOf({ KN, TC, KNPA }: Counts): string {
  return `${KN} khiếu nại; ${TC} tố cáo; ${KNPA} kiến nghị, phản ánh`;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${(Math.floor((part / whole) * 1_000) / 10).toLocaleString('vi-VN')} %`;
}

function heading(text: string): Block {
  return line({ text, isBold: true });
}

/** Only people know it. */
function toFill(): readonly Block[] {
  return [line({ text: DOTS }), line({ text: DOTS })];
}
