import type { TaiLieuRow } from '../store/rows';
import type { Random } from './random';

const TITLES: Readonly<Record<string, readonly string[]>> = {
  DON: ['Đơn có chữ ký', 'Bản chụp đơn'],
  QDHC: ['Quyết định bị khiếu nại', 'Thông báo thu hồi đất'],
  GTD: ['Giấy chứng nhận quyền sử dụng đất', 'Trích lục bản đồ địa chính'],
  ANH: ['Ảnh hiện trạng', 'Ảnh chụp từ trên cao'],
  BB: ['Biên bản hòa giải', 'Biên bản làm việc'],
  KHAC: ['Giấy xác nhận của thôn', 'Biên lai nộp tiền'],
};

/** One to three small files; about half of them pictures. */
export function attachments(random: Random, donId: number): TaiLieuRow[] {
  return random.sample(Object.keys(TITLES), random.int(1, 3)).map((type, index) => {
    const title = random.pick(TITLES[type] ?? ['Tài liệu']);
    const picture = type === 'ANH' || random.chance(0.3);
    return {
      id: donId * 10 + index,
      don_id: donId,
      loai: type,
      ten: title,
      ten_tep: `${type.toLowerCase()}-${donId}-${index + 1}.${picture ? 'jpg' : 'pdf'}`,
      tom_tat: random.chance(0.4) ? `Gồm ${random.int(1, 6)} trang` : null,
      noi_dung: picture ? jpegLike(random) : smallPdf(random, `Tai lieu ${donId}-${index + 1}`),
    };
  });
}

/** A readable one-page PDF with random bytes in a second stream, 1–5 KB. */
function smallPdf(random: Random, text: string): Buffer {
  const page = `BT /F1 18 Tf 72 720 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const filler = random.bytes(random.int(400, 3600)).toString('hex').slice(0, random.int(400, 3600));
  const offsets: number[] = [];
  let body = `%PDF-1.4\n%${filler}\n`;
  objects.forEach((object, index) => {
    offsets.push(body.length);
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + trailer, 'latin1');
}

/** Bytes that begin and end like a JPEG: enough for software that carries files without opening them. */
function jpegLike(random: Random): Buffer {
  const start = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
  return Buffer.concat([start, random.bytes(random.int(1000, 4800)), Buffer.from('ffd9', 'hex')]);
}
