/** What petitions are about, by words of which one or two suffice. Folded, y as i. */
const TOPICS: readonly (readonly [name: string, words: RegExp])[] = [
  [
    'bồi thường, thu hồi đất',
    /boi thuong|thu hoi (?:dat|[\d.,]+ ?m2)|tai dinh cu|giai phong mat bang|don gia/,
  ],
  ['giấy chứng nhận', /giai chung nhan quien su dung|cap giai chung nhan|cap chong|so do/],
  ['tranh chấp', /tranh chap|lan chiem|loi di chung|ranh gioi|tuong rao/],
  ['chính sách', /thuong binh|chat doc|nguoi co cong|tro cap|liet si|che do/],
  ['lao động', /no luong|tien luong|sa thai|hop dong lao dong|chot so|nguoi lao dong/],
  ['tham nhũng', /tham o|hoi lo|lap khong|ke khong|chiem doat|chiem huong|dat cong ich|thu chi/],
  ['môi trường', /o nhiem|xa thai|nuoc thai|mui hoi|khoi bui|tieng on|quan trac/],
  [
    'xây dựng',
    /xai dung khong phep|xai dung sai phep|trat tu xai dung|giai phep xai dung|nut nha|ep coc|via he/,
  ],
  ['thi hành án', /thi hanh an|ban an|chap hanh vien|ke bien|dau gia/],
  ['trường học', /phu huinh|hoc sinh|lam thu|tuien sinh|ban tru|dai them|nam hoc/],
  ['cán bộ', /ki luat|buoc thoi viec|bo nhiem|dieu chuien|canh cao/],
  ['hạ tầng', /duong hu hong|xuong cap|mat dien|nuoc sach|thoat nuoc|chieu sang|tuien duong|sua chua/],
  ['công vụ', /xuc pham|hach dich|sach nhieu|phien ha|quat thao|thai do|hanh hung/],
  ['chợ', /tieu thuong|ki-ot|kiot|ban quan li cho|thu phi cho|di doi cho/],
];

/** Topics of a folded text, one bit each, in the order of the list; 0 when none is recognised. */
export function topicsOf(folded: string): number {
  return TOPICS.reduce((bits, [, words], at) => (words.test(folded) ? bits | (1 << at) : bits), 0);
}
