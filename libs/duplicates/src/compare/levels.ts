/** What a feature speaks of: who complains, about what, or around both. */
export type Side = 'person' | 'matter' | 'around';

export interface Feature {
  readonly id: string;
  readonly side: Side;
  /** How the officer reads it. */
  readonly title: string;
  /** Level 0 is always «nothing to compare» unless the feature always compares. */
  readonly levels: readonly string[];
}

/** Summary of the person, for what person and matter together say. */
const WHO = [
  'trùng số định danh',
  'trùng số điện thoại và tên',
  'trùng tên, khác số định danh',
  'trùng tên, ngày sinh và nơi ở',
  'trùng tên và ngày sinh',
  'trùng tên và xã, thiếu ngày sinh',
  'trùng tên và tỉnh, thiếu ngày sinh',
  'trùng tên, không rõ nơi ở',
  'trùng tên, khác ngày sinh',
  'không có người đứng đơn',
  'tên gần giống',
  'tên khác',
] as const;

/** Summary of the matter: text (4) × facts (4) × names (3). */
const WHAT = ['văn bản rất giống', 'văn bản khá giống', 'văn bản ít giống', 'văn bản khác'].flatMap((text) =>
  ['dữ kiện trùng', 'một dữ kiện trùng', 'không rõ dữ kiện', 'dữ kiện mâu thuẫn'].flatMap((facts) =>
    ['tên trùng', 'không rõ tên', 'tên khác'].map((names) => `${text}, ${facts}, ${names}`),
  ),
);

/**
 * Every comparison and its levels, in Vietnamese for the explanation. Order and numbers are part of the model: a change
 * makes a new `LEVELS_VERSION` and a new training.
 */
export const LEVELS_VERSION = 1;

