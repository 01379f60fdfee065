import { explain, explanationLines, LEVELS_VERSION, PROPOSALS, type Model } from '@kntc/duplicates';
import {
  approvalOfDuplicate,
  DENUNCIATION_PAIR,
  FOUND_THERE,
  JOINS,
  STATE_AFTER,
  STAYS_HERE,
} from '@kntc/domain';
import type { DuplicateDecision } from '@kntc/domain';
import type { DuplicateRow, DuplicateView } from '@kntc/storage';
import type { DECIDE_DUPLICATE, LIST_DUPLICATES, READ_DUPLICATE } from './duplicates.dto';
import type { AnswerOf } from './operation/operation';

type Pair = AnswerOf<typeof LIST_DUPLICATES>['items'][number];
type View = AnswerOf<typeof READ_DUPLICATE>;
type Follows = Pick<AnswerOf<typeof DECIDE_DUPLICATE>, 'national' | 'needsApprover'>;

/** Of a pair with a denunciation nothing but whom to ask is said. */
export function isOfDenunciation({ kind, earlierKind }: Pick<DuplicateRow, 'kind' | 'earlierKind'>): boolean {
  return kind === 'TC' || earlierKind === 'TC';
}

export function duplicateDto(row: DuplicateRow): Pair {
  const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;
  return {
    ...row,
    until: iso(row.until),
    escalatedAt: iso(row.escalatedAt),
    silentAt: iso(row.silentAt),
    decidedAt: iso(row.decidedAt),
    foundAt: row.foundAt.toISOString(),
    text: textOf(row),
  };
}

function textOf(row: DuplicateRow): Pair['text'] {
  if (isOfDenunciation(row)) return [...DENUNCIATION_PAIR];
  return row.foundThere === null ? [...PROPOSALS[row.situation].text] : [...FOUND_THERE];
}

/** @param sides as far as the reader may see them */
export function duplicateViewDto(
  view: DuplicateView,
  sides: Pick<View, 'later' | 'earlier'>,
  model: Model,
): View {
  const isHidden = isOfDenunciation(view.row);
  return {
    ...duplicateDto(view.row),
    ...sides,
    explanation: isHidden ? null : explanationOf(view, model),
    group: view.group,
  };
}

/** Levels of another version mean something else: then only the score that was found is shown. */
function explanationOf(
  { levels, levelsVersion, modelVersion }: DuplicateView,
  model: Model,
): View['explanation'] {
  if (levels === undefined || levelsVersion !== LEVELS_VERSION) return null;
  const explained = explain(Uint8Array.from(levels), model);
  return {
    model: model.version,
    isAsFound: modelVersion === model.version,
    probability: explained.probability,
    prior: explained.prior,
    evidence: explained.evidence,
    lines: explanationLines(explained),
  };
}

/** What a decision means at the far side. */
export function followsOf(decision: DuplicateDecision, { row, headNationalId }: DuplicateView): Follows {
  const needsApprover = approvalOfDuplicate(decision, [row.kind, row.earlierKind]) === 'content';
  if (decision === 'attach')
    return { needsApprover, national: { act: 'attach', head: headNationalId, isIrreversible: true } };
  const isOwn = !row.isSent && !STAYS_HERE.includes(STATE_AFTER[decision]);
  const national = { act: isOwn ? 'own-case' : 'nothing', head: null, isIrreversible: isOwn } as const;
  return { needsApprover, national };
}

/** What is said of a decision that was only looked at. */
export function previewText(
  decision: DuplicateDecision,
  { national }: Follows,
  { row: { foundThere } }: DuplicateView,
): readonly string[] {
  const what =
    national.act === 'attach'
      ? national.head === null
        ? 'Chưa gắn được: đơn đến trước chưa có vụ việc trên CSDLQG.'
        : `Đơn sẽ gắn vào vụ việc ${national.head} (GanVuViec). Sau khi gửi KHÔNG gỡ được.`
      : national.act === 'own-case'
        ? 'Đơn sẽ được gửi như vụ việc riêng. Vụ việc đã tạo trên CSDLQG không xoá được.'
        : 'Không có gì được gửi lên CSDLQG.';
  const here =
    JOINS.includes(decision) && foundThere === null
      ? 'Hai đơn vào cùng một nhóm trong tỉnh.'
      : 'Hai đơn không vào cùng nhóm.';
  return [
    'Xem trước: chưa ghi nhận gì.',
    `${what} ${here}`,
    'Gửi lại không có preview, với khoá mới, để quyết định.',
  ];
}
