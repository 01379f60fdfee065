import { compareByDigests, GatewayError } from '@kntc/domain';
import type {
  DigestFinding,
  DigestPassOutcome,
  DigestReport,
  Source,
  SourceDigests,
  SourceDigestStore,
} from '@kntc/domain';
import type { Intake, ReadingOn } from './intake';
import type { IntakePorts } from './intake-ports';
import { asOnlyReader, ReadingSuperseded } from './only-reader';

/** Records that are read at once: what is read in one snapshot whatever hangs on them. */
const AT_ONCE = 100;
/**
 * A local system has no index by position: each question is a pass over its query. Many ranges are asked for at once and few
 * questions are put; where nearly everything differs, the rest is left to the next pass.
 */
const LIMITS = { rangesPerRequest: 2_048, requests: 60 } as const;

export type DigestPassResult = DigestPassOutcome | { readonly kind: 'not-due' };

export interface DigestPassPorts extends Pick<IntakePorts, 'store' | 'clock' | 'logger'> {
  readonly digests: SourceDigestStore;
  readonly intake: Pick<Intake, 'readerByKeys'>;
}

/**
 * Compares by digests what a local system says of its records with what it said when they were read, and reads those again of
 * which it says something else: a change no watermark told, a row that came late, what was stored from a backup. What travels
 * follows the differences, not the records. What is only noted here is left to the key pass, which knows when to ask first.
 */
export class DigestPass {
  constructor(private readonly ports: DigestPassPorts) {}

  /**
   * Runs when the last pass is older than `everyMs`, the source was read before and nobody else reads it. One that comes to no
   * end has everything read at the next turn, where nothing but digests would tell. A crash leaves what was read stored,
   * and the next pass finds the rest.
   */
  async run(source: Source, everyMs: number, signal: AbortSignal): Promise<DigestPassResult> {
    const { digests } = this.ports;
    const { id } = source.info;
    if (source.digests === undefined || !(await digests.isDue(id, everyMs))) return { kind: 'not-due' };
    const asked = source.digests;
    const outcome = await asOnlyReader(this.ports, source.info, ({ number, cursor }) =>
      cursor === undefined
        ? Promise.resolve(undefined)
        : this.#pass(source, { asked, reading: { number, cursor }, signal }),
    );
    return outcome ?? { kind: 'not-due' };
  }

  /** However it ends it is noted that it was made: a source is not passed over again and again because of a fault of ours. */
  async #pass(source: Source, how: Pass): Promise<DigestPassOutcome> {
    let outcome: DigestPassOutcome = { kind: 'broken-off', why: 'failed' };
    try {
      outcome = await this.#ended(source, how);
      return outcome;
    } finally {
      await this.ports.digests.finish(source.info.id, outcome);
    }
  }

  async #ended(source: Source, how: Pass): Promise<DigestPassOutcome> {
    const { store } = this.ports;
    const { asked, reading } = how;
    const { id } = source.info;
    try {
      const outcome = await this.#compare(source, how);
      const isWhole = outcome.kind === 'compared';
      const cursor = isWhole ? await asked.compared(reading.cursor) : asked.notCompared(reading.cursor);
      if (!(await store.noteUnchanged(id, cursor, reading.number)))
        return this.#brokenOff(source, 'superseded');
      if (isWhole) await store.noteComplete(id);
      return outcome;
    } catch (err) {
      if (err instanceof ReadingSuperseded) return this.#brokenOff(source, 'superseded');
      if (!(err instanceof GatewayError)) throw err;
      await store.noteUnchanged(id, asked.notCompared(reading.cursor), reading.number);
      return this.#brokenOff(source, err.code);
    }
  }

  async #compare(source: Source, { asked, reading, signal }: Pass): Promise<DigestPassOutcome> {
    const { digests, intake } = this.ports;
    const theirs = asked.side();
    const differing = new Differing(await intake.readerByKeys(source, reading), signal);
    const report = await compareByDigests(
      {
        ours: digests.side(source.info.id),
        theirs: { look: (...wanted) => stopping(signal, () => theirs.look(...wanted)) },
      },
      (finding) => differing.note(finding),
      LIMITS,
    );
    await differing.readRest();
    const why = differing.isStopped ? 'ending' : differing.hasDoubts ? 'doubtful' : whyOf(report);
    return why === undefined
      ? { kind: 'compared', records: report.counts.theirs, questions: report.requests, ...differing.counts }
      : this.#brokenOff(source, why);
  }

  #brokenOff(source: Source, why: string): DigestPassOutcome {
    this.ports.logger.warn(
      { stage: 'intake', source: source.info.id, code: why },
      'comparison by digests broken off',
    );
    return { kind: 'broken-off', why };
  }
}

interface Pass {
  readonly asked: SourceDigests;
  readonly reading: ReadingOn;
  readonly signal: AbortSignal;
}

/** Gathers keys and has them read, a hundred at a time. */
class Differing {
  readonly counts = { read: 0, changed: 0, moving: 0 };
  /** A side showed what cannot be. */
  hasDoubts = false;
  /** Something was left unread because the process ends. */
  isStopped = false;
  #keys: string[] = [];

  constructor(
    private readonly read: (keys: readonly string[]) => Promise<number>,
    private readonly signal: AbortSignal,
  ) {}

  async note(finding: DigestFinding): Promise<void> {
    for (const key of this.#keysOf(finding)) {
      this.#keys.push(key);
      if (this.#keys.length >= AT_ONCE) await this.readRest();
    }
  }

  async readRest(): Promise<void> {
    const keys = this.#keys;
    this.#keys = [];
    if (keys.length === 0) return;
    if (this.signal.aborted) {
      this.isStopped = true;
      return;
    }
    this.counts.read += keys.length;
    this.counts.changed += await this.read(keys);
  }

  /** What moves may be being written – or its digest speaks of something else at each question, and never of a change. */
  #keysOf(finding: DigestFinding): readonly string[] {
    if (finding.kind === 'only-ours') return [];
    if (finding.kind !== 'doubt') return finding.reference === undefined ? [] : [finding.reference];
    if (finding.doubt !== 'moving') this.hasDoubts = true;
    const { references = [] } = finding;
    this.counts.moving += references.length;
    return references;
  }
}

async function stopping<T>(
  signal: AbortSignal,
  ask: () => Promise<T>,
): Promise<T | { readonly kind: 'failed'; readonly reason: 'ending' }> {
  return signal.aborted ? { kind: 'failed', reason: 'ending' } : ask();
}

function whyOf({ kind, reason }: DigestReport): string | undefined {
  if (kind === 'compared') return undefined;
  return kind === 'stopped' ? 'too-much-differs' : (reason ?? '');
}
