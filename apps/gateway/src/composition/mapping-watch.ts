import { FAILURES } from '@kntc/domain';
import type { Clock, Logger, SourceInfo } from '@kntc/domain';

type Info = Pick<SourceInfo, 'id' | 'mappingVersion'>;

type Wait = Info & { readonly since: Date };

export interface MappingWatchParts {
  readonly sources: readonly Info[];
  /** Versions in use, by source. */
  readonly inUse: () => Promise<ReadonlyMap<string, string>>;
  /** What waits for two sides. */
  readonly waiting: () => Promise<readonly Wait[]>;
  /** Says to everybody in what this process is outdated. */
  readonly tell: (outdated: readonly Info[]) => Promise<void>;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly logger: Logger;
}

/** So that whoever looks sees that the process still runs. */
const TELL_AGAIN_AFTER_MS = 30_000;

/**
 * Knows which sources this process may read and judge: those whose mapping in use is the one it started with. Another one
 * waits for two sides, or was put into use after this process started.
 */
export class MappingWatch {
  #held: ReadonlySet<string> = new Set();
  /** What was told last, and when; nothing needs to be told of a process that is in nothing outdated. */
  #told = { ids: '', atMs: Number.NEGATIVE_INFINITY };

  constructor(private readonly parts: MappingWatchParts) {}

  /** Asks again, and says in the log what changed. */
  async look(): Promise<void> {
    const { sources, inUse, logger } = this.parts;
    const versions = await inUse();
    const held = sources.filter(({ id, mappingVersion }) => versions.get(id) !== mappingVersion);
    const before = this.#held;
    this.#held = new Set(held.map(({ id }) => id));
    const waits = held.length === 0 ? [] : await this.parts.waiting();
    this.#say(
      held.filter(({ id }) => !before.has(id)),
      waits,
    );
    await this.#tell(held.filter((one) => waitOf(waits, one) === undefined));
    for (const id of before)
      if (!this.#held.has(id))
        logger.info({ stage: 'intake', source: id }, 'mapping in use: the source is read');
  }

  /** As the last look saw it. */
  isHeld(sourceId: string): boolean {
    return this.#held.has(sourceId);
  }

  async #tell(outdated: readonly Info[]): Promise<void> {
    const { tell, clock } = this.parts;
    const ids = outdated.map(({ id }) => id).join(' ');
    const nowMs = clock.monotonicMs();
    const isDue = ids !== '' && nowMs - this.#told.atMs >= TELL_AGAIN_AFTER_MS;
    if (ids === this.#told.ids && !isDue) return;
    await tell(outdated);
    this.#told = { ids, atMs: nowMs };
  }

  #say(held: readonly Info[], waits: readonly Wait[]): void {
    for (const one of held) {
      const { id, mappingVersion } = one;
      const wait = waitOf(waits, one);
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

function waitOf(waits: readonly Wait[], { id, mappingVersion }: Info): Wait | undefined {
  return waits.find((one) => one.id === id && one.mappingVersion === mappingVersion);
}

const STARTED_BEFORE =
  'Ánh xạ đang dùng của nguồn khác với tệp lúc tiến trình này khởi động: tiến trình này không đọc nguồn nữa. Khởi động lại cổng để dùng ánh xạ mới.';
