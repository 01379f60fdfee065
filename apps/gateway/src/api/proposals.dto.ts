import { PROPOSAL_DECISIONS, PROPOSAL_STATES, PROPOSAL_TEXTS, seesField } from '@kntc/domain';
import type { UserRole } from '@kntc/domain';
import type { ProposalRow, ProposalView } from '@kntc/storage';
import { z } from 'zod';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { DAY, KIND, line, MOMENT, NATIONAL_ID, REFERENCE, STEP, TEXT } from './operation/members';
import type { Operation } from './operation/operation';
import { pageAnswer, PAGING, type Way } from './operation/paging';

const STATE = z.enum(PROPOSAL_STATES).meta({ id: 'ProposalState' });

const LISTED = {
  id: z.uuid(),
  nationalId: z.string(),
  agency: z.string().meta({ description: 'Cơ quan của tỉnh mà vụ việc đứng tên, hoặc được chuyển đến.' }),
  way: z
    .enum(['entered', 'assigned'])
    .meta({ description: 'entered: nhập cho cơ quan; assigned: chuyển đến.' }),
  kind: KIND.nullable(),
  receivedOn: DAY.nullable(),
  classification: z.string().nullable(),
  steps: z.array(STEP).readonly(),
  state: STATE,
  text: TEXT,
  firstSeenAt: MOMENT,
  lastSeenAt: MOMENT,
  decidedBy: z.string().nullable(),
  approver: z.string().nullable(),
  reason: z.string().nullable(),
  decidedAt: MOMENT.nullable(),
} as const;

const PROPOSAL = z.strictObject(LISTED).meta({ id: 'Proposal' });

export const LIST_PROPOSALS = {
  id: 'listProposals',
  group: 'Đối soát',
  summary:
    'Vụ việc chỉ có trên CSDLQG: đứng tên hoặc được chuyển đến cơ quan của tỉnh, không hồ sơ nào ở đây mang mã đó. Lâu nhất trước.',
  query: z.strictObject({
    state: STATE.optional(),
    agency: line(80).optional(),
    kind: KIND.optional(),
    nationalId: NATIONAL_ID.optional(),
    ...PAGING,
  }),
  answer: pageAnswer(PROPOSAL),
} as const satisfies Operation;

export const PROPOSALS_WAY: Way = { list: 'proposals', position: ['moment', 'uuid'] };

const ONE = z.strictObject({ id: z.uuid() });

export const READ_PROPOSAL = {
  id: 'readProposal',
  group: 'Đối soát',
  summary: 'Một vụ việc chỉ có trên CSDLQG, với hồ sơ địa phương có thể trùng; mỗi lượt xem vào nhật ký.',
  params: ONE,
  answer: z
    .strictObject({
      ...LISTED,
      petitioners: z
        .strictObject({ people: z.number().int(), names: z.array(z.string()).readonly() })
        .optional()
        .meta({ description: 'Tên đã che; đơn tố cáo hoặc chưa rõ loại: không có tên.' }),
      matches: z
        .array(
          z.strictObject({
            reference: REFERENCE,
            agency: z.string(),
            basis: z.enum(['reference', 'identity']).meta({
              description: 'reference: cùng mã hồ sơ; identity: cùng số giấy tờ và ngày tiếp nhận.',
            }),
            nationalId: z
              .string()
              .nullable()
              .meta({ description: 'Mã khác của hồ sơ: có thể nhập hai lần.' }),
          }),
        )
        .readonly(),
      linkedTo: REFERENCE.nullable(),
    })
    .meta({ id: 'ProposalView' }),
} as const satisfies Operation;

export const DECIDE_PROPOSAL = {
  id: 'decideProposal',
  group: 'Đối soát',
  summary:
    'Quyết định về một vụ việc chỉ có trên CSDLQG; không tạo hồ sơ, không gửi gì. Rút lại được (undecided) cho tới khi cổng nhận mã.',
  params: ONE,
  body: z
    .strictObject({
      decision: z.enum(PROPOSAL_DECISIONS).meta({
        description:
          'link: là hồ sơ reference (cần hai người); awaited: sẽ nhập vào phần mềm của đơn vị; not-ours: ghi nhầm ở CSDLQG; ignored: bỏ qua; undecided: rút lại.',
      }),
      reference: REFERENCE.optional().meta({ description: 'Chỉ với link: mã hồ sơ địa phương.' }),
      ...DECIDING,
    })
    .refine(({ decision, reference }) => (decision === 'link') === (reference !== undefined), {
      path: ['reference'],
      error: 'cần với link, và chỉ với link',
    }),
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Operation;

export function proposalDto(row: ProposalRow): z.input<typeof PROPOSAL> {
  return {
    ...row,
    steps: row.steps as z.input<typeof PROPOSAL>['steps'],
    text: [...PROPOSAL_TEXTS[row.state]],
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}

/** @param roles whoever looks; letters of names are shown to those who see them in cases */
export function proposalViewDto(
  { row, who, matches, linkedTo }: ProposalView,
  roles: readonly UserRole[],
): z.input<(typeof READ_PROPOSAL)['answer']> {
  const petitioners = seesField(roles, 'parties') ? { petitioners: who } : {};
  return { ...proposalDto(row), ...petitioners, matches, linkedTo };
}
