import { fold } from '@kntc/domain';

/**
 * Words by which local systems name a field: folded, longest habit first. Gathered from the systems in use and from
 * paper registers; abbreviations as clerks write them.
 */
export const COLUMN_WORDS: Readonly<Record<string, readonly string[]>> = {
  kind: ['loai don', 'loai don thu', 'loai khieu to', 'phan loai don', 'loai vu viec', 'phan loai', 'loai'],
  registerNo: [
    'so don',
    'ma don',
    'so ho so',
    'ma ho so',
    'so thu ly',
    'so den',
    'so vao so',
    'so hieu',
    'so dieu kien',
  ],
  receivedDate: [
    'ngay tiep nhan',
    'ngay nhan don',
    'ngay nhan',
    'ngay nhap don',
    'ngay den',
    'ngay vao so',
    'thoi gian tiep nhan',
  ],
  writtenDate: ['ngay viet don', 'ngay viet', 'ngay lam don', 'ngay don', 'ngay ghi don'],
  channel: [
    'nguon don',
    'nguon don den',
    'nguon den',
    'hinh thuc tiep nhan',
    'hinh thuc gui',
    'kenh tiep nhan',
    'cach gui',
    'nguon',
    'kenh',
    'hinh thuc nhan',
  ],
  'forwardedBy.agency': [
    'co quan chuyen don',
    'co quan chuyen den',
    'don vi chuyen don',
    'noi chuyen den',
    'co quan chuyen',
  ],
  'forwardedBy.documentNo': ['so cong van den', 'so van ban den', 'so cong van'],
  'forwardedBy.documentDate': ['ngay cong van den', 'ngay van ban den'],
  'classification.code': ['linh vuc', 'ma linh vuc', 'linh vuc don', 'nhom linh vuc', 'loai viec'],
  content: [
    'noi dung don',
    'noi dung don thu',
    'noi dung vu viec',
    'noi dung',
    'trich yeu',
    'tom tat noi dung',
  ],
  request: ['yeu cau', 'nguyen vong', 'de nghi'],
  headCount: ['so nguoi dung don', 'so nguoi', 'so luong nguoi'],
  anonymous: ['don nac danh', 'nac danh'],
  organisationName: ['ten co quan to chuc', 'ten to chuc'],
  'petitioners.fullName': [
    'ho va ten nguoi gui',
    'ho ten nguoi gui',
    'nguoi nop don',
    'nguoi dung don',
    'nguoi gui don',
    'nguoi viet don',
    'ten nguoi gui',
    'ten chu don',
    'chu don',
    'nguoi gui',
    'nguoi khieu nai',
    'ho va ten',
    'ho ten',
    'hoten',
    'ten cong dan',
    'cong dan',
  ],
  'petitioners.idNumber': [
    'so cccd',
    'so cmnd',
    'cccd cmnd',
    'cmnd cccd',
    'so dinh danh',
    'so giay to',
    'so can cuoc',
    'can cuoc',
    'cccd',
    'cmnd',
    'socmt',
    'so cmt',
    'cmt',
  ],
  'petitioners.idIssuedDate': ['ngay cap cccd', 'ngay cap cmnd', 'ngay cap'],
  'petitioners.idIssuedPlace': ['noi cap'],
  'petitioners.gender': ['gioi tinh', 'phai', 'gioi', 'gt'],
  'petitioners.birthDate': ['ngay sinh', 'nam sinh', 'ngaysinh', 'ns'],
  'petitioners.phone': ['so dien thoai', 'dien thoai', 'dien thoai lien he', 'di dong', 'sdt', 'phone'],
  'petitioners.province': ['ma tinh', 'tinh tp', 'tinh'],
  'petitioners.district': ['quan huyen', 'ma huyen', 'huyen'],
  'petitioners.ward': ['phuong xa', 'xa phuong', 'ma xa', 'xa'],
  'petitioners.addressDetail': [
    'dia chi chi tiet',
    'dia chi',
    'noi thuong tru',
    'thuong tru',
    'noi o',
    'cho o',
    'to dan pho',
    'khu pho',
    'khoi pho',
    'thon',
  ],
  'petitioners.nationality': ['quoc tich'],
  'petitioners.ethnicity': ['dan toc'],
  'respondents.fullName': [
    'nguoi bi khieu nai to cao',
    'nguoi bi khieu nai',
    'nguoi bi to cao',
    'doi tuong bi khieu nai',
    'doi tuong bi to cao',
    'nguoi bi kn tc',
    'bi khieu nai',
    'bi to cao',
    'nguoi bi kn',
    'nguoi bi tc',
  ],
  'respondents.position': ['chuc vu nguoi bi', 'chuc vu'],
  'handling.decidedDate': ['ngay xu ly', 'ngay ra van ban xu ly'],
  'handling.eligible': ['du dieu kien xu ly', 'du dieu kien'],
  'handling.direction': ['huong xu ly', 'huong giai quyet', 'hinh thuc xu ly'],
  'handling.agency': ['co quan xu ly', 'don vi xu ly'],
  'handling.nextAgency': ['co quan tham quyen', 'co quan nhan chuyen', 'don vi chuyen den', 'noi chuyen'],
  'handling.documentNo': ['so van ban xu ly', 'so phieu xu ly'],
  'handling.handledBy': ['can bo xu ly', 'nguoi xu ly', 'can bo thu ly'],
  'handling.approvedBy': ['lanh dao duyet', 'nguoi duyet', 'lanh dao ky', 'lanh dao'],
  'handling.summary': ['tom tat xu ly', 'noi dung xu ly'],
  'acceptance.date': ['ngay thu ly'],
  complexity: ['muc do phuc tap', 'vu viec phuc tap', 'phuc tap'],
  remoteArea: ['vung sau vung xa', 'vung sau', 'vung xa'],
  'acceptance.dueDate': ['han giai quyet', 'han tra loi', 'thoi han giai quyet', 'ngay hen tra', 'han'],
  'acceptance.documentNo': ['so quyet dinh thu ly', 'so thong bao thu ly'],
  'rounds.issuedDate': ['ngay quyet dinh', 'ngay giai quyet', 'ngay ban hanh', 'ngay tra loi'],
  'rounds.decisionNo': ['so quyet dinh giai quyet', 'so quyet dinh', 'so van ban giai quyet'],
  'rounds.result': ['ket qua giai quyet', 'ket qua'],
  'rounds.agency': ['co quan giai quyet', 'noi ra quyet dinh'],
  'rounds.summary': ['tom tat ket qua', 'noi dung giai quyet', 'tom tat giai quyet'],
  'withdrawal.date': ['ngay rut don'],
  closedDate: ['ngay ket thuc', 'ngay dong ho so', 'ngay luu ho so'],
};

