import {
  canonicalJson,
  correlated,
  correlationId,
  encodeRawRecord,
  GatewayError,
  SECRET_MARK,
  sha256,
  startOfDayInVietnam,
} from '@kntc/domain';
import type { JudgedRecord, Logger, Reading, Source, SourcePage } from '@kntc/domain';
import type { IntakePorts, IntakeReport, IntakeRules } from './intake-ports';
import { judgeRecord, type Judging } from './judge-record';
import { keyReaderOf, readerOf } from './not-read';
import { notedDigests } from './noted-digests';
import { asOnlyReader, ReadingSuperseded } from './only-reader';
import {
  digestsOf,
  isChanged,
  isDoubtful,
  lastOfEachKey,
  sizeOf,
  stillStands,
  type Candidate,
  type JudgedPage,
  type Page,
} from './page';
import { PageOrder, noted } from './page-order';
import { noteSecrets } from './secret-records';

/** How often a page is judged again because somebody changed its records meanwhile. */
const TRIES = 5;
/** Records per page: bounds memory, and is what one transaction stores. */
const PAGE = 250;
/** Records judged before others get their turn: the page being stored waits for the next statement, people for answers. */
const TURN = 2;
/** Bump when the judging code itself changes what a record becomes. */
const JUDGE_VERSION = '12';

/** A reading of a source that was read before. */
export interface ReadingOn extends Reading {
  readonly cursor: string;
}

/**
 * Raw record → case: map, judge, store with its outbox row and the source cursor in one transaction. A crash
 * between pages repeats the page; a crash inside one leaves nothing of it. Unchanged records cost one look-up.
 */
export class Intake {
  constructor(
    private readonly ports: IntakePorts,
    private readonly rules: IntakeRules,
  ) {}

  /**
   * Reads everything that changed, unless another process is doing so or another mapping is in use. On a source failure
   * the cursor stays and the source is marked paused.
   */
  async readSource(source: Source, signal?: AbortSignal): Promise<IntakeReport> {
    const report = await asOnlyReader(this.ports, source.info, (reading) =>
      this.#read(source, reading, signal),
    );
    return report ?? { read: 0, judged: 0, isElsewhere: true };
  }

