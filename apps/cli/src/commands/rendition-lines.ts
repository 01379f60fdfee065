import type { IdentityTrace, RenditionField, TraceKind } from '@kntc/domain';
import type { RenditionApproval, RenditionProposal, RenditionRow } from '@kntc/storage';
import type { ThreeLines } from '../refusal';

/** How redacted renditions are told to people; nothing here repeats what a text says. */

const FIELDS: Readonly<Record<string, string>> = {
  content: 'nội dung đơn',
  handling: 'tóm tắt xử lý',
  prior: 'kết quả giải quyết trước',
  resolution: 'tóm tắt giải quyết lần',
  file: 'tệp số',
};

export function fieldName(field: RenditionField): string {
  const [name = '', number] = field.split(':');
  return [FIELDS[name] ?? name, number].filter((part) => part !== undefined).join(' ');
}

export const STATES: Readonly<Record<RenditionRow['state'], string>> = {
  proposed: 'chờ duyệt',
  approved: 'đang dùng',
  withdrawn: 'đã rút',
  void: 'hết hiệu lực: bản gốc đã đổi, lại gửi bản tóm tắt',
};

const TRACES: Readonly<Record<TraceKind, string>> = {
  name: 'tên',
  number: 'số giấy tờ',
  phone: 'số điện thoại',
  birth: 'ngày hoặc năm sinh',
  address: 'một phần địa chỉ',
  organisation: 'tên tổ chức',
  unreadable: 'chữ hỏng hoặc bảng mã cũ, không kiểm tra được',
};

const MOST_SHOWN = 20;

export function traceLines(traces: readonly IdentityTrace[]): readonly string[] {
  return [
    'Bản này còn lộ người tố cáo, người được uỷ quyền hoặc tổ chức của họ:',
    ...traces.slice(0, MOST_SHOWN).map(({ kind, line }) => `  dòng ${line}: ${TRACES[kind]}`),
    'Không lưu và không gửi gì.',
    'Che các chỗ đó (kể cả viết tắt, viết không dấu, viết rời) rồi đề xuất lại.',
  ];
}

export const NOT_PROPOSED: ThreeLines = [
  'Không có bản đã che nào như vậy đang chờ hoặc đang dùng.',
  'Không có gì thay đổi.',
  'Xem: npm run kntc -- renditions list.',
];

type Refused = Exclude<
  RenditionProposal['kind'] | RenditionApproval['kind'],
  'proposed' | 'approved' | 'refused' | 'not-allowed'
>;

export const REFUSALS: Readonly<Record<Refused, ThreeLines>> = {
  'no-record': [
    'Không có hồ sơ này.',
    'Không lưu gì.',
    'Kiểm tra lại mã hồ sơ địa phương: npm run kntc -- holds list, status.',
  ],
  'no-denunciation': [
    'Hồ sơ này không phải đơn tố cáo.',
    'Không lưu gì: bản đã che chỉ dùng cho đơn tố cáo bị giữ danh tính.',
    'Không phải làm gì.',
  ],
  'no-original': [
    'Hồ sơ chưa có phần này (ví dụ chưa có kết quả xử lý, chưa có lần giải quyết đó).',
    'Không lưu gì.',
    'Đề xuất sau khi phần mềm của đơn vị đã có bước đó.',
  ],
  'already-proposed': [
    'Trường này đã có một bản đang chờ duyệt.',
    'Không lưu gì.',
    'Duyệt hoặc rút bản đó trước: npm run kntc -- renditions list.',
  ],
  'not-proposed': NOT_PROPOSED,
  'same-person': [
    'Người duyệt và người đề xuất là cùng một người.',
    'Chưa duyệt, chưa gửi gì.',
    'Để một người khác đọc và duyệt.',
  ],
  'original-changed': [
    'Bản gốc đã thay đổi từ khi bản này được đề xuất.',
    'Chưa duyệt, chưa gửi gì: không ai đã so bản này với bản gốc mới.',
    'Rút bản này, che lại từ bản gốc mới rồi đề xuất.',
  ],
};
