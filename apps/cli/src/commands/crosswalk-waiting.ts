import { crosswalkAtStart, maskUnlessCode, missingFrom } from '@kntc/domain';
import type { CrosswalkAtStart, CrosswalkRow } from '@kntc/domain';
import { loadCrosswalks } from '@kntc/sources';
import { PgConfiguration } from '@kntc/storage';
import type { OpenDatabase } from '../database/open-database';

/** How the crosswalk of the folder stands to the one in use. */
export interface CrosswalkWaiting extends Omit<CrosswalkAtStart, 'rows'> {
  /** Other rows of the folder that are not in use, or rows in use that it does not have. */
  readonly others: number;
}

const SHOWN = 10;

/** What of the folder is not in use and why; a folder that cannot be read says nothing here: the start does. */
export async function crosswalkWaiting(
  { dataSource }: Pick<OpenDatabase, 'dataSource'>,
  configDir: string,
): Promise<CrosswalkWaiting> {
  const configuration = new PgConfiguration(dataSource, '');
  const inUse = await configuration.crosswalk();
  const loaded = loadCrosswalks(configDir);
  const folder = loaded.problems.length > 0 ? inUse : loaded.rows;
  const { rows, ...waiting } = crosswalkAtStart({
    folder,
    inUse,
    codes: await configuration.nationalCodes(),
  });
  return { ...waiting, others: missingFrom(inUse, rows).length + missingFrom(rows, inUse).length };
}

/** What waits and what ends it. */
export function crosswalkWaitingLines({
  parents,
  strangers,
  astray,
  others,
}: CrosswalkWaiting): readonly string[] {
  return [
    ...about(parents, 'dòng đối chiếu với cơ quan cấp trên chưa có người đứng tên, chưa dùng', WITH_NAME),
    ...about(strangers, 'dòng đối chiếu có mã quốc gia không có trong danh mục, chưa dùng', MEND),
    ...about(
      astray,
      'dòng đối chiếu đang dùng có mã quốc gia không có trong danh mục, hồ sơ dùng mã đó chờ',
      MEND,
    ),
    ...(others === 0
      ? []
      : [
          `Bảng đối chiếu trong config/crosswalks khác bảng đang dùng ở ${others} dòng; bảng đang dùng không đổi.`,
          '  Đưa vào dùng: npm run kntc -- crosswalk import',
        ]),
  ];
}

const WITH_NAME = 'npm run kntc -- crosswalk import --actor <tên> --reason "<lý do>"';
const MEND = 'sửa dòng đó trong config/crosswalks rồi npm run kntc -- crosswalk import';

function about(rows: readonly CrosswalkRow[], what: string, todo: string): readonly string[] {
  if (rows.length === 0) return [];
  const shown = rows
    .slice(0, SHOWN)
    .map(
      ({ sourceId, list, localCode, nationalCode }) =>
        `${sourceId} danh mục ${list} «${maskUnlessCode(localCode)}» → ${nationalCode}`,
    );
  const more = rows.length > SHOWN ? '; …' : '';
  return [`${rows.length} ${what}: ${shown.join('; ')}${more}`, `  Việc cần làm: ${todo}`];
}
