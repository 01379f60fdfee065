import { fingerprintOf, vietnamTime } from '@kntc/domain';
import type { PackedKey } from './packed-keys';

interface ToldInReadme {
  readonly agency: { readonly id: string; readonly name: string };
  readonly province: { readonly name: string };
  readonly period: string;
  readonly madeAt: string;
  readonly keys: readonly PackedKey[];
  readonly stamps: readonly unknown[];
  readonly receipts: number;
}

/** What a stranger must know of a key that only two people vouch for; nothing where there is none. */
function breakLines(keys: readonly PackedKey[]): string {
  return keys
    .flatMap(({ id, unvouched }) => (unvouched === undefined ? [] : [{ id, ...unvouched }]))
    .map(
      ({ id, lost, lastSeq, at }) => `
**Gói này có chỗ gián đoạn khoá**, nên in «GIÁN ĐOẠN KHOÁ», không in «OK»: khoá mới ${id} không được khoá cũ ${lost} xác nhận, hai người
ghi nhận ngày ${vietnamTime(at).split(' ')[0] ?? ''}; khoá cũ ký đến biên nhận ${lastSeq}. Yêu cầu tỉnh đưa biên bản mất khoá và văn bản công bố khoá mới.
`,
    )
    .join('');
}

/** What a stranger reads first. */
export function evidenceReadme(evidence: ToldInReadme): string {
  const { agency, province, period, madeAt, keys, stamps, receipts } = evidence;
  return `# Gói chứng cứ liên thông KNTC

- Cơ quan: ${agency.name} (${agency.id}), ${province.name}
- Kỳ: tháng ${period.slice(5)}/${period.slice(0, 4)}
- Số biên nhận: ${receipts}; ngày có dấu thời gian bên ngoài: ${stamps.length}
- Lập lúc: ${vietnamTime(madeAt)} (giờ Việt Nam)

## Kiểm tra

Cần Node.js 20 trở lên; không cần mạng, cơ sở dữ liệu, mật khẩu hay khoá bí mật.

    node verify.mjs

In «OK» là nguyên vẹn. In «SAI» thì nêu đúng chỗ bị sửa, xoá, chèn, đổi chỗ, cắt bớt hoặc chữ ký sai.
${breakLines(keys)}
Chữ ký chỉ có nghĩa khi khoá đúng là của tỉnh. Lấy dấu vân tay khoá từ nơi tỉnh đã công bố – không lấy trong gói này –
rồi chạy:

    node verify.mjs --khoa <dấu vân tay đã công bố> --lam-chung <dấu vân tay của bên làm chứng>

Dấu vân tay khoá trong gói:
${keys.map(({ publicKey }) => `- ${fingerprintOf(publicKey)}`).join('\n')}

Không tin chương trình trong gói thì dùng bản verify.mjs lấy ở nơi khác, hoặc tự đọc: nó ngắn và chỉ dùng thư viện có sẵn.

## Gói có gì

| tệp | nội dung |
|---|---|
| goi.json, goi.sig.json | gói nói về gì, SHA-256 của từng tệp, chữ ký |
| bien-nhan.jsonl | chuỗi biên nhận; của cơ quan và kỳ này ghi đủ, của nơi khác chỉ có mã băm |
| moc-ky.jsonl | mốc ký Ed25519: chuỗi đã đến đâu, lúc nào |
| dau-thoi-gian.jsonl | bên ngoài tỉnh xác nhận các mốc ký của từng ngày đã có vào lúc nào |
| khoa.json | khoá công khai, thời hạn, khoá trước xác nhận khoá sau |
| verify.mjs | chương trình kiểm tra |

## Một biên nhận nói gì

Mã hồ sơ địa phương, cơ quan, bước và lần, mã trên CSDLQG, SHA-256 của đúng những byte đã gửi, phiên bản hồ sơ và ánh xạ,
lúc gửi, lúc được xác nhận, xác nhận bằng cách nào (answered: CSDLQG trả lời; adopted-by-lookup: tra cứu thấy sau khi mất
câu trả lời; adopted-from-source, adopted-by-person: hồ sơ có sẵn trên CSDLQG; decided-by-person: người có thẩm quyền tra
cứu và ghi nhận; entered-by-hand: cán bộ nhập tay, SHA-256 là của tệp Excel kết quả) và ai thực hiện (cổng, một người, hai người – không ghi tên). backfilled: lập bù cho bước đã xác nhận
trước khi có biên nhận. Không có dữ liệu cá nhân.

## Gói chứng minh và không chứng minh gì

- Chứng minh: các bước này đã được ghi nhận đúng như vậy, không bị sửa sau mốc ký và dấu thời gian; trong đoạn chuỗi của gói
  không bước nào của cơ quan trong kỳ bị bỏ ra.
- Không chứng minh: CSDLQG hiện còn giữ đúng nội dung đó. Đối chiếu mã hồ sơ và mã CSDLQG với cơ quan quản lý CSDLQG.
- Phần chưa có dấu thời gian bên ngoài chỉ có chữ ký của chính tỉnh.
`;
}
