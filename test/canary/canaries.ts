/** What a canary may show itself in: a complaint travels with its people, a denouncer stays here. */
export type Owner = 'denouncer' | 'complainant';

/** One planted value, unlike every other one of the run. */
export interface Canary {
  readonly petition: string;
  readonly owner: Owner;
  readonly field: string;
  readonly value: string;
  /** Parts of the value that stand nowhere else: words of at least six letters, or the digits of a number. */
  readonly parts: readonly string[];
}

// Place and person names of the highlands are written like this; none of these words exists.
const ONSETS = [
  'Kh',
  'Th',
  'Tr',
  'Ph',
  'Ngh',
  'Nh',
  'Qu',
  'Gi',
  'Ch',
  'Đr',
  'Bl',
  'Kr',
  'Kl',
  'Pl',
  'Xr',
  'Sr',
];
const RIMES = ['uyếch', 'oẵnh', 'ượng', 'iễp', 'uậy', 'oẳm', 'ừng', 'ẩunh', 'ỡch', 'ọet'];
const TAILS = [
  'đăm',
  'krông',
  'niê',
  'byă',
  'mlô',
  'êban',
  'hđơk',
  'ksơr',
  'kbuôr',
  'ađrơng',
  'êñuôl',
  'knul',
];

/** Hands out values that no other value of the run shares a word or a number with. */
export class Aviary {
  readonly #canaries: Canary[] = [];
  #words = 0;
  #numbers = 0;

  get canaries(): readonly Canary[] {
    return this.#canaries;
  }

  /** A whole petition of canaries for the columns of the mini province, each field another value. */
  petition(petition: string, owner: Owner): Planted {
    return new Planted(petition, owner, this);
  }

  add(canary: Canary): string {
    this.#canaries.push(canary);
    return canary.value;
  }

  word(): string {
    const index = this.#words++;
    const onset = ONSETS[index % ONSETS.length];
    const rime = RIMES[Math.floor(index / ONSETS.length) % RIMES.length];
    const tail = TAILS[Math.floor(index / (ONSETS.length * RIMES.length))];
    if (tail === undefined) throw new Error('no words left');
    return `${onset}${rime}${tail}`;
  }

  /** Digits that do not repeat within a run and look like nobody's. */
  digits(length: number): string {
    const index = this.#numbers++;
    return String((index * 7_368_787 + 3_141_593) % 10 ** length).padStart(length, '7');
  }
}

/** The canaries of one petition. Every call makes a new value and writes it down. */
export class Planted {
  constructor(
    readonly petition: string,
    readonly owner: Owner,
    private readonly aviary: Aviary,
  ) {}

  name(field: string): string {
    return this.text(field, (one, two) => `Nguyễn Thị ${one} ${two}`);
  }

  identityNumber(field: string): string {
    return this.number(field, `0521${this.aviary.digits(8)}`);
  }

  phone(field: string): string {
    return this.number(field, `09${this.aviary.digits(8)}`);
  }

  address(field: string): string {
    return this.text(field, (one, two) => `Số 17 ngõ ${one}, thôn ${two}`);
  }

  sentence(field: string): string {
    return this.text(field, (one, two) => `Tôi ở cạnh chùa ${one}, là con bà ${two}, thấy ông ấy nhận tiền.`);
  }

  file(field: string): string {
    return this.text(field, (one, two) => `don cua ${one} ${two}.pdf`);
  }

  bytes(field: string): Buffer {
    const text = this.text(field, (one, two) => `%PDF-1.4 (Kính đơn: ${one} ${two}) Tj /Author (${one})`);
    return Buffer.from(text, 'utf8');
  }

  text(field: string, make: (one: string, two: string) => string): string {
    const parts = [this.aviary.word(), this.aviary.word()] as const;
    return this.#add(field, make(...parts), parts);
  }

  private number(field: string, value: string): string {
    return this.#add(field, value, [value]);
  }

  #add(field: string, value: string, parts: readonly string[]): string {
    const { petition, owner } = this;
    return this.aviary.add({ petition, owner, field, value, parts });
  }
}

type Columns = Readonly<Record<string, (of: Planted) => string>>;

/** Columns of the mini province that speak of the petitioner. */
const PERSON: Columns = {
  ho_ten: (of) => of.name('họ tên'),
  cccd: (of) => of.identityNumber('số định danh'),
  noi_cap: (of) => of.text('nơi cấp', (one, two) => `Công an ${one} ${two}`),
  dien_thoai: (of) => of.phone('điện thoại'),
  dia_chi: (of) => of.address('địa chỉ'),
  noi_dung: (of) => of.sentence('nội dung'),
  yeu_cau: (of) => of.sentence('yêu cầu'),
};

/** Columns that speak of others around the petitioner. */
const OTHERS: Columns = {
  ho_ten_2: (of) => of.name('họ tên người thứ hai'),
  cccd_2: (of) => of.identityNumber('số định danh người thứ hai'),
  dien_thoai_2: (of) => of.phone('điện thoại người thứ hai'),
  dia_chi_2: (of) => of.address('địa chỉ người thứ hai'),
  uq_ho_ten: (of) => of.name('người được uỷ quyền'),
  uq_cccd: (of) => of.identityNumber('số định danh người được uỷ quyền'),
  uq_dien_thoai: (of) => of.phone('điện thoại người được uỷ quyền'),
  uq_dia_chi: (of) => of.address('địa chỉ người được uỷ quyền'),
  uq_noi_cap: (of) => of.text('nơi cấp của người được uỷ quyền', (one, two) => `Cục ${one} ${two}`),
  tom_tat_xu_ly: (of) => of.sentence('tóm tắt xử lý'),
};

type Values = Readonly<Record<string, string | boolean | null>>;

/** The given columns, and a canary in each other column that may identify somebody. */
export function rowOf(of: Planted, given: Values, whole: boolean): Values {
  const others = Object.entries({ ...PERSON, ...(whole ? OTHERS : {}) })
    .filter(([column]) => !(column in given))
    .map(([column, make]) => [column, make(of)] as const);
  return { ...Object.fromEntries(others), ...given };
}
