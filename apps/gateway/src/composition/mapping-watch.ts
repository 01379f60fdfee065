import { FAILURES } from '@kntc/domain';
import type { Logger, SourceInfo } from '@kntc/domain';

type Info = Pick<SourceInfo, 'id' | 'mappingVersion'>;

export interface MappingWatchParts {
  readonly sources: readonly Info[];
  /** Versions in use, by source. */
  readonly inUse: () => Promise<ReadonlyMap<string, string>>;
  /** What waits for two sides. */
  readonly waiting: () => Promise<readonly (Info & { readonly since: Date })[]>;
  readonly logger: Logger;
}

/**
 * Knows which sources this process may read and judge: those whose mapping in use is the one it started with. Another one
 * waits for two sides, or was put into use after this process started.
 */
export class MappingWatch {
  #held: ReadonlySet<string> = new Set();

  constructor(private readonly parts: MappingWatchParts) {}

  /** Asks again, and says in the log what changed. */
  async look(): Promise<void> {
    const { sources, inUse, logger } = this.parts;
    const versions = await inUse();
    const held = sources.filter(({ id, mappingVersion }) => versions.get(id) !== mappingVersion);
    const before = this.#held;
    this.#held = new Set(held.map(({ id }) => id));
    await this.#say(held.filter(({ id }) => !before.has(id)));
    for (const id of before)
      if (!this.#held.has(id))
        logger.info({ stage: 'intake', source: id }, 'mapping in use: the source is read');
  }

  /** As the last look saw it. */
  isHeld(sourceId: string): boolean {
    return this.#held.has(sourceId);
  }

  async #say(held: readonly Info[]): Promise<void> {
    if (held.length === 0) return;
    const waits = await this.parts.waiting();
    for (const { id, mappingVersion } of held) {
      const wait = waits.find((one) => one.id === id && one.mappingVersion === mappingVersion);
      const on = { stage: 'intake', source: id, version: mappingVersion.slice(0, 12) };
      if (wait === undefined) this.parts.logger.warn(on, STARTED_BEFORE);
      else
        this.parts.logger.warn(
          { ...on, code: 'GW_S111' },
          `${FAILURES.GW_S111.vi} Chờ từ ${wait.since.toISOString()}.`,
        );
    }
  }
}

const STARTED_BEFORE =
  'Ánh xạ đang dùng của nguồn khác với tệp lúc tiến trình này khởi động: tiến trình này không đọc nguồn nữa. Khởi động lại cổng để dùng ánh xạ mới.';