/** Words of the column that says when a row was last changed. */
export const CHANGED_WORDS: readonly string[] = [
  'ngay cap nhat',
  'thoi gian cap nhat',
  'cap nhat luc',
  'lan cap nhat cuoi',
  'ngay sua',
  'sua luc',
  'ngay gio sua',
  'updated at',
  'last modified',
  'last modification time',
  'modified at',
  'ngay thay doi',
];

/** Words of a column that names a row for the system itself. */
export const KEY_WORDS: readonly string[] = ['id', 'ma', 'khoa', 'uuid'];

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  cb: 'can bo',
  cq: 'co quan',
  cv: 'cong van',
  dc: 'dia chi',
  dk: 'dieu kien',
  dt: 'dien thoai',
  dv: 'don vi',
  gq: 'giai quyet',
  hs: 'ho so',
  ht: 'hinh thuc',
  kq: 'ket qua',
  ld: 'lanh dao',
  lv: 'linh vuc',
  nd: 'noi dung',
  ng: 'ngay',
  qd: 'quyet dinh',
  sl: 'so luong',
  tl: 'thu ly',
  tn: 'tiep nhan',
  vb: 'van ban',
  xl: 'xu ly',
};

/** `NgayXuLy`, `ngay_xl` and `Ngày xử lý` are the same words. */
export function wordsOfName(name: string): string {
  const apart = name.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2').replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ');
  return fold(apart)
    .split(' ')
    .map((word) => ABBREVIATIONS[word] ?? word)
    .join(' ');
}

/** Steps of handling: what their columns are called differs most, and a step that is not read is missed late. */
const STEP = /^(?:handling|acceptance|rounds|withdrawal)\./;

/** Fields of steps whose words begin with the name of a column, or hold it: `huong`, `dk`. No evidence, a hint. */
export function fieldsHintedBy(name: string): readonly string[] {
  const own = wordsOfName(name);
  if (own === '') return [];
  return Object.entries(COLUMN_WORDS)
    .filter(([path, habits]) => STEP.test(path) && habits.some((habit) => ` ${habit} `.includes(` ${own} `)))
    .map(([path]) => path);
}

/**
 * How well a column's name fits the words of a field: 1 = these very words, down to 0 = not at all. Words inside a longer
 * name count by how much of the name they are, so that `ngay_nhan` is the date of receiving and `nguoi_nhan` is not.
 */
export function fitOfName(name: string, habits: readonly string[]): number {
  const own = wordsOfName(name);
  const compact = own.replaceAll(' ', '');
  const fits = habits.map((habit) => fitOf({ own, compact }, habit));
  return Math.max(0, ...fits);
}

/** Shorter words are found inside others by chance. */
const TELLING_LENGTH = 6;

function fitOf({ own, compact }: { readonly own: string; readonly compact: string }, said: string): number {
  const habit = wordsOfName(said);
  const close = habit.replaceAll(' ', '');
  if (compact === close) return 1;
  const share = close.length / compact.length;
  if (` ${own} `.includes(` ${habit} `)) return 0.3 + 0.6 * share;
  return close.length >= TELLING_LENGTH && compact.includes(close) ? 0.2 + 0.6 * share : 0;
}
