import type { CodeListDiff, CodeListStore, Logger, NationalProfile } from '@kntc/domain';

/** The fourteen lists of the national interface (`LoaiDanhMuc`). */
export const CODE_LISTS = Array.from({ length: 14 }, (_unused, index) => index + 1);

/**
 * Pulls every national list and stores what changed, with version and validity. A list that cannot be read stops
 * the refresh with its `GatewayError`; lists stored before stay as they are.
 */
export async function refreshCodeLists(
  profile: NationalProfile,
  store: CodeListStore,
  logger: Logger,
): Promise<readonly CodeListDiff[]> {
  const diffs: CodeListDiff[] = [];
  for (const list of CODE_LISTS) {
    const diff = await store.store(list, await profile.codeList(list));
    const changes = diff.added.length + diff.removed.length + diff.renamed.length;
    if (changes > 0) {
      logger.info(
        { stage: 'code-lists', count: changes, code: `list-${list}` },
        'national code list changed',
      );
      diffs.push(diff);
    }
  }
  return diffs;
}