  async #read(
    source: Source,
    { cursor, number }: Reading,
    signal: AbortSignal | undefined,
  ): Promise<IntakeReport> {
    const { store } = this.ports;
    const logger = correlated(this.ports.logger, correlationId(this.ports.random));
    const report = { read: 0, judged: 0 };
    const pages = new PageOrder();
    let coming: Promise<SourcePage> | undefined;
    let isLeftToDigests = false;
    try {
      const read = await readerOf(source, this.ports.identityPolicy());
      coming = read(cursor, PAGE);
      for (;;) {
        const page: SourcePage = await coming;
        const isLast = page.exhausted || signal?.aborted === true;
        // The next page is read, and then judged, while the ones before are being stored.
        if (!isLast) coming = noted(read(page.cursor, PAGE));
        isLeftToDigests = page.isLeftToDigests === true;
        report.read += sizeOf(page);
        report.judged += await this.#takePage(source, { ...page, reading: number }, pages);
        if (isLast) break;
      }
      await pages.stored();
      await store.notePaused(source.info.id, undefined, '');
      if (signal?.aborted !== true && !isLeftToDigests) await store.noteComplete(source.info.id);
      if (report.judged > 0)
        logger.info({ stage: 'intake', source: source.info.id, count: report.judged }, 'records taken in');
    } catch (err) {
      // What is being stored or read must have ended before anybody asks for the cursor again.
      await pages.settled();
      await coming?.catch(() => undefined);
      await this.#ended(source, err, logger);
    }
    return report;
  }

  async #wentBack(source: Source, count: number): Promise<void> {
    const { id } = source.info;
    await this.ports.store.noteWentBack(id);
    this.ports.logger.error(
      { stage: 'intake', source: id, code: 'GW_S112', count },
      'the source went back in time: what it would change of confirmed content waits for people',
    );
  }

  /** @throws whatever says nothing about the source */
  async #ended(source: Source, err: unknown, logger: Logger): Promise<void> {
    const { id } = source.info;
    if (err instanceof ReadingSuperseded)
      return logger.warn(
        { stage: 'intake', source: id },
        'reading given up: another process reads the source, or another mapping came into use',
      );
    if (!(err instanceof GatewayError)) throw err;
    logger.error({ stage: 'intake', source: id, code: err.code }, 'source paused');
    await this.ports.store.notePaused(id, err.code, err.detail);
  }

  /**
   * Takes in records by their keys, whatever their watermarks say; the cursor stays where it is. What came is as doubtful as a
   * page of a source that went back would be. The function gives how many of them were not what is stored.
   * @throws GatewayError `GW_S1xx` when the source cannot be read; {@link ReadingSuperseded}
   */
  async readerByKeys(
    source: Source,
    { cursor, number }: ReadingOn,
  ): Promise<(keys: readonly string[]) => Promise<number>> {
    const read = await keyReaderOf(source, this.ports.identityPolicy());
    return async (keys) => {
      const pages = new PageOrder();
      const page = { ...(await read(keys, cursor)), cursor, reading: number };
      const changed = await this.#takePage(source, page, pages);
      await pages.stored();
      return changed;
    };
  }

  /** Judges again what was judged with an older mapping, code book, policy or rule; reads storage, not the source. */
  async rejudge(source: Source, signal?: AbortSignal): Promise<number> {
    const { store, clock } = this.ports;
    const datesBefore = startOfDayInVietnam(clock.now()).toISOString();
    let after = '0';
    let count = 0;
    for (;;) {
      const wanted = { judgedWith: this.judgedWith(source), datesBefore };
      const stale = await store.stale(source.info.id, wanted, after, PAGE);
      const last = stale.at(-1);
      if (last === undefined || signal?.aborted === true) break;
      after = last.id;
      const pages = new PageOrder();
      const records = stale.map(({ raw }) => source.kept?.(raw) ?? raw);
      const standing = digestsOf(stale, this.ports.keyedDigest);
      count += await this.#takePage(source, { records, standing, isStale: true }, pages);
      await pages.stored();
    }
    return count;
  }

  /**
   * Looks again at files for which records wait: one that came, changed or was put back makes the record a new
   * version, without any change in the source. The number of records that were judged.
   */
  async lookAtFiles(source: Source, signal?: AbortSignal): Promise<number> {
    if (source.lookAtFiles === undefined) return 0;
    let after = '0';
    let count = 0;
    const pages = new PageOrder();
    for (;;) {
      const waiting = await this.ports.store.awaitingFiles(source.info.id, after, PAGE);
      const last = waiting.at(-1);
      if (last === undefined || signal?.aborted === true) break;
      after = last.id;
      const records = await source.lookAtFiles(waiting.map((one) => one.raw));
      count += await this.#takePage(
        source,
        { records, standing: digestsOf(waiting, this.ports.keyedDigest) },
        pages,
      );
      await pages.stored();
    }
    return count;
  }

  /** Fingerprint of everything a judgement depends on besides the record. */
  judgedWith(source: Source): string {
    return sha256(
      canonicalJson([
        JUDGE_VERSION,
        source.info.mappingVersion,
        this.ports.codeBook().version,
        this.ports.identityPolicy() ?? null,
        this.rules.version,
      ]),
    );
  }

  /** Judges a page and begins to store it, in the order of the pages. The number of records that were judged. */
  async #takePage(source: Source, page: Page, pages: PageOrder): Promise<number> {
    const { cursor } = page;
    const becameSecret = await noteSecrets(this.ports, source.info.id, page);
    const records = lastOfEachKey([...page.records, ...becameSecret]);
    const { store, keyedDigest } = this.ports;
    const keys = records.map((record) => record.localKey);
    await pages.knownIsCurrent(keys);
    const judgedWith = this.judgedWith(source);
    const known = await store.known(source.info.id, keys);
    const changed = records
      .map((raw): Candidate => {
        const encoded = encodeRawRecord(raw);
        return { raw, encoded, contentDigest: keyedDigest.digest(encoded), known: known.get(raw.localKey) };
      })
      .filter((one) => stillStands(one, page))
      .filter((one) => page.isStale === true || isChanged(one, judgedWith));
    const judged: JudgedRecord[] = [];
    const judging = this.#judging(judgedWith);
    for (const [index, one] of changed.entries()) {
      const record = judgeRecord(source, one, judging);
      judged.push(isDoubtful(one, page) ? { ...record, isDoubtful: true } : record);
      if (index % TURN === TURN - 1) await this.ports.clock.turn();
    }
    const doubtful = judged.filter((one) => one.isDoubtful === true).length;
    if (page.isWentBack === true && doubtful > 0) await this.#wentBack(source, doubtful);
    await pages.room();
    const { reading } = page;
    const digests = notedDigests(page);
    if (judged.length > 0) this.#store(source, { records: judged, keys, cursor, reading, digests }, pages);
    else if (cursor !== undefined)
      pages.begin([], async () => {
        if (!(await store.noteUnchanged(source.info.id, cursor, reading))) throw new ReadingSuperseded();
        await this.#note(source, { reading, digests });
      });
    return judged.length;
  }

  /** Begins to store a page. What somebody else changed meanwhile is judged again, on what stands there now. */
  #store(source: Source, page: JudgedPage, pages: PageOrder): void {
    pages.begin(page.keys, async () => {
      let { records } = page;
      for (let tries = 0; tries < TRIES; tries += 1) {
        const done = await this.#commit(source, { ...page, records });
        if (done) {
          await this.#forgetSecrets(source, records);
          return this.#note(source, page);
        }
        // Stored records may be older than what changed them: they are found again, if they still have to be judged.
        if (page.cursor === undefined) return;
        records = await this.#judgedAgain(source, records);
      }
      throw new GatewayError('GW_T301', 'records kept changing while they were stored');
    });
  }

  /** What stands of them says nothing any more, and neither does what was said of them. */
  async #forgetSecrets({ info, digests }: Source, records: readonly JudgedRecord[]): Promise<void> {
    const secret = records.filter(({ raw }) => raw.row[SECRET_MARK] === true);
    if (digests === undefined || secret.length === 0) return;
    await this.ports.digests?.forget(
      info.id,
      secret.map(({ raw }) => raw.localKey),
    );
  }

  async #note(source: Source, { reading, digests }: Pick<JudgedPage, 'reading' | 'digests'>): Promise<void> {
    if (reading !== undefined && digests.length > 0)
      await this.ports.digests?.note(source.info.id, reading, digests);
  }

  async #commit(source: Source, { records, cursor, reading }: Omit<JudgedPage, 'keys'>): Promise<boolean> {
    const { store, doorbell, meter } = this.ports;
    const commit = await store.commit({
      sourceId: source.info.id,
      provinceId: this.rules.provinceId,
      mappingVersion: source.info.mappingVersion,
      records,
      cursor,
      reading,
    });
    if (commit.kind === 'superseded') throw new ReadingSuperseded();
    if (commit.kind === 'outdated') return false;
    const duplicates = new Set(commit.duplicates);
    for (const record of records)
      meter.intake(duplicates.has(record.raw.localKey) ? 'held' : record.class, 1);
    if (commit.lanes.length > 0) await doorbell.ring(commit.lanes);
    return true;
  }

  async #judgedAgain(source: Source, records: readonly JudgedRecord[]): Promise<readonly JudgedRecord[]> {
    const keys = records.map(({ raw }) => raw.localKey);
    const known = await this.ports.store.known(source.info.id, keys);
    const judgedWith = this.judgedWith(source);
    const judging = this.#judging(judgedWith);
    return records.map(({ raw, encoded, contentDigest, isDoubtful: isStillDoubtful }) => {
      const candidate = { raw, encoded, contentDigest, known: known.get(raw.localKey) };
      return { ...judgeRecord(source, candidate, judging), isDoubtful: isStillDoubtful };
    });
  }

  #judging(judgedWith: string): Judging {
    return { ports: this.ports, rules: this.rules, judgedWith };
  }
}
