import { open, type FileHandle } from 'node:fs/promises';
import type { LedgerRecord } from './ledger-entry';
import { NumberList } from './number-list';
import { readLines } from './read-lines';

interface Waiting {
  readonly line: string;
  readonly seq: number;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

const ANSWER_PREFIX = '{"answered":';
const ANSWER_FLUSH_MS = 50;
/** Written at once; a longer line goes alone. Bodies with files that wait together would not fit into one string. */
const PIECE_CHARS = 4 * 1024 * 1024;

/**
 * The append-only file under everything. Lines of one tick are written together and synced once, and only then does
 * `append` resolve: what was answered is on disk, whatever kills the process. Times of answers follow later and
 * unsynced; after a crash the youngest of them may be missing (read as "no answer left").
 */
export class LedgerFile {
  private readonly offsets = new NumberList();
  private readonly lengths = new NumberList();
  private readonly answeredAt = new NumberList();
  private waiting: Waiting[] = [];
  private answers: string[] = [];
  private answerTimer: NodeJS.Timeout | null = null;
  private writing: Promise<void> | null = null;
  private size = 0;
  private durable = 0;
  private closed = false;

  private constructor(private readonly file: FileHandle) {}

  /**
   * Opens or creates the file, drops a torn last line and hands every entry to `onEntry` in order.
   * @throws when a line in the middle is damaged: then the ledger cannot be trusted and the simulator must not start.
   */
  static async open(path: string, onEntry: (record: LedgerRecord) => void): Promise<LedgerFile> {
    const ledger = new LedgerFile(await open(path, 'a+'));
    await ledger.load(onEntry);
    return ledger;
  }

  /** Highest sequence number that is safely on disk. */
  get durableSeq(): number {
    return this.durable;
  }

  append(seq: number, line: string): Promise<void> {
    if (this.closed) return Promise.reject(new Error('the ledger takes no more entries'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ line, seq, resolve, reject });
      this.writing ??= this.drain();
    });
  }

  markAnswered(seq: number, atMs: number): void {
    if (this.closed) return;
    this.answeredAt.set(seq, atMs);
    this.answers.push(`${ANSWER_PREFIX}${seq},"at":${atMs}}\n`);
    this.answerTimer ??= setTimeout(() => {
      this.answerTimer = null;
      this.writing ??= this.drain();
    }, ANSWER_FLUSH_MS);
  }

  async read(seq: number): Promise<LedgerRecord | null> {
    const bytes = await this.readBytes(seq, Infinity);
    return bytes ? (JSON.parse(bytes.toString('utf8')) as LedgerRecord) : null;
  }

  /** The first bytes of a line as text, for readers of the head alone. */
  async readStart(seq: number, maxBytes: number): Promise<string | null> {
    return (await this.readBytes(seq, maxBytes))?.toString('utf8') ?? null;
  }

  answeredAtIso(seq: number): string | null {
    const at = this.answeredAt.get(seq);
    return Number.isNaN(at) ? null : new Date(at).toISOString();
  }

  /** `{"entries":[…]}` piece by piece, up to what is on disk when the reading starts. */
  async *asJson(): AsyncGenerator<Buffer> {
    yield Buffer.from('{"entries":[');
    let separator = '';
    let seq = 0;
    for await (const lines of readLines(this.file, this.size)) {
      const parts: Buffer[] = [];
      for (const { bytes } of lines) {
        if (isAnswer(bytes)) continue;
        seq += 1;
        const answered = JSON.stringify(this.answeredAtIso(seq));
        parts.push(Buffer.from(separator), bytes.subarray(0, -1), Buffer.from(`,"respondedAt":${answered}}`));
        separator = ',\n';
      }
      if (parts.length > 0) yield Buffer.concat(parts);
    }
    yield Buffer.from(']}');
  }

  async flush(): Promise<void> {
    this.writing ??= this.drain();
    await this.writing;
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.answerTimer) clearTimeout(this.answerTimer);
    await this.flush();
    await this.file.close();
  }

  private async load(onEntry: (record: LedgerRecord) => void): Promise<void> {
    const { size } = await this.file.stat();
    for await (const lines of readLines(this.file, size)) {
      for (const { bytes, offset } of lines) {
        this.loadLine(bytes, offset, onEntry);
        this.size = offset + bytes.length + 1;
      }
    }
    if (this.size < size) await this.file.truncate(this.size);
  }

  private loadLine(bytes: Buffer, offset: number, onEntry: (record: LedgerRecord) => void): void {
    if (isAnswer(bytes)) {
      const { answered, at } = JSON.parse(bytes.toString('utf8')) as { answered: number; at: number };
      this.answeredAt.set(answered, at);
      return;
    }
    const record = JSON.parse(bytes.toString('utf8')) as LedgerRecord;
    this.place(record.seq, offset, bytes.length);
    this.durable = record.seq;
    onEntry(record);
  }

  private place(seq: number, offset: number, length: number): void {
    this.offsets.set(seq, offset);
    this.lengths.set(seq, length);
  }

  private async readBytes(seq: number, maxBytes: number): Promise<Buffer | null> {
    const offset = this.offsets.get(seq);
    if (Number.isNaN(offset) || seq > this.durable) return null;
    const bytes = Buffer.alloc(Math.min(this.lengths.get(seq), maxBytes));
    await this.file.read(bytes, 0, bytes.length, offset);
    return bytes;
  }

  private async drain(): Promise<void> {
    await new Promise(setImmediate); // collects what the requests of this tick append
    while (this.waiting.length > 0 || this.answers.length > 0) {
      const batch = this.waiting;
      const lines = [...batch.map(({ line }) => line), ...this.answers];
      this.waiting = [];
      this.answers = [];
      try {
        await this.write(lines, batch);
      } catch (err) {
        this.closed = true; // what is on disk is unknown now: take nothing more until a restart has read it again
        for (const { reject } of batch) reject(err);
      }
    }
    this.writing = null;
  }

  private async write(lines: readonly string[], batch: readonly Waiting[]): Promise<void> {
    let written = 0;
    for (const piece of pieces(lines)) {
      const bytes = Buffer.from(piece);
      await this.file.appendFile(bytes);
      written += bytes.length;
    }
    if (batch.length > 0) await this.file.datasync();
    let offset = this.size;
    for (const { seq, line } of batch) {
      const length = Buffer.byteLength(line);
      this.place(seq, offset, length - 1);
      offset += length;
      this.durable = seq;
    }
    this.size += written;
    for (const { resolve } of batch) resolve();
  }
}

function* pieces(lines: readonly string[]): Generator<string> {
  let piece = '';
  for (const line of lines) {
    if (piece !== '' && piece.length + line.length > PIECE_CHARS) {
      yield piece;
      piece = '';
    }
    piece += line;
  }
  if (piece !== '') yield piece;
}

function isAnswer(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, ANSWER_PREFIX.length) === ANSWER_PREFIX;
}
