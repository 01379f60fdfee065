import { isKnownOf } from '@kntc/domain';
import type { GatewayParts } from '../composition/gateway-parts';
import type { AlertsDto } from './overview.dto';

const NO_CHANNEL =
  'Chưa có kênh cảnh báo: không ai được báo khi có sự cố. Khai config/alerts.yaml rồi khởi động lại.';

/** Whether people are told when something is wrong, and how much is wrong now. */
export async function alertsOverview({
  alertWatch,
  alertBook,
}: Pick<GatewayParts, 'alertWatch' | 'alertBook'>): Promise<AlertsDto> {
  const { channels } = alertWatch;
  const { now, open, failing: all } = await alertBook.standing();
  const failing = all.filter((id) => channels.includes(id));
  const unacknowledged = open.filter((one) => !isKnownOf(one, now)).length;
  return {
    channels: channels.length,
    failing,
    open: open.length,
    unacknowledged,
    text: textOf(channels, failing),
  };
}

function textOf(channels: readonly string[], failing: readonly string[]): string {
  if (channels.length === 0) return NO_CHANNEL;
  return failing.length === 0
    ? `Cảnh báo đi qua ${channels.length} kênh.`
    : `Kênh không gửi được: ${failing.join(', ')}. Cảnh báo đang chờ, không mất; xem /api/v1/alerts/channels.`;
}
