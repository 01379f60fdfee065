import { alertWays } from '../composition/alert-ways';
import type { Place } from '../database/place';
import { good, skipped, type Finding } from './finding';

const WHAT = 'Cảnh báo';

/** Whether anybody is told when something is wrong; sends nothing. */
export async function checkAlerts(place: Place): Promise<Finding> {
  const { config } = await alertWays(place);
  const count = config.ways.size;
  if (count === 0)
    return skipped(
      WHAT,
      'chưa có kênh cảnh báo: không ai được báo khi có sự cố; khai config/alerts.yaml (docs/operators/canh-bao.md)',
    );
  return good(WHAT, `${count} kênh; gửi thử bằng npm run kntc -- alerts test`);
}
