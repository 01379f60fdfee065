import type { Client } from 'pg';

/** Steps of case number i: the i-th digit, over and over. Mean 2.6, as a mix of young and old petitions has. */
const STEPS_OF_TEN = [1, 1, 2, 2, 2, 3, 3, 3, 4, 5] as const;

/** How many national steps case number `no` (from 1) must cause. */
export function stepsOf(no: number): number {
  return STEPS_OF_TEN[no % STEPS_OF_TEN.length] ?? 1;
}

/** The number of the case that a petition's text speaks of. */
export function caseNumberIn(content: string): number {
  return Number(/^Hồ sơ số (\d+)/.exec(content)?.[1] ?? Number.NaN);
}

const TABLES = `
  create table don (
    ma text primary key, loai text, ngay_nhan date, ngay_viet date, co_quan text, nguon text, linh_vuc text,
    noi_dung text, ho_ten text, cccd text, gioi text, ngay_sinh text, dien_thoai text, dia_chi text, bi_don text,
    ngay_xu_ly date, tom_tat text, can_bo text, ngay_thu_ly date, han date, cap_nhat timestamp not null);
  create index don_cap_nhat on don (cap_nhat, ma);
  create table quyet_dinh (
    ma text not null, lan int not null, so_qd text, ngay date, co_quan text, ket_qua text, hinh_thuc text,
    tom_tat text, tra_lai_tien bigint, primary key (ma, lan));
  create table thi_hanh (
    ma text not null, lan int not null, ngay date, co_quan text, tra_lai_tien bigint, primary key (ma, lan, ngay));`;

const SENTENCES = [
  'Gia đình tôi sử dụng ổn định thửa đất số %1$s, tờ bản đồ số %2$s từ năm 1993, đã nộp thuế đầy đủ hằng năm và không có tranh chấp với các hộ liền kề.',
  'Ngày 15 tháng 3, đoàn kiểm đếm đến đo đạc nhưng không lập biên bản có chữ ký của chủ hộ, sau đó ban hành phương án bồi thường thiếu %1$s m² đất trồng cây lâu năm.',
  'Tôi đã nhiều lần đến trụ sở tiếp công dân để trình bày, được hẹn trả lời trong thời hạn 30 ngày nhưng đến nay đã quá hạn %2$s ngày mà chưa nhận được văn bản.',
  'Tuyến đường liên thôn bị xe chở vật liệu làm hư hỏng nặng, về mùa mưa nước đọng sâu, học sinh và người già đi lại rất khó khăn, đã có %2$s vụ ngã xe trong năm.',
  'Hộ liền kề xây dựng công trình lấn sang phần đất của tôi khoảng %2$s m², làm nứt tường nhà và chắn lối thoát nước chung của cả khu dân cư.',
  'Quyết định thu hồi ghi sai diện tích và sai loại đất so với giấy chứng nhận quyền sử dụng đất số BĐ %1$s, làm cho số tiền bồi thường thấp hơn nhiều so với thực tế.',
  'Cơ sở chế biến trong khu dân cư xả khói, mùi hôi và tiếng ồn vượt mức vào ban đêm, ảnh hưởng đến sức khỏe của %2$s hộ dân sống xung quanh.',
  'Tôi đề nghị cơ quan có thẩm quyền kiểm tra lại hồ sơ, đối chiếu bản đồ địa chính các thời kỳ và trả lời bằng văn bản để gia đình yên tâm sinh sống.',
];
const SURNAMES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Võ', 'Đặng', 'Bùi', 'Hồ', 'Đỗ'];
const MIDDLES = ['Văn', 'Thị', 'Đức', 'Ngọc', 'Minh', 'Thanh', 'Quang'];
const NAMES = [
  'An',
  'Bình',
  'Cường',
  'Dũng',
  'Hạnh',
  'Hùng',
  'Lan',
  'Mai',
  'Nam',
  'Phúc',
  'Sơn',
  'Thảo',
  'Tuấn',
];

