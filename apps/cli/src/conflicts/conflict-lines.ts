import { type DecisionWay, fieldLabel, FINDINGS, type MergeWay, stepLabel, vietnamTime } from '@kntc/domain';
import { groupOf, type ConflictListRow } from '@kntc/storage';
import { table } from '../output';
import type { PreviewedSteps } from './deciding-conflicts';

const WAYS: Readonly<Record<MergeWay, string>> = {
  same: 'nay đã giống nhau',
  'send-local': 'chỉ tỉnh đổi',
  'take-national': 'chỉ CSDLQG đổi, phần của CSDLQG',
  'keep-national': 'chỉ CSDLQG đổi, phần của tỉnh',
  'restore-national': 'chỉ tỉnh đổi, phần của CSDLQG',
  conflict: 'hai phía cùng đổi',
};

const DECISIONS: Readonly<Record<DecisionWay, string>> = {
  ours: 'bản của tỉnh',
  theirs: 'bản CSDLQG',
  typed: 'giá trị khác',
};

const STATES = {
  waiting: 'chờ thực hiện, còn rút được',
  sending: 'đang gửi',
  sent: 'đã thực hiện, chờ đối soát lại',
  outdated: 'không còn hiệu lực: CSDLQG đã đổi tiếp',
} as const;

const ACTS = {
  update: 'gửi cập nhật',
  nothing: 'không gửi gì',
  impossible: 'kết nối này không sửa được bước đã có; đề nghị Thanh tra Chính phủ',
} as const;

/** A line for each record; no value. */
export function listLines(items: readonly ConflictListRow[]): readonly string[] {
  if (items.length === 0) return ['Không có trường nào khác nhau.'];
  return [
    ...table(
      ['Tham chiếu', 'Cơ quan', 'Loại', 'Trường', 'Đã quyết định', 'Từ lúc'],
      items.map(({ reference, agency, kind, fields, decisions, firstSeenAt }) => [
        reference,
        agency,
        kind,
        fields.map(({ field, way }) => `${fieldLabel(field)}${way ? ` (${WAYS[way]})` : ''}`).join('; '),
        decisions.map(({ way }) => DECISIONS[way]).join('; '),
        vietnamTime(firstSeenAt),
      ]),
    ),
    `${items.length} hồ sơ. Xem một hồ sơ: npm run kntc -- conflicts show <mã>.`,
  ];
}

/** Everything known of one record's differing fields; no value: they are read where they stand. */
export function conflictLines(items: readonly ConflictListRow[]): readonly string[] {
  if (items.length === 0)
    return [
      'Hồ sơ này không có trường nào khác nhau đang chờ, hoặc không có hồ sơ này.',
      'Không có gì thay đổi.',
      'Xem: npm run kntc -- conflicts list.',
    ];
  return items.flatMap(({ code, kind, fields, decisions }) => [
    `${code}: ${FINDINGS[code].vi.join(' ')}`,
    ...fields.flatMap((difference) => {
      const { field, way, ours, local = ours, base, theirs } = difference;
      const decision = decisions.findLast((one) => one.field === field);
      const same = base === local ? 'bản của tỉnh' : base === theirs ? 'bản CSDLQG' : 'không bản nào';
      const group = groupOf(kind, difference);
      return [
        `  ${field} (${fieldLabel(field)}): ${way === undefined ? 'khác nhau' : WAYS[way]}`,
        `    Lần khớp gần nhất giống: ${base === undefined ? 'chưa lần nào khớp' : same}`,
        ...(group === undefined ? [] : [`    Nhóm sai khác giống hệt: ${group}`]),
        ...(decision === undefined
          ? ['    Chưa ai quyết định.']
          : [
              `    ${DECISIONS[decision.way]}, ${decision.actor}${decision.approver === null ? '' : `, ${decision.approver}`}: ${STATES[decision.state]}`,
            ]),
      ];
    }),
  ]);
}

/** What would follow. */
export function previewLines({ steps, needsApprover }: PreviewedSteps): readonly string[] {
  return [
    ...steps.map(
      ({ kind, act, isIrreversible }) =>
        `${stepLabel(kind)}: ${ACTS[act]}${isIrreversible ? ' (không lấy lại được)' : ''}`,
    ),
    needsApprover ? 'Cần hai người: thêm --approver.' : 'Một người đủ.',
    'Chưa ghi nhận gì; chạy lại không có --preview để quyết định.',
  ];
}
