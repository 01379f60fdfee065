import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { GatewayError, type RawRecord, type RawRow } from '@kntc/domain';
import type { Combination, SourceDescription, ValueCount } from '../connector';
import { RECORD, type FileSourceDefinition } from '../definition/source-definition';
import type { Inbox, InboxPlaces } from './inbox/inbox';
import { copyOwn, type OwnCopy } from './inbox/own-copy';
import { FileRefused, refusalText } from './refusals';
import type { FileReport } from './table/inspect-file';
import { inspect, Reading } from './worker/reading';

/** Different values counted per column; more than that is no code. */
const MOST_VALUES = 2_000;
const SHOWN_LINES = 10;

interface Looked {
  readonly name: string;
  readonly copy: OwnCopy;
  readonly report: FileReport | FileRefused;
}

/** One file of the source as `check` and `preview` see it: read from a copy, moved nowhere, noted nowhere. */
export class FileSample {
  #looked: Promise<Looked | undefined> | undefined;
  #counts: Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> | undefined;

  constructor(
    private readonly definition: FileSourceDefinition,
    private readonly inbox: Inbox,
    private readonly places: InboxPlaces,
    /** A file named by the caller. */
    private readonly path: string | undefined,
  ) {}

  async describe(): Promise<SourceDescription> {
    const { files } = this.definition;
    const columns = files.layout.columns.map(({ name }) => name);
    const shape = { columns: new Map([[RECORD, columns]]), doubled: new Map<string, readonly string[]>() };
    const looked = await this.#look();
    if (looked === undefined) {
      const message = `chưa có tệp nào để đối chiếu; chép một tệp mẫu vào ${this.places.drop}`;
      return { shape, problems: [], notes: [message] };
    }
    const { name, report } = looked;
    if (report instanceof FileRefused) {
      const message = `${name}: ${refusalText(report.code, report.detail)[0]}`;
      return { shape, problems: [{ ...this.#placeOf(report), message }], notes: [] };
    }
    const titles = files.layout.columns.flatMap(({ header }) => header ?? []);
    return { shape, problems: [], unread: [...titles, ...report.unread], notes: this.#notes(name, report) };
  }

  async keyless(): Promise<number> {
    const report = (await this.#look())?.report;
    return report === undefined || report instanceof FileRefused ? 0 : report.keyless.length;
  }

  async valuesOf(column: string, limit: number): Promise<readonly ValueCount[]> {
    this.#counts ??= this.#count();
    const counts = [...((await this.#counts).get(column) ?? [])];
    return counts
      .map(([text, count]) => ({ text, count }))
      .toSorted((a, b) => b.count - a.count)
      .slice(0, limit);
  }

  async combinationsOf(columns: readonly string[], limit: number): Promise<readonly Combination[]> {
    const found = new Map<string, { row: RawRow; count: number }>();
    for await (const batch of this.#read())
      for (const { row } of batch) {
        const part = Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
        const key = JSON.stringify(Object.values(part));
        const known = found.get(key);
        if (known !== undefined) known.count += 1;
        else if (found.size < MOST_VALUES) found.set(key, { row: part, count: 1 });
      }
    return [...found.values()].toSorted((a, b) => b.count - a.count).slice(0, limit);
  }

  async records(limit: number): Promise<readonly RawRecord[]> {
    const records: RawRecord[] = [];
    for await (const batch of this.#read()) {
      records.push(...batch);
      if (records.length >= limit) break;
    }
    return records.slice(0, limit);
  }

  async close(): Promise<void> {
    const looked = await this.#looked?.catch(() => undefined);
    if (looked !== undefined) await rm(dirname(looked.copy.path), { recursive: true, force: true });
  }

  #look(): Promise<Looked | undefined> {
    this.#looked ??= this.#lookOnce();
    return this.#looked;
  }

  async #lookOnce(): Promise<Looked | undefined> {
    const path = this.path ?? (await this.#newest());
    if (path === undefined) return undefined;
    const { files, record } = this.definition;
    const copy = await copyOwn(await mkdtemp(join(tmpdir(), 'kntc-sample-')), path);
    const name = basename(path);
    const task = { path: copy.path, name, layout: files.layout, record };
    const report = await inspect(task).catch((err: unknown) => {
      if (err instanceof FileRefused) return err;
      throw err;
    });
    return { name, copy, report };
  }

  /** What waits in the folder, else what was taken in last. */
  async #newest(): Promise<string | undefined> {
    const { drop } = this.places;
    const waiting = existsSync(drop) ? (await this.inbox.folder.names()).toSorted()[0] : undefined;
    const last = (await this.inbox.manifests.heads()).at(-1)?.placed;
    const place = waiting ?? last;
    return place === undefined ? undefined : join(drop, place);
  }

  async *#read(): AsyncIterable<readonly RawRecord[]> {
    const looked = await this.#look();
    if (looked === undefined) return;
    const { name, copy, report } = looked;
    if (report instanceof FileRefused)
      throw new GatewayError('GW_S107', `${name}: ${refusalText(report.code, report.detail)[0]}`);
    const { files, record } = this.definition;
    const { doubled } = report;
    const task = { path: copy.path, name, layout: files.layout, record, after: 0, doubled };
    const reading = new Reading({ ...task, kind: 'read' });
    try {
      for (let batch = await reading.records(); batch !== undefined; batch = await reading.records())
        yield batch.map((one) => one.record);
    } finally {
      await reading.close();
    }
  }

  async #count(): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
    const counts = new Map(
      this.definition.files.layout.columns.map(({ name }) => [name, new Map<string, number>()] as const),
    );
    for await (const batch of this.#read())
      for (const { row } of batch) for (const [column, values] of counts) countValue(values, row[column]);
    return counts;
  }

  /** A fault of one column points at that column: its title comes first, titles like it may follow. */
  #placeOf({ detail }: FileRefused): { readonly line: number; readonly path: string } {
    const { files } = this.definition;
    const [column] = files.layout.columns
      .filter(({ header }) => header !== undefined && detail.includes(`«${header}»`))
      .toSorted((a, b) => detail.indexOf(`«${a.header ?? ''}»`) - detail.indexOf(`«${b.header ?? ''}»`));
    return { line: column?.line ?? files.line, path: column?.path ?? 'files' };
  }

  #notes(name: string, { unread, below, sheet, headerEnd }: FileReport): readonly string[] {
    const where = `${name}, trang «${sheet}», tiêu đề đến dòng ${headerEnd}`;
    const titles = unread.map((text) => `«${text}»`).join(', ');
    const lines = below.slice(0, SHOWN_LINES).join(', ') + (below.length > SHOWN_LINES ? ' …' : '');
    return [
      ...(unread.length > 0 ? [`${where}: không đọc các cột ${titles}`] : []),
      ...(below.length > 0
        ? [`${name}: ${below.length} dòng dưới dòng tổng không được đọc (dòng số ${lines})`]
        : []),
    ];
  }
}

function countValue(values: Map<string, number>, value: RawRecord['row'][string] | undefined): void {
  if (typeof value !== 'string' || (!values.has(value) && values.size >= MOST_VALUES)) return;
  values.set(value, (values.get(value) ?? 0) + 1);
}
