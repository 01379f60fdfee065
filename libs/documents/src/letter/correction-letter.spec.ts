import { SaxesParser } from 'saxes';
import type { CorrectionEntry } from '@kntc/domain';
import { correctionLetter } from './correction-letter';
import { correctionSheet } from './correction-table';
import { TEXT_WIDTH } from './official-letter';

const HEAD = {
  superior: ['Ủy ban nhân dân', 'Tỉnh Bình Định'],
  issuer: ['Thanh tra'],
  issuerName: 'Thanh tra tỉnh',
  symbol: 'TTr-NV1',
  place: 'Bình Định',
  to: 'Thanh tra Chính phủ',
  signer: ['Chánh Thanh tra'],
  copies: ['Như trên;', 'Lưu: VT.'],
};
const ID = '3f2b8c1e-0d4a-4c57-9a63-5b1e7f0c2d94';
const double: CorrectionEntry = {
  kind: 'case',
  problem: 'double',
  nationalId: ID,
  rightId: ID.replace('3f', '4a'),
  agency: 'ttt',
  fields: [],
  correctedAt: null,
};
const code: CorrectionEntry = {
  kind: 'code',
  list: 2,
  source: 'so-don',
  localCode: 'BQLDA',
  name: 'Ban Quản lý dự án <tỉnh> & huyện',
  records: 12,
  correctedAt: null,
};
const madeAt = new Date('2026-11-27T03:00:00Z');
const nameOf = (): string => 'Thanh tra tỉnh';

/** Texts of a letter in their order; every part of it is well-formed XML. */
function textsOf(entries: readonly CorrectionEntry[]): readonly string[] {
  const texts: string[] = [];
  for (const { name, content } of correctionLetter({ head: HEAD, entries, nameOf, madeAt })) {
    const parser = new SaxesParser();
    parser.on(
      'text',
      (text) => void (name === 'word/document.xml' && text.trim() !== '' && texts.push(text)),
    );
    parser.on('error', (err) => {
      throw err;
    });
    parser.write(content).close();
  }
  return texts;
}

describe('a letter', () => {
  it('has what Nghị định 30/2020 asks of a công văn, as a draft: neither number nor day', () => {
    const texts = textsOf([double]);
    expect(texts.slice(0, 8)).toEqual([
      'ỦY BAN NHÂN DÂN',
      'TỈNH BÌNH ĐỊNH',
      'THANH TRA',
      'Số:          /TTr-NV1',
      'V/v đề nghị chỉnh sửa dữ liệu vụ việc trên CSDLQG về khiếu nại, tố cáo',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Bình Định, ngày       tháng 11 năm 2026',
    ]);
    expect(texts).toEqual(
      expect.arrayContaining(['Kính gửi: Thanh tra Chính phủ.', 'Nơi nhận:', 'CHÁNH THANH TRA', 'PHỤ LỤC']),
    );
    expect(texts.filter((text) => text.endsWith('./.'))).toHaveLength(1);
  });

  it('lists ids, agencies and what is asked for', () => {
    const texts = textsOf([
      double,
      { ...double, problem: 'differs', rightId: null, fields: ['content', 'content'] },
    ]);
    expect(texts).toEqual(expect.arrayContaining([ID, 'Gỡ bỏ vụ việc ghi thừa, giữ vụ việc mang mã đúng']));
    expect(texts.filter((text) => text.startsWith('Nội dung trên Hệ thống khác'))).toEqual([
      'Nội dung trên Hệ thống khác nội dung đã gửi và được xác nhận (Nội dung đơn)',
    ]);
  });

  it('asks for codes a list lacks, by the name the office wrote', () => {
    const texts = textsOf([code]);
    expect(texts).toEqual(
      expect.arrayContaining([
        'V/v đề nghị bổ sung danh mục dùng chung của CSDLQG về khiếu nại, tố cáo',
        '2. Cơ quan hành chính',
        'Ban Quản lý dự án <tỉnh> & huyện',
      ]),
    );
  });

  it('is as wide as the page, and says what stands in the workbook only', () => {
    const many = Array.from({ length: 502 }, () => double);
    expect(textsOf(many)).toContain('… và 2 mục khác: xem tệp .xlsx gửi kèm.');
    const [document] = correctionLetter({ head: HEAD, entries: [double], nameOf, madeAt }).filter(
      ({ name }) => name === 'word/document.xml',
    );
    const widths = [...(document?.content ?? '').matchAll(/<w:tblW w:w="(\d+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(Math.max(...widths)).toBeLessThanOrEqual(TEXT_WIDTH);
  });

  it('has the same lines in the workbook', async () => {
    const { columns, rows } = correctionSheet([code], nameOf);
    const lines: (readonly string[])[] = [];
    for await (const row of rows()) lines.push(row);
    expect(columns.map(({ title }) => title)).toContain('Tên đề nghị bổ sung');
    expect(lines).toEqual([['1', '2. Cơ quan hành chính', code.name, 'BQLDA', '12']]);
  });
});
