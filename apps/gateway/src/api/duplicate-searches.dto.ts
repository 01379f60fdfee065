import { z } from 'zod';
import { DECIDED, DECIDING, DECISION_PROBLEMS } from './decision.dto';
import { DAY, line, MOMENT } from './operation/members';
import type { Operation } from './operation/operation';

const COUNT = z.number().int();

const SEARCH = z
  .strictObject({
    id: z.uuid(),
    from: DAY,
    to: DAY,
    agency: z.string().nullable().meta({ description: 'null: mọi cơ quan.' }),
    askedBy: z.string(),
    askedAt: MOMENT,
    expected: COUNT.meta({ description: 'Số vụ việc của kỳ lúc yêu cầu.' }),
    compared: COUNT,
    found: COUNT.meta({ description: 'Cặp chưa ai thấy trước đó.' }),
    finishedAt: MOMENT.nullable().meta({ description: 'null: đang chạy hoặc đang chờ.' }),
  })
  .meta({ id: 'DuplicateSearch' });

export const LIST_DUPLICATE_SEARCHES = {
  id: 'listDuplicateSearches',
  group: 'Đơn trùng',
  summary: 'Các lần so lại theo kỳ và tiến độ, lần đang chạy trước; nhiều nhất 50 lần.',
  answer: z.strictObject({ items: z.array(SEARCH).readonly() }).meta({ id: 'DuplicateSearches' }),
} as const satisfies Operation;

export const ASK_DUPLICATE_SEARCH = {
  id: 'askDuplicateSearch',
  group: 'Đơn trùng',
  summary:
    'Yêu cầu so lại các đơn nhận trong một kỳ (nhiều nhất 1.096 ngày) với mọi đơn đã có. Không gửi gì; cùng kỳ đang chạy thì chạy tiếp.',
  body: z.strictObject({ from: DAY, to: DAY, agency: line(80).optional(), ...DECIDING }),
  answer: DECIDED,
  problems: DECISION_PROBLEMS,
  isOnce: true,
} as const satisfies Operation;
