import type { CodeListStore, Logger, NationalProfile } from '@kntc/domain';

/** The fourteen lists of the national interface (`LoaiDanhMuc`). */
export const CODE_LISTS = Array.from({ length: 14 }, (_unused, index) => index + 1);

/**
 * Pulls every national list. One that changed waits for people; the log says so once. A list that cannot be read stops the
 * refresh with its `GatewayError`; lists taken before stay as they are.
 * @returns the lists that began to wait
 */
export async function refreshCodeLists(
  profile: NationalProfile,
  store: CodeListStore,
  logger: Logger,
): Promise<readonly number[]> {
  const waiting: number[] = [];
  for (const list of CODE_LISTS) {
    const fetched = await store.store(list, await profile.codeList(list));
    if (fetched !== 'waits') continue;
    waiting.push(list);
    logger.warn(
      { stage: 'code-lists', code: `list-${list}` },
      'national code list changed and waits for two people: kntc crosswalk lists',
    );
  }
  return waiting;
}
