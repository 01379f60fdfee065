/** The five write steps in their legal order (README A.8 of the reconstructed interface). */
export const UPDATE_METHODS = [
  'CapNhatVuViec',
  'CapNhatKQXuLy',
  'CapNhatGiaiQuyet',
  'CapNhatKQGiaiQuyet',
  'CapNhatThiHanh',
] as const;

export const LOOKUP_METHODS = ['TraDanhMuc', 'TraThongTinDon'] as const;

/** Of the assumed interface `next` only. */
export const READING_METHODS = ['TraTomTat', 'TraBanGhi', 'TraThayDoi', 'TraCoQuan'] as const;

/** Many steps in one request; of the assumed interface only. */
const BATCH_METHOD = 'CapNhatLo';

export const METHODS = [...LOOKUP_METHODS, ...UPDATE_METHODS, ...READING_METHODS, BATCH_METHOD] as const;

export type UpdateMethod = (typeof UPDATE_METHODS)[number];
export type LookupMethod = (typeof LOOKUP_METHODS)[number];
export type ReadingMethod = (typeof READING_METHODS)[number];
export type Method = (typeof METHODS)[number];

/** What the page calls each method. */
export const METHOD_NAMES: Readonly<Record<Method, string>> = {
  TraDanhMuc: 'Trả danh mục',
  TraThongTinDon: 'Tra thông tin đơn',
  CapNhatVuViec: 'Vụ việc',
  CapNhatKQXuLy: 'Kết quả xử lý',
  CapNhatGiaiQuyet: 'Thụ lý giải quyết',
  CapNhatKQGiaiQuyet: 'Kết quả giải quyết',
  CapNhatThiHanh: 'Thi hành',
  TraTomTat: 'Trả tóm tắt',
  TraBanGhi: 'Trả bản ghi',
  TraThayDoi: 'Trả thay đổi',
  TraCoQuan: 'Trả danh bạ cơ quan',
  CapNhatLo: 'Cập nhật theo lô',
};

export function isMethod(name: string): name is Method {
  return (METHODS as readonly string[]).includes(name);
}

export function isUpdateMethod(name: string): name is UpdateMethod {
  return (UPDATE_METHODS as readonly string[]).includes(name);
}

/** Whether only the assumed interface has this method. */
export function isAssumedMethod(name: string): boolean {
  return name === BATCH_METHOD || isReadingMethod(name);
}

export function isReadingMethod(name: string): name is ReadingMethod {
  return (READING_METHODS as readonly string[]).includes(name);
}
