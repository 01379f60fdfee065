import { GatewayError, type RawRecord } from '@kntc/domain';
import type { FileSourceDefinition } from '../definition/source-definition';
import type { FileCursor } from './file-cursor';
import type { OpenedFile } from './inbox/inbox';
import { dropCopy } from './inbox/own-copy';
import { FileRefused, refusalText } from './refusals';
import type { LinedRecord } from './table/read-records';
import { Reading } from './worker/reading';

/** A file that is being read page by page. */
export class OpenReading {
  readonly #thread: Reading;
  #buffer: LinedRecord[] = [];
  #ended = false;
  #line: number;

  constructor(
    private readonly opened: OpenedFile,
    { files, record }: FileSourceDefinition,
    after: number,
  ) {
    const { manifest, copy } = opened;
    const { name, doubled } = manifest;
    this.#line = after;
    this.#thread = new Reading({
      kind: 'read',
      path: copy.path,
      name,
      layout: files.layout,
      record,
      after,
      doubled,
    });
  }

  get seq(): number {
    return this.opened.manifest.seq;
  }

  /** Last line that was handed out. */
  get line(): number {
    return this.#line;
  }

  get isDone(): boolean {
    return this.#ended && this.#buffer.length === 0;
  }

  standsAt({ seq, line }: FileCursor): boolean {
    return seq === this.seq && line === this.#line;
  }

  /** @throws GatewayError GW_S109: the file was looked through before, so a fault now is none of the file */
  async page(limit: number): Promise<readonly RawRecord[]> {
    try {
      // One more than asked for tells whether this page is the last one.
      while (!this.#ended && this.#buffer.length <= limit) await this.#fill();
    } catch (err) {
      if (!(err instanceof FileRefused)) throw err;
      const why = refusalText(err.code, err.detail)[0];
      throw new GatewayError('GW_S109', `${this.opened.manifest.name}: ${why}`);
    }
    const page = this.#buffer.splice(0, limit);
    this.#line = page.at(-1)?.line ?? this.#line;
    return page.map(({ record }) => record);
  }

  async close(): Promise<void> {
    await this.#thread.close();
    await dropCopy(this.opened.copy);
  }

  async #fill(): Promise<void> {
    const records = await this.#thread.records();
    if (records === undefined) this.#ended = true;
    else this.#buffer.push(...records);
  }
}
