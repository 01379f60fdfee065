import { compareByDigests, GatewayError } from '@kntc/domain';
import type { DigestFinding, DigestPassOutcome, DigestReport, Source, SourceDigestStore } from '@kntc/domain';
import type { Intake, ReadingOn } from './intake';
import type { IntakePorts } from './intake-ports';
import { digestSalt } from './noted-digests';
import { asOnlyReader, ReadingSuperseded } from './only-reader';

/** Records that are read at once: what is read in one snapshot whatever hangs on them. */
const AT_ONCE = 100;
/**
 * A local system has no index by position: each question is a pass over its query. Many ranges are asked for at once and few
 * questions are put; where nearly everything differs, the rest is left to the next pass.
 */
const LIMITS = { rangesPerRequest: 2_048, requests: 60 } as const;

export type DigestPassResult = DigestPassOutcome | { readonly kind: 'not-due' };

export interface DigestPassPorts extends Pick<IntakePorts, 'store' | 'clock' | 'keyedDigest' | 'logger'> {
  readonly digests: SourceDigestStore;
  readonly intake: Pick<Intake, 'readKeys'>;
}

/**
 * Compares by digests what a local system says of its records with what it said when they were read, and reads those again of
 * which it says something else: a change no watermark told, a row that came late, what was stored from a backup. What travels
 * follows the differences, not the records. What is only noted here is left to the key pass, which knows when to ask first.
 */
export class DigestPass {
  constructor(private readonly ports: DigestPassPorts) {}

  /**
   * Runs when the last pass is older than `everyMs`, the source was read before and nobody else reads it. A crash leaves
   * what was read stored, and the next pass finds the rest.
   */
  async run(source: Source, everyMs: number, signal: AbortSignal): Promise<DigestPassResult> {
    const { digests } = this.ports;
    const { id } = source.info;
    if (source.digests === undefined || !(await digests.isDue(id, everyMs))) return { kind: 'not-due' };
    const outcome = await asOnlyReader(this.ports, source.info, async ({ number, cursor }) =>
      cursor === undefined ? undefined : this.#ended(source, { number, cursor }, signal),
    );
    if (outcome === undefined) return { kind: 'not-due' };
    await digests.finish(id, outcome);
    return outcome;
  }

  async #ended(source: Source, reading: ReadingOn, signal: AbortSignal): Promise<DigestPassOutcome> {
    try {
      return await this.#compare(source, reading, signal);
    } catch (err) {
      if (err instanceof ReadingSuperseded) return this.#brokenOff(source, 'superseded');
      if (err instanceof GatewayError) return this.#brokenOff(source, err.code);
      throw err;
    }
  }

  async #compare(source: Source, reading: ReadingOn, signal: AbortSignal): Promise<DigestPassOutcome> {
    const { digests, intake, keyedDigest } = this.ports;
    const { id } = source.info;
    const theirs = source.digests?.side(digestSalt(keyedDigest, id));
    if (theirs === undefined) return this.#brokenOff(source, 'no-digests');
    const differing = new Differing((keys) => intake.readKeys(source, reading, keys));
    const report = await compareByDigests(
      {
        ours: digests.side(id),
        theirs: { look: (...asked) => stopping(signal, () => theirs.look(...asked)) },
      },
      (finding) => differing.note(finding),
      LIMITS,
    );
    await differing.readRest();
    return report.kind === 'compared'
      ? { kind: 'compared', records: report.counts.theirs, questions: report.requests, ...differing.counts }
      : this.#brokenOff(source, whyOf(report));
  }

  #brokenOff(source: Source, why: string): DigestPassOutcome {
    this.ports.logger.warn(
      { stage: 'intake', source: source.info.id, code: why },
      'comparison by digests broken off',
    );
    return { kind: 'broken-off', why };
  }
}

/** Gathers keys and has them read, a hundred at a time. */
class Differing {
  readonly counts = { read: 0, changed: 0 };
  #keys: string[] = [];

  constructor(private readonly read: (keys: readonly string[]) => Promise<number>) {}

  async note(finding: DigestFinding): Promise<void> {
    // What moves is being written, and the next reading or pass sees it.
    if (finding.kind === 'doubt' || finding.kind === 'only-ours' || finding.reference === undefined) return;
    this.#keys.push(finding.reference);
    if (this.#keys.length >= AT_ONCE) await this.readRest();
  }

  async readRest(): Promise<void> {
    const keys = this.#keys;
    this.#keys = [];
    if (keys.length === 0) return;
    this.counts.read += keys.length;
    this.counts.changed += await this.read(keys);
  }
}

async function stopping<T>(
  signal: AbortSignal,
  ask: () => Promise<T>,
): Promise<T | { readonly kind: 'failed'; readonly reason: 'ending' }> {
  return signal.aborted ? { kind: 'failed', reason: 'ending' } : ask();
}

function whyOf({ kind, reason }: DigestReport): string {
  return kind === 'stopped' ? 'too-much-differs' : (reason ?? '');
}