export const FEATURES = [
  feature('name', 'person', 'Họ tên', [
    'không có',
    'trùng cả dấu',
    'trùng, một bên thiếu dấu',
    'trùng khi bỏ dấu nhưng khác dấu',
    'trùng các từ, khác thứ tự',
    'trùng, thiếu tên đệm',
    'sai một, hai ký tự',
    'trùng họ và tên, khác đệm',
    'chỉ trùng tên gọi hoặc gần giống',
    'khác',
  ]),
  feature('rarity', 'person', 'Độ hiếm của tên', [
    'không xét',
    'tên rất phổ biến',
    'tên phổ biến',
    'tên ít gặp',
    'tên hiếm',
  ]),
  feature('birth', 'person', 'Ngày sinh', [
    'thiếu',
    'trùng ngày đầy đủ',
    'trùng năm (một bên chỉ có năm)',
    'đảo ngày và tháng',
    'cùng năm, khác ngày',
    'cùng ngày tháng, khác năm',
    'lệch một năm',
    'khác',
  ]),
  feature('identity', 'person', 'Số CMND/CCCD', [
    'thiếu',
    'trùng',
    'sai một chữ số',
    'một bên CMND, một bên CCCD',
    'khác',
  ]),
  feature('phone', 'person', 'Số điện thoại', ['thiếu', 'trùng', 'sai một chữ số', 'khác']),
  feature('place', 'person', 'Nơi ở', [
    'thiếu',
    'cùng xã (sau quy đổi)',
    'cùng tỉnh, một bên không ghi xã',
    'cùng tỉnh, khác xã',
    'cùng tỉnh, chưa quy đổi được xã cũ và mới',
    'khác tỉnh',
  ]),
  feature('line', 'person', 'Thôn, số nhà', ['thiếu', 'trùng', 'gần giống', 'khác']),
  feature('set', 'person', 'Nhóm người đứng đơn', [
    'mỗi bên một người',
    'hai nhóm, trùng gần hết',
    'hai nhóm, một nhóm nằm trong nhóm kia',
    'hai nhóm, trùng ít',
    'một người của nhóm',
    'một người ngoài nhóm',
    'cả hai nặc danh',
    'một bên nặc danh',
  ]),
  feature('author', 'person', 'Người viết nêu trong đơn', [
    'không nêu',
    'cùng một người',
    'là người đứng đơn bên kia',
    'người khác',
  ]),
  feature('content', 'matter', 'Nội dung', [
    'thiếu',
    'gần như nguyên văn',
    'rất giống',
    'giống nhiều',
    'khá giống',
    'giống ít',
    'giống rất ít',
    'khác',
  ]),
  feature('summary', 'matter', 'Tóm tắt', [
    'thiếu',
    'gần như nguyên văn',
    'rất giống',
    'giống một phần',
    'giống ít',
    'khác',
  ]),
  feature('wording', 'matter', 'Câu chữ', [
    'không đủ',
    'cùng một văn bản',
    'phần lớn câu trùng',
    'một phần câu trùng',
    'ít câu trùng',
    'không câu nào trùng',
  ]),
  feature('facts', 'matter', 'Dữ kiện', [
    'không đủ',
    'nhiều dữ kiện hiếm chung',
    'vài dữ kiện hiếm chung',
    'một dữ kiện hiếm chung',
    'chỉ chung dữ kiện phổ biến',
    'có chung, có mâu thuẫn',
    'không chung',
    'không chung, nhiều mâu thuẫn',
  ]),
  feature('acts', 'matter', 'Số quyết định, văn bản', factLevels()),
  feature('land', 'matter', 'Thửa đất, giấy chứng nhận', factLevels()),
  feature('amounts', 'matter', 'Số tiền, diện tích', factLevels()),
  feature('dates', 'matter', 'Ngày tháng trong đơn', factLevels()),
  feature('counts', 'matter', 'Năm, số lượng', factLevels()),
  feature('people', 'matter', 'Người được nêu tên', [
    'không nêu',
    'cùng tên hiếm',
    'cùng tên',
    'gần cùng tên',
    'tên khác',
    'chỉ một bên nêu',
  ]),
  feature('names', 'matter', 'Tên riêng khác', [
    'không nêu',
    'cùng tên hiếm',
    'cùng tên',
    'gần cùng tên',
    'tên khác',
    'chỉ một bên nêu',
  ]),
  feature('things', 'matter', 'Dự án, trường, doanh nghiệp', [
    'không nêu cùng loại',
    'trùng',
    'gần trùng',
    'khác nhau',
  ]),
  feature('subject', 'matter', 'Đối tượng bị khiếu nại, tố cáo', [
    'thiếu',
    'trùng',
    'rất giống',
    'giống một phần',
    'khác',
  ]),
  feature('topic', 'matter', 'Loại việc', ['không nhận ra', 'cùng loại', 'có phần chung', 'khác loại']),
  feature('kind', 'around', 'Loại đơn, lĩnh vực', [
    'thiếu',
    'cùng loại đơn và lĩnh vực',
    'cùng lĩnh vực',
    'cùng loại đơn',
    'khác',
  ]),
  feature('gap', 'around', 'Khoảng cách ngày nhận', [
    'thiếu',
    'trong 30 ngày',
    'trong nửa năm',
    'trong 15 tháng',
    'xa hơn',
  ]),
  feature('stage', 'around', 'Giai đoạn', ['cùng giai đoạn', 'một bên sau quyết định giải quyết']),
  feature('who', 'around', 'Người, tổng hợp', WHO),
  feature('what', 'around', 'Việc, tổng hợp', WHAT),
] as const satisfies readonly Feature[];

export type FeatureId = (typeof FEATURES)[number]['id'];

/** Level of each feature, in the order of {@link FEATURES}. */
export type Levels = Uint8Array;

const POSITIONS = new Map<string, number>(FEATURES.map(({ id }, at) => [id, at]));

export function levelOf(levels: Levels, id: FeatureId): number {
  return levels[POSITIONS.get(id) ?? -1] ?? 0;
}

/** Levels from those that are named; the others are 0. */
export function levelsOf(named: { readonly [Id in FeatureId]?: number }): Levels {
  return Uint8Array.from(FEATURES, ({ id }) => named[id] ?? 0);
}

function feature<const Id extends string>(
  id: Id,
  side: Side,
  title: string,
  levels: readonly string[],
): Feature & { readonly id: Id } {
  return { id, side, title, levels };
}

function factLevels(): readonly string[] {
  return ['thiếu một bên', 'trùng', 'trùng một phần', 'gần trùng', 'mâu thuẫn'];
}
