import type { DuplicateSituation as Situation } from '@kntc/domain';
import type { Band } from './bands';
import { levelOf, type Levels } from './compare/levels';
import type { ScoredPair } from './clusters';

/** What happens at the national side, always after a named person decided. */
export type NationalConsequence =
  /** `GanVuViec`: cannot be undone. */
  | 'attach'
  /** Both records stay; they are linked in our ledger only. */
  | 'link-locally'
  /** The petition is divided before anything is sent. */
  | 'split'
  | 'nothing';

interface Proposal {
  readonly national: NationalConsequence;
  /** What happened, what it means for the case, what to do. */
  readonly text: readonly [what: string, meaning: string, action: string];
}

export const PROPOSALS: Readonly<Record<Situation, Proposal>> = {
  resent: {
    national: 'attach',
    text: [
      'Cùng người, cùng việc, gửi lại cùng một cơ quan.',
      'Đơn này không mở vụ việc mới; vẫn tính vào số đơn đã nhận và chỉ trả lời một lần.',
      'Xác nhận để nhóm với đơn trước; gắn vụ việc trên CSDLQG phải có người quyết định vì không gỡ được.',
    ],
  },
  'many-agencies': {
    national: 'attach',
    text: [
      'Cùng người, cùng việc, gửi nhiều cơ quan.',
      'Nếu cơ quan có thẩm quyền cũng đã nhận thì các cơ quan khác không giải quyết lại.',
      'Liên hệ cơ quan nhận trước; xác nhận rồi mới gắn vụ việc trên CSDLQG.',
    ],
  },
  'many-people': {
    national: 'link-locally',
    text: [
      'Nhiều người, hoặc một nhóm và một người trong nhóm, cùng một việc.',
      'Mỗi người giữ quyền của mình: không gộp, không gắn vụ việc trên CSDLQG.',
      'Liên kết để xử lý cùng nhau; từ năm người trở lên thì theo quy định về đơn đông người.',
    ],
  },
  'after-decision': {
    national: 'nothing',
    text: [
      'Một đơn nói về quyết định giải quyết của việc trong đơn kia.',
      'Đây có thể là khiếu nại lần hai hoặc tố cáo tiếp: giai đoạn mới, không phải đơn trùng.',
      'Không gộp; kiểm tra quyết định lần đầu rồi xử lý theo thẩm quyền.',
    ],
  },
  supplement: {
    national: 'nothing',
    text: [
      'Một đơn bổ sung chứng cứ, tài liệu cho đơn kia.',
      'Nội dung bổ sung thuộc vụ việc đã có, không mở vụ việc mới.',
      'Chuyển tài liệu vào hồ sơ của đơn trước.',
    ],
  },
  'several-matters': {
    national: 'split',
    text: [
      'Đơn có nhiều nội dung, mỗi nội dung trùng với một đơn khác.',
      'Gộp cả đơn vào một vụ việc thì nội dung kia bị mất.',
      'Tách đơn theo từng nội dung rồi xem lại từng phần.',
    ],
  },
  unclear: {
    national: 'nothing',
    text: [
      'Có điểm giống nhau nhưng chưa đủ để nói là cùng một đơn.',
      'Nếu không ai quyết định, đơn đi tiếp như vụ việc riêng.',
      'So hai đơn; xác nhận, bác bỏ hoặc ghi là có liên quan.',
    ],
  },
};

/** What is known of a pair besides its levels. */
export interface PairFacts {
  readonly band: Band;
  /** Probabilities of the two questions. */
  readonly person: number;
  readonly matter: number;
  readonly isSameAgency: boolean;
  /** One of the two says that it adds to an earlier one. */
  readonly isSupplement: boolean;
}

const LIKELY = 0.5;

/** Situation of a pair; undefined where nothing is to be shown. Several matters in one petition need {@link tellApart}. */
export function situationOf(levels: Levels, facts: PairFacts): Situation | undefined {
  const isOneMatter = facts.matter >= LIKELY;
  const isOnePerson = facts.person >= LIKELY;
  if (!isOneMatter) return facts.band === 'distinct' ? undefined : without(facts);
  if (!isOnePerson) return 'many-people';
  if (levelOf(levels, 'stage') !== 0) return 'after-decision';
  if (facts.band === 'distinct') return undefined;
  return isGroupAndOne(levels) ? 'many-people' : ofOnePerson(facts);
}

/** The matter may be another one. */
function without({ isSupplement }: PairFacts): Situation {
  return isSupplement ? 'supplement' : 'unclear';
}

function ofOnePerson({ isSupplement, isSameAgency }: PairFacts): Situation {
  if (isSupplement) return 'supplement';
  return isSameAgency ? 'resent' : 'many-agencies';
}

function isGroupAndOne(levels: Levels): boolean {
  const set = levelOf(levels, 'set');
  return set === 4 || set === 5;
}

/**
 * Whether partners of one petition are different matters among themselves: then the petition in the middle holds several.
 * @param partners linked with the petition @param pairs all compared pairs of the partners with each other
 */
export function tellApart(
  partners: readonly number[],
  pairs: readonly ScoredPair[],
  distinctBelow: number,
): boolean {
  const scores = new Map(pairs.map(({ one, other, score }) => [keyOf(one, other), score]));
  return partners.some((one, at) =>
    partners.slice(at + 1).some((other) => {
      const score = scores.get(keyOf(one, other));
      return score !== undefined && score < distinctBelow;
    }),
  );
}

function keyOf(one: number, other: number): string {
  return `${Math.min(one, other)} ${Math.max(one, other)}`;
}
