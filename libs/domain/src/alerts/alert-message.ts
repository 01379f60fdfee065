import { spanText } from '../outage/outage-text';
import { vietnamTime } from '../text/vietnam-time';
import type { AlertIncident, ToldOf } from './alert';
import { ALERT_SEVERITIES, alertKindRule, type AlertSeverity } from './alert-kinds';
import { alertPage, alertText, SEVERITY_LABELS, type AlertLines } from './alert-text';

/** One incident as a message tells of it. */
export interface AlertItem {
  readonly incident: string;
  readonly kind: string;
  readonly severity: AlertSeverity;
  /** `passed`: it began and is over, told in one. */
  readonly what: ToldOf | 'passed';
  readonly lines: AlertLines;
  readonly since: Date;
  readonly until: Date | undefined;
  /** Page of the console; absent where nobody said under which address people reach it. */
  readonly page: string | undefined;
}

/** What goes to a channel. */
export interface AlertMessage {
  /** The same when it is sent again because nobody knows whether it arrived. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly severity: AlertSeverity | undefined;
  readonly items: readonly AlertItem[];
}

interface Telling {
  readonly id: string;
  readonly province: string;
  /** `https://…` of the console, without a slash at its end. */
  readonly publicUrl: string | undefined;
}

/** @param what was planned: an incident that is over by now is told of as such */
export function alertItem(
  incident: AlertIncident,
  {
    what,
    agencies,
    publicUrl,
  }: {
    readonly what: ToldOf;
    readonly agencies: readonly string[] | undefined;
    readonly publicUrl: string | undefined;
  },
): AlertItem {
  const { id, kind, openedAt, noticedAt, closedAt } = incident;
  return {
    incident: id,
    kind,
    severity: alertKindRule(kind).severity,
    what: closedAt !== undefined && what !== 'closed' ? 'passed' : what,
    lines: alertText(incident, agencies),
    since: openedAt ?? noticedAt,
    until: closedAt,
    page: publicUrl === undefined ? undefined : `${publicUrl}${alertPage(kind)}`,
  };
}

/** One message of everything that is due for one channel at the moment: many incidents at once are one mail. */
export function alertMessage(
  items: readonly AlertItem[],
  { id, province, publicUrl }: Telling,
): AlertMessage {
  const ordered = items.toSorted((one, other) => rank(one) - rank(other));
  const [first] = ordered;
  const severity = ordered.find(({ what }) => what === 'opened' || what === 'repeated')?.severity;
  const label = severity === undefined ? 'Đã hết' : SEVERITY_LABELS[severity];
  const title =
    first === undefined ? '' : ordered.length === 1 ? first.lines[0] : `${ordered.length} việc cần biết`;
  return {
    id,
    subject: `[KNTC ${province}] ${label}: ${title}`,
    text: [
      ...ordered.flatMap((item) => [...linesOf(item), '']),
      ...(publicUrl === undefined ? [] : [`Nhận biết để thôi nhắc: ${publicUrl}/su-co`]),
      'Nhận biết bằng lệnh: npm run kntc -- alerts ack. Thư này chỉ có số lượng, không có dữ liệu cá nhân.',
    ].join('\n'),
    severity,
    items: ordered,
  };
}

function rank({ severity, what }: AlertItem): number {
  const isOver = what === 'closed' || what === 'passed';
  return ALERT_SEVERITIES.indexOf(severity) + (isOver ? ALERT_SEVERITIES.length : 0);
}

function linesOf(item: AlertItem): readonly string[] {
  const { severity, what, lines, since, until, page } = item;
  const from = vietnamTime(since);
  const over =
    until === undefined ? '' : ` đến ${vietnamTime(until)} (${spanText(spanMinutes(since, until))})`;
  switch (what) {
    case 'closed':
      return [`ĐÃ HẾT: ${lines[0]}`, `Kéo dài từ ${from}${over}. Không phải làm gì thêm.`];
    case 'passed':
      return [
        `ĐÃ XẢY RA VÀ ĐÃ HẾT: ${lines[0]}`,
        `Kéo dài từ ${from}${over}. Xem lại nếu cần.`,
        ...(page === undefined ? [] : [page]),
      ];
    case 'opened':
    case 'repeated':
      return [
        `${SEVERITY_LABELS[severity].toUpperCase()}${what === 'repeated' ? ' (nhắc lại, chưa ai nhận biết)' : ''} – từ ${from}`,
        ...lines,
        ...(page === undefined ? [] : [page]),
      ];
  }
}

function spanMinutes(since: Date, until: Date): number {
  return (until.getTime() - since.getTime()) / 60_000;
}

/** To see whether alerts arrive. */
export function testMessage(id: string, province: string): AlertMessage {
  return {
    id,
    subject: `[KNTC ${province}] Thư thử cảnh báo`,
    severity: undefined,
    items: [],
    text: [
      'Đây là thư thử: kênh cảnh báo này nhận được thư của cổng liên thông KNTC.',
      'Không có sự cố nào trong thư này.',
      'Không phải làm gì.',
    ].join('\n'),
  };
}
