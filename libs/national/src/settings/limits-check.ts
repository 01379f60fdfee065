import type { z } from 'zod';
import type { CreateRule } from '@kntc/domain';

/** The limits of a far side and of our own, which must make sense together. */
interface Limits {
  readonly limits: {
    readonly maxRequestSize: number;
    readonly requestsAtOnce: number;
    readonly requestsPerMinute: number | 'unlimited';
    readonly createsPerDay: CreateRule;
    readonly rampAfterOutage: number;
    readonly attachments: { readonly most: number | 'unlimited'; readonly maxSize: number };
  };
  readonly timeBounds: { readonly requestMax: number; readonly indexLag: number; readonly margin: number };
  readonly codeLists: { readonly refresh: number; readonly requestMax: number; readonly maxSize: number };
  readonly answers: { readonly retryAfterMax: number; readonly maxSize: number };
  readonly maintenance: readonly { readonly from: string; readonly until: string }[];
}

type Problem = readonly [path: readonly (string | number)[], message: string];

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MINUTES_A_DAY = 1_440;

/**
 * Limits with which nothing is ever sent, and such as contradict each other: refused at start, all at once and in the words
 * of whoever keeps the file, instead of being found out when the first record waits for ever.
 */
export function checkLimits({ value, issues }: z.core.ParsePayload<Limits>): void {
  const problems = [
    ...rateProblems(value.limits),
    ...createProblems(value.limits),
    ...boundProblems(value),
    ...sizeProblems(value),
    ...windowProblems(value),
  ];
  for (const [path, message] of problems)
    issues.push({ code: 'custom', path: [...path], message, input: value });
}

function* rateProblems({
  requestsAtOnce,
  requestsPerMinute,
  rampAfterOutage,
}: Limits['limits']): Generator<Problem> {
  if (requestsAtOnce < 1 || requestsAtOnce > 256)
    yield [
      ['limits', 'requestsAtOnce'],
      `phải từ 1 đến 256, đang là ${requestsAtOnce}; 0 là không bao giờ gửi gì`,
    ];
  if (rampAfterOutage > DAY_MS)
    yield [
      ['limits', 'rampAfterOutage'],
      'dài hơn một ngày: sau gián đoạn không bao giờ trở lại hết giới hạn; thường là 5m',
    ];
  if (requestsPerMinute === 'unlimited') return;
  if (requestsPerMinute < 1 || requestsPerMinute > 60_000)
    yield [
      ['limits', 'requestsPerMinute'],
      `phải là unlimited hoặc từ 1 đến 60000, đang là ${requestsPerMinute}; 0 là không bao giờ gửi gì`,
    ];
  else if (requestsAtOnce > requestsPerMinute)
    yield [
      ['limits', 'requestsAtOnce'],
      `gửi cùng lúc ${requestsAtOnce} yêu cầu trong khi mỗi phút chỉ được ${requestsPerMinute} (requestsPerMinute): giảm số này`,
    ];
}

function* createProblems({ createsPerDay, requestsPerMinute }: Limits['limits']): Generator<Problem> {
  if (typeof createsPerDay !== 'number') return;
  const path = ['limits', 'createsPerDay'];
  if (createsPerDay < 2 || createsPerDay > 1_000_000)
    yield [
      path,
      `phải là auto, unlimited hoặc từ 2 đến 1000000, đang là ${createsPerDay}; một phần ba dành cho đơn mới đến, dưới 2 thì dữ liệu cũ không bao giờ được tạo`,
    ];
  const most =
    requestsPerMinute === 'unlimited' ? Number.POSITIVE_INFINITY : requestsPerMinute * MINUTES_A_DAY;
  if (most >= MINUTES_A_DAY && createsPerDay > most)
    yield [
      path,
      `${createsPerDay} vụ việc mỗi ngày không thể đạt được với ${requestsPerMinute} yêu cầu mỗi phút (requestsPerMinute): nhiều nhất ${most}`,
    ];
}

function* boundProblems({ timeBounds, codeLists, answers }: Limits): Generator<Problem> {
  const { requestMax, indexLag, margin } = timeBounds;
  if (requestMax < 100)
    yield [
      ['timeBounds', 'requestMax'],
      'ngắn hơn 100ms: yêu cầu nào cũng hết giờ và thành chưa rõ kết quả; thường là 60s',
    ];
  if (indexLag === 0)
    yield [
      ['timeBounds', 'indexLag'],
      'bằng 0: tra cứu ngay sau khi gửi không chứng minh được gì; ghi ít nhất 1s',
    ];
  if (margin === 0)
    yield [['timeBounds', 'margin'], 'bằng 0: không chừa chỗ cho yêu cầu được ghi nhận muộn; ghi ít nhất 5s'];
  if (requestMax > 2 * HOUR_MS || indexLag > DAY_MS || margin > DAY_MS)
    yield [
      ['timeBounds'],
      'requestMax nhiều nhất 2h, indexLag và margin nhiều nhất 24h: hồ sơ chưa rõ kết quả chờ tổng của ba số này',
    ];
  if (codeLists.requestMax >= codeLists.refresh)
    yield [
      ['codeLists', 'refresh'],
      'không dài hơn codeLists.requestMax: danh mục được hỏi lại trước khi lần hỏi trước xong',
    ];
  if (answers.retryAfterMax < SECOND_MS || answers.retryAfterMax > HOUR_MS)
    yield [
      ['answers', 'retryAfterMax'],
      'phải từ 1s (cổng không hỏi lại sớm hơn) đến 1h (một Retry-After vô lý không được dừng gửi lâu hơn)',
    ];
}

function* sizeProblems({ limits, answers, codeLists }: Limits): Generator<Problem> {
  if (limits.maxRequestSize < 4_096)
    yield [['limits', 'maxRequestSize'], 'nhỏ hơn 4KB: không bước nào gửi được'];
  if (limits.attachments.most !== 0 && limits.attachments.maxSize === 0)
    yield [
      ['limits', 'attachments', 'maxSize'],
      'bằng 0 trong khi được gửi tệp: nếu không gửi tệp thì ghi most: 0',
    ];
  if (answers.maxSize < 1_024)
    yield [['answers', 'maxSize'], 'nhỏ hơn 1KB: câu trả lời nào cũng bị coi là quá dài'];
  if (codeLists.maxSize < 1_024) yield [['codeLists', 'maxSize'], 'nhỏ hơn 1KB: không danh mục nào đọc được'];
}

function* windowProblems({ maintenance }: Limits): Generator<Problem> {
  for (const [index, { from, until }] of maintenance.entries())
    if (from === until)
      yield [
        ['maintenance', index],
        `bắt đầu và kết thúc cùng lúc ${from}: không rõ là cả ngày hay không phút nào`,
      ];
}