/** The sentence that stands at place `place` of the text of case `i`. */
const sentence = (place: number): string =>
  `format(s.c[1 + (i / ${8 ** (place % 4)} + ${place}) % 8], i, i % 97 + ${place})`;

const FILL = `
  insert into don
  select 'BN-' || lpad(i::text, 7, '0'), case when step >= 2 and i % 2 = 1 then 'KN' else 'KNPA' end,
    ngay, ngay - 3, (array['TTT', 'TNMT', 'XD'])[1 + i % 3], (array['BC', 'TD'])[1 + i % 2],
    case when step >= 2 and i % 2 = 1 then 'DD' else 'PA' end,
    concat_ws(' ', 'Hồ sơ số ' || i || '.', ${[0, 1, 2, 3, 4].map(sentence).join(', ')}),
    concat_ws(' ', s.h[1 + i % 10], s.d[1 + i % 7], s.t[1 + i % 13]),
    '052' || lpad(i::text, 9, '0'), (array['nam', 'nu'])[1 + i % 2], to_char(date '1955-01-01' + i % 15000, 'DD/MM/YYYY'),
    '090' || lpad(i::text, 7, '0'), 'Tổ ' || i % 30 + 1 || ', đường số ' || i % 211 + 1, 'Ủy ban nhân dân phường Hải Cảng',
    case when step >= 2 then ngay + 5 end,
    case when step >= 2 then 'Đơn đủ điều kiện xử lý, thuộc thẩm quyền giải quyết của cơ quan tiếp nhận; đề xuất thụ lý theo quy định.' end,
    concat_ws(' ', s.h[1 + i % 7], s.d[1 + i % 5], s.t[1 + i % 11]),
    case when step >= 3 then ngay + 10 end, case when step >= 3 then ngay + 40 end,
    coalesce($8::timestamp, ngay + 60 + (i % 86400) * interval '1 second')
  from (select i, coalesce($9::date, date '2024-01-02' + i % 400) as ngay, ($2::int[])[1 + i % 10] as step
        from generate_series($7::int, $1) as g(i)) as n,
    (select $3::text[] as c, $4::text[] as h, $5::text[] as d, $6::text[] as t) as s`;

const FILL_CHILDREN = `
  insert into quyet_dinh
  select ma, 1, right(ma, 5) || '/QĐ-UBND', ngay_nhan + 38, co_quan, loai_kq, loai_ht,
    'Công nhận một phần nội dung đơn; giao cơ quan chuyên môn đo đạc lại và bổ sung phương án bồi thường cho hộ gia đình.',
    25000000 + right(ma, 5)::int
  from (select don.*, case loai when 'KN' then 'KN' else 'PA' end as loai_kq,
      case loai when 'KN' then 'QD' else 'VB' end as loai_ht from don) d
  where right(d.ma, 1) = any (array['8', '9']);
  insert into thi_hanh select ma, 1, ngay_nhan + 70, co_quan, 25000000 + right(ma, 5)::int from don where right(ma, 1) = '9'`;

/** Fills an empty database with `cases` petitions: all clean, all different, each with exactly {@link stepsOf} steps. */
export async function fillSource(client: Client, cases: number): Promise<void> {
  await client.query(TABLES);
  await client.query(FILL, valuesOf({ first: 1, last: cases }));
  await client.query(FILL_CHILDREN);
  await client.query('analyze don, quyet_dinh, thi_hanh');
}

/**
 * One more petition with this number, written now. Returns once it is committed.
 * @param received day on which it came in; default: by its number, years ago
 */
export async function addPetition(client: Client, no: number, received?: string): Promise<void> {
  await client.query(FILL, valuesOf({ first: no, last: no, received, changed: new Date().toISOString() }));
}

interface Filled {
  readonly first: number;
  readonly last: number;
  readonly received?: string | undefined;
  readonly changed?: string | undefined;
}

function valuesOf({ first, last, received, changed }: Filled): unknown[] {
  return [
    last,
    [...STEPS_OF_TEN],
    SENTENCES,
    SURNAMES,
    MIDDLES,
    NAMES,
    first,
    changed ?? null,
    received ?? null,
  ];
}
