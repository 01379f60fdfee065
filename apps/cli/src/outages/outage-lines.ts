import { actorText, drainText, failureText, scopeText, spanText, vietnamTime } from '@kntc/domain';
import type { Outage, Recovery } from '@kntc/domain';
import { pairs } from '../output';

/** An interruption that is not over: since when, why, who must act, when it is asked again. */
export function outageLines(outage: Outage): readonly string[] {
  const { id, scope, code, beganAt, seconds, failedProbes, lastProbeAt, nextProbeAt, reopenedAt } = outage;
  const asked = lastProbeAt === null ? 'chưa hỏi lại' : `lần gần nhất ${vietnamTime(lastProbeAt)}`;
  return [
    `Gián đoạn kết nối số ${id}, từ ${vietnamTime(beganAt)} (${spanText(seconds / 60)}): ${scopeText(scope)}.`,
    ...pairs([
      ['  Nguyên nhân', `${code} ${failureText(code)}`],
      ['  Ai xử lý', actorText(code)],
      ['  Cổng tự hỏi lại', `${asked}, ${failedProbes} lần chưa được`],
      reopenedAt === null
        ? ['  Lần hỏi tới', vietnamTime(nextProbeAt)]
        : ['  Đã kết nối lại lúc', `${vietnamTime(reopenedAt)}; hết gián đoạn khi hồ sơ đầu tiên gửi được`],
      ['  Hồ sơ đã phải chờ', outage.affected],
    ]),
  ];
}

/** What waits in an interruption or after it, and how fast it goes. */
export function recoveryLines(outages: readonly Outage[], recovery: Recovery): readonly string[] {
  const { backlog, oldestAt, oldestSeconds, drain, share } = recovery;
  if (outages.length === 0 && share === undefined) return [];
  return pairs([
    ['Hồ sơ chờ kết nối', backlog],
    [
      'Hồ sơ chờ lâu nhất',
      oldestAt === null ? '' : `${spanText(oldestSeconds / 60)}, từ ${vietnamTime(oldestAt)}`,
    ],
    ['Gửi hết', backlog === 0 ? '' : drainText(drain)],
    ['Đang tăng dần sau gián đoạn', share === undefined ? '' : `${Math.round(share * 100)} % giới hạn gửi`],
  ]);
}
