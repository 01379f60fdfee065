import { GatewayError } from '@kntc/domain';
import type {
  CaseDraft,
  MappedRecord,
  RawRecord,
  Source,
  SourceDigests,
  SourceInfo,
  SourcePage,
} from '@kntc/domain';
import { aDraft, aMappedRecord, aRawRecord } from '../builders/a-draft';
import { aSourceInfo } from '../builders/a-source-info';

/**
 * A local system in memory: rows in the order of their last change, the cursor is a position in that order. What a
 * row says overrides the fields of a complete complaint.
 */
export class FakeSource implements Source {
  info: SourceInfo;
  /** Set: every read fails with it. */
  failure: GatewayError | undefined;
  digests: SourceDigests | undefined;
  reads = 0;
  /** The local system was put back from a backup, and is read as it is now. */
  isWentBack = false;
  #changes: RawRecord[] = [];
  #drafts = new Map<string, MappedRecord>();

  constructor(info: Partial<SourceInfo> = {}) {
    this.info = aSourceInfo(info);
  }

  /** Adds or changes a petition, as the local software would. */
  write(localKey: string, draft: CaseDraft = {}, mapped: Partial<MappedRecord> = {}): void {
    const content = `Nội dung đơn ${localKey}.`;
    const whole = aMappedRecord(aDraft({ registerNo: localKey, content, ...draft }), mapped);
    this.#drafts.set(localKey, whole);
    this.#changes.push(aRawRecord(localKey, { written: JSON.stringify([draft, mapped]) }));
  }

  /** Shows a row again although nothing changed, as the overlap of a watermark does. */
  showAgain(localKey: string): void {
    const last = this.#changes.findLast((record) => record.localKey === localKey);
    if (last !== undefined) this.#changes.push(last);
  }

  async readChanged(cursor: string | undefined, limit: number): Promise<SourcePage> {
    this.reads += 1;
    if (this.failure !== undefined) throw this.failure;
    const from = Number(cursor ?? 0);
    const records = this.#changes.slice(from, from + limit);
    const end = from + records.length;
    return {
      records,
      cursor: String(end),
      exhausted: end >= this.#changes.length,
      isWentBack: this.isWentBack,
    };
  }

  async *keys(): AsyncIterable<readonly string[]> {
    yield [...this.#drafts.keys()];
  }

  map(record: RawRecord): MappedRecord {
    return this.#drafts.get(record.localKey) ?? aMappedRecord({});
  }

  async close(): Promise<void> {
    // Nothing is open.
  }
}
