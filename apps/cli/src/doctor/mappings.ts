import { vietnamTime } from '@kntc/domain';
import type { MappingWait } from '@kntc/storage';
import { bad, type Finding } from './finding';

/** One line for each source that is not read because two sides have not approved its mapping. */
export function mappingFindings(waiting: readonly MappingWait[]): readonly Finding[] {
  return waiting.map(({ id, since }) =>
    bad(
      `Nguồn ${id}`,
      `chưa được đọc: ánh xạ mới hoặc đã đổi, chờ thanh tra và công nghệ thông tin duyệt từ ${vietnamTime(since)}`,
      `xem và duyệt bằng npm run kntc -- sources accept-mapping ${id}, hoặc trả tệp nguồn về như cũ và khởi động lại cổng`,
    ),
  );
}
