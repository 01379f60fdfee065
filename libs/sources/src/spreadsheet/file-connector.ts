import type { RawRecord, SourcePage } from '@kntc/domain';
import type {
  Combination,
  Connector,
  ConnectorDependencies,
  SourceDescription,
  ValueCount,
} from '../connector';
import type { FileSourceDefinition } from '../definition/source-definition';
import { fileShape, readFileCursor, type FileCursor } from './file-cursor';
import { Inbox, type OpenedFile } from './inbox/inbox';
import { inboxPlaces } from './inbox/inbox-places';
import { FileSample } from './file-sample';
import { OpenReading } from './open-reading';

/**
 * Reads spreadsheets that are dropped into a folder, one file after the other, in pages. While the gateway runs the
 * file stays open between pages; after a restart it is read again up to the line of the cursor.
 */
export class FileConnector implements Connector {
  readonly #shape: string;
  readonly #inbox: Inbox;
  readonly #sample: FileSample;
  #reading: OpenReading | undefined;

  constructor(
    private readonly definition: FileSourceDefinition,
    deps: ConnectorDependencies,
  ) {
    const places = inboxPlaces(definition, deps);
    this.#shape = fileShape(definition);
    this.#inbox = new Inbox(definition, places, { clock: deps.clock, shape: this.#shape });
    this.#sample = new FileSample(definition, this.#inbox, places, deps.folders?.sample);
  }

  async readChanged(text: string | undefined, limit: number): Promise<SourcePage> {
    const cursor = readFileCursor(text, this.#shape);
    const reading = await this.#readingAt(cursor);
    if (reading === undefined) {
      await this.#inbox.refuseIfNothing();
      return { records: [], cursor: JSON.stringify(cursor), exhausted: true };
    }
    const records = await reading.page(limit);
    const { seq, line, isDone } = reading;
    const next: FileCursor = { shape: this.#shape, seq, line: isDone ? undefined : line };
    if (isDone) await this.#closeReading();
    // Another file may wait: only a look that finds none ends the cycle.
    return { records, cursor: JSON.stringify(next), exhausted: false };
  }

  /** Counted from the manifests of what was taken in, not from what the gateway stored of it. */
  async *keys(): AsyncIterable<readonly string[]> {
    const heads = await this.#inbox.manifests.heads();
    const counted = this.definition.files.mode === 'snapshot' ? heads.slice(-1) : heads;
    const seen = new Set<string>();
    for (const head of counted) {
      const { lines } = await this.#inbox.manifests.load(head);
      const fresh = [...new Set(lines.map(([, key]) => key))].filter((key) => !seen.has(key));
      for (const key of fresh) seen.add(key);
      if (fresh.length > 0) yield fresh;
    }
  }

  describe(): Promise<SourceDescription> {
    return this.#sample.describe();
  }

  valuesOf(_collection: string, column: string, limit: number): Promise<readonly ValueCount[]> {
    return this.#sample.valuesOf(column, limit);
  }

  combinationsOf(
    _collection: string,
    columns: readonly string[],
    limit: number,
  ): Promise<readonly Combination[]> {
    return this.#sample.combinationsOf(columns, limit);
  }

  keyless(): Promise<number> {
    return this.#sample.keyless();
  }

  sample(limit: number): Promise<readonly RawRecord[]> {
    return this.#sample.records(limit);
  }

  async close(): Promise<void> {
    await this.#closeReading();
    await this.#sample.close();
  }

  /** The open file when it stands at the cursor, else the file the cursor asks for, else the next one dropped. */
  async #readingAt(cursor: FileCursor): Promise<OpenReading | undefined> {
    if (this.#reading?.standsAt(cursor) === true) return this.#reading;
    await this.#closeReading();
    const opened = (await this.#earlier(cursor)) ?? (await this.#inbox.take());
    if (opened === undefined) return undefined;
    const after = opened.manifest.seq === cursor.seq ? (cursor.line ?? 0) : 0;
    this.#reading = new OpenReading(opened, this.definition, after);
    return this.#reading;
  }

  /** A file that was taken in but not read to its end. Of several snapshots only the newest counts. */
  async #earlier({ seq, line }: FileCursor): Promise<OpenedFile | undefined> {
    const heads = await this.#inbox.manifests.heads();
    const open = heads.filter((head) => head.seq > seq || (head.seq === seq && line !== undefined));
    const head = this.definition.files.mode === 'snapshot' ? open.at(-1) : open[0];
    if (head === undefined) return undefined;
    return this.#inbox.reopen(head);
  }

  async #closeReading(): Promise<void> {
    const reading = this.#reading;
    this.#reading = undefined;
    await reading?.close();
  }
}
