import { OFFICE_FIELDS, OFFICE_KINDS, OFFICE_LEVELS, OFFICE_PROBLEMS, OFFICE_STATES } from '@kntc/domain';
import type { OfficeProblem, PlannedOffice } from '@kntc/domain';
import type { OfficeListed, StoredOffice } from '@kntc/storage';
import { z } from 'zod';
import { WRITTEN_FILE } from './corrections.dto';
import { DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { HANDED_IN, SEEN } from './handed-in-form';
import { line, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const GROUP = 'Người dùng và đơn vị';
const COUNT = z.number().int();

const OFFICE = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    level: z.enum(OFFICE_LEVELS),
    kind: z.enum(OFFICE_KINDS).meta({ description: 'agency: Đơn vị; department: Phòng.' }),
    isBureau: z.boolean().meta({ description: 'Là Cục, Vụ.' }),
    superior: z.string().nullable(),
    agency: z.string().nullable().meta({
      description: 'Cơ quan trong agencies.yaml mà đơn vị thuộc về; null: chưa gắn với cơ quan nào.',
    }),
    validFrom: z.string().meta({ description: 'Ngày đầu của tên, cấp, cấp trên hiện nay.' }),
    endedOn: z.string().nullable(),
    successor: z.string().nullable().meta({ description: 'Đơn vị kế thừa.' }),
    users: COUNT.meta({ description: 'Số người có tài khoản ở cổng.' }),
    earlier: z
      .array(z.strictObject({ name: z.string(), from: z.string(), until: z.string() }))
      .readonly()
      .meta({ description: 'Trước đây, từ ngày nào đến ngày nào.' }),
  })
  .meta({ id: 'Office' });

export const LIST_AGENCIES = {
  id: 'listAgencies',
  group: GROUP,
  summary: 'Cơ quan, đơn vị, phòng sử dụng hệ thống (Biểu số 1) theo tên, kể cả đơn vị đã kết thúc khi hỏi.',
  query: z.strictObject({
    agency: line(80).optional(),
    level: z.enum(OFFICE_LEVELS).optional(),
    kind: z.enum(OFFICE_KINDS).optional(),
    name: line(200).optional().meta({ description: 'Một phần của tên.' }),
    isEnded: z.enum(['true', 'false']).default('false').meta({ description: 'true: đơn vị đã kết thúc.' }),
    ...PAGING,
  }),
  answer: pageAnswer(OFFICE),
} as const satisfies Operation;

export const AGENCIES_WAY: Way = { list: 'agencies', position: ['text', 'uuid'] };

export const READ_AGENCY_FORM = {
  id: 'readAgencyForm',
  group: GROUP,
  summary: 'Biểu số 1 của các đơn vị đang hoạt động, tệp .xlsx dạng base64; nộp lại được.',
  answer: WRITTEN_FILE,
} as const satisfies Operation;

const ROW = z
  .strictObject({
    line: COUNT.meta({ description: 'Dòng trong tệp.' }),
    name: z.string(),
    state: z.enum(OFFICE_STATES),
    changes: z.array(z.enum(OFFICE_FIELDS)).readonly(),
    ended: z.array(z.string()).readonly().meta({ description: 'Đơn vị kết thúc vào hôm trước.' }),
    problems: z
      .array(
        z.strictObject({
          problem: z.enum(Object.keys(OFFICE_PROBLEMS) as [OfficeProblem, ...OfficeProblem[]]),
          text: TEXT,
        }),
      )
      .readonly(),
  })
  .meta({ id: 'OfficeFormRow' });

const PLAN = {
  counts: z.strictObject({
    new: COUNT,
    changed: COUNT,
    renamed: COUNT,
    merged: COUNT,
    unchanged: COUNT,
    refused: COUNT,
  }),
  rows: z.array(ROW).readonly(),
  result: WRITTEN_FILE.meta({ description: 'Tệp .xlsx: từng dòng như đã nộp, kèm kết quả.' }),
} as const;

export const PREVIEW_AGENCIES = {
  id: 'previewAgencies',
  group: GROUP,
  summary:
    'Xem trước Biểu số 1: từng dòng là mới, thay đổi, đổi tên, sáp nhập, không đổi hay không dùng được và vì sao. Không ghi nhận gì.',
  body: z.strictObject(HANDED_IN).meta({ id: 'OfficeForm' }),
  answer: z.strictObject({ seen: z.string(), ...PLAN }).meta({ id: 'OfficeFormPreview' }),
  problems: [409, 422],
} as const satisfies Operation;

export const IMPORT_AGENCIES = {
  id: 'importAgencies',
  group: GROUP,
  summary:
    'Ghi nhận Biểu số 1 như đã xem trước: dòng dùng được có hiệu lực từ ngày đã chọn, dòng sai thì nói rõ. Nộp lại không đổi gì.',
  body: z.strictObject({ ...HANDED_IN, seen: SEEN, ...DECIDING }).meta({ id: 'OfficeFormDecided' }),
  answer: z.strictObject({ target: z.string(), ...PLAN, text: TEXT }).meta({ id: 'OfficeFormTaken' }),
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Operation;

/** @param provinceId stands on offices of no agency */
export function officeDto({ agency, ...office }: OfficeListed, provinceId: string): z.input<typeof OFFICE> {
  return { ...office, agency: agency === provinceId ? null : agency };
}

/** @param offices every office there was before */
export function officeRows(
  plan: readonly PlannedOffice[],
  offices: readonly StoredOffice[],
): Pick<z.input<typeof IMPORT_AGENCIES.answer>, 'counts' | 'rows'> {
  const names = new Map(offices.map(({ id, name }) => [id, name]));
  const countOf = (wanted: string): number => plan.filter(({ state }) => state === wanted).length;
  return {
    counts: {
      new: countOf('new'),
      changed: countOf('changed'),
      renamed: countOf('renamed'),
      merged: countOf('merged'),
      unchanged: countOf('unchanged'),
      refused: countOf('refused'),
    },
    rows: plan.map(({ line: { line: at, name }, state, changes, ended, problems }) => ({
      line: at,
      name,
      state,
      changes,
      ended: ended.map((id) => names.get(id) ?? id),
      problems: problems.map((problem) => ({ problem, text: [...OFFICE_PROBLEMS[problem]] })),
    })),
  };
}
