import { GatewayError } from '@kntc/domain';
import { keyFingerprint, loadKeyFile } from '@kntc/confidentiality';
import { loadCrosswalks, loadSources } from '@kntc/sources';
import { keyFileOf, loadProvince } from '@kntc/platform';
import { nationalSettings } from '../composition/national-side';
import type { Place } from '../database/place';
import type { Finding } from './finding';
import { bad, good, skipped } from './finding';

/** Agencies, national settings, sources and crosswalks as files; the living sources are for `sources check`. */
export async function checkConfiguration(
  { environment }: Place,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Finding> {
  const what = 'Cấu hình';
  const { configDir } = environment;
  const province = loadProvince(configDir);
  nationalSettings(environment);
  const sources = loadSources(configDir, variables);
  const crosswalks = loadCrosswalks(configDir);
  const problems = [...sources.problems, ...crosswalks.problems];
  const enabled = sources.sources.filter((source) => source.enabled);
  if (problems.length > 0)
    return bad(
      what,
      `${problems.length} lỗi trong tệp nguồn hoặc bảng đối chiếu`,
      'chạy npm run kntc -- sources check để xem từng dòng',
    );
  if (enabled.length === 0)
    return bad(
      what,
      `không có nguồn nào đang bật trong ${configDir}/sources`,
      'khai hoặc bật ít nhất một nguồn',
    );
  return good(
    what,
    `${province.name}, ${enabled.length} nguồn đang bật, ${crosswalks.rows.length} dòng đối chiếu`,
  );
}

/** @param bound fingerprint that the database is bound to, if it could be asked and is bound */
export async function checkKeyFile({ environment }: Place, bound: string | undefined): Promise<Finding> {
  const what = 'Tệp khoá';
  const path = keyFileOf(environment);
  const fingerprint = readFingerprint(path, environment.keyFile !== undefined || bound !== undefined);
  if (fingerprint === undefined) return skipped(what, 'chưa có; cổng tạo khi chạy lần đầu');
  if (bound !== undefined && fingerprint !== bound)
    return bad(what, `${path} là khoá của cơ sở dữ liệu khác`, 'khôi phục đúng tệp khoá từ bản sao lưu');
  return good(what, path);
}

function readFingerprint(path: string, isNeeded: boolean): string | undefined {
  try {
    return keyFingerprint(loadKeyFile(path, { createIfMissing: false }));
  } catch (err) {
    const isMissing = err instanceof GatewayError && err.detail.endsWith('does not exist');
    if (isMissing && !isNeeded) return undefined;
    throw err;
  }
}
