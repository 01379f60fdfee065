import { CLASS_NAMES } from '../lifecycle/class-names';
import { vietnamTime } from '../text/vietnam-time';
import type { AlertIncident } from './alert';
import { alertKindRule } from './alert-kinds';
import type { AlertMessage } from './alert-message';
import { alertText, SEVERITY_LABELS } from './alert-text';
import { isKnownOf } from './plan-notices';
import { toldCount } from './told-count';

/** What a day begins with: numbers of the whole province. */
export interface DigestFacts {
  readonly classes: ReadonlyMap<string, number>;
  readonly due: number;
  readonly late: number;
  readonly lateSoon: number;
  readonly overdue: number;
  readonly requestsOverdue: number;
  readonly requestsSoon: number;
  /** What is wrong now. */
  readonly open: readonly AlertIncident[];
  /** Incidents that ended within the last day. */
  readonly closedLately: number;
}

interface Day {
  readonly id: string;
  readonly now: Date;
  readonly province: string;
  readonly publicUrl: string | undefined;
}

/** The mail of the morning: also that there is nothing, so that its absence says something. */
export function digestMessage(facts: DigestFacts, { id, now, province, publicUrl }: Day): AlertMessage {
  const unknownOf = facts.open.filter((one) => !isKnownOf(one, now));
  const state =
    facts.open.length === 0
      ? 'không có sự cố'
      : `${facts.open.length} sự cố, ${unknownOf.length} chưa ai nhận biết`;
  return {
    id,
    severity: undefined,
    items: [],
    subject: `[KNTC ${province}] Bản tin ${vietnamTime(now).slice(0, 10)}: ${state}`,
    text: [
      `Bản tin cổng liên thông KNTC, ${vietnamTime(now)}.`,
      '',
      `Sự cố: ${state}; ${facts.closedLately} sự cố đã hết trong 24 giờ qua.`,
      ...facts.open.map((one) => `- ${incidentLine(one, now)}`),
      '',
      'Hồ sơ:',
      ...[...facts.classes].map(([name, count]) => `- ${CLASS_NAMES[name] ?? name}: ${toldCount(count)}`),
      `- chờ gửi lúc này: ${toldCount(facts.due)}`,
      '',
      'Thời hạn:',
      `- CSDLQG đang hiển thị là chậm: ${toldCount(facts.late)}; sẽ chậm trong ba ngày làm việc: ${toldCount(facts.lateSoon)}`,
      `- quá hạn giải quyết: ${toldCount(facts.overdue)}`,
      `- yêu cầu của thanh tra quá hạn: ${toldCount(facts.requestsOverdue)}; sắp đến hạn: ${toldCount(facts.requestsSoon)}`,
      '',
      ...(publicUrl === undefined ? [] : [`Xem: ${publicUrl}/`]),
      'Không nhận được bản tin này vào một buổi sáng thì kiểm tra cổng có đang chạy. Chỉ có số lượng, không có dữ liệu cá nhân.',
    ].join('\n'),
  };
}

function incidentLine(incident: AlertIncident, now: Date): string {
  const { kind, openedAt, noticedAt, acknowledged } = incident;
  const until = isKnownOf(incident, now) ? vietnamTime(acknowledged?.until) : '';
  const known = until === '' ? 'chưa ai nhận biết' : `đã nhận biết đến ${until}`;
  return `${SEVERITY_LABELS[alertKindRule(kind).severity]}, từ ${vietnamTime(openedAt ?? noticedAt)}, ${known}: ${alertText(incident)[0]}`;
}
