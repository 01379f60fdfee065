import { encodeRawRecord } from '@kntc/domain';
import type { CodeBook, JudgedRecord, Source, StoredByKey } from '@kntc/domain';
import type { IntakePorts, IntakeRules } from './intake-ports';
import { judgeRecord } from './judge-record';

export interface JudgeAnewPorts extends Pick<
  IntakePorts,
  'codeBook' | 'identityPolicy' | 'keyedDigest' | 'clock'
> {
  readonly stored: StoredByKey;
}

/** What a record would become, and nothing of what it says. */
export interface Verdict extends Pick<JudgedRecord, 'class' | 'reasons'> {
  /** The national record would be linked with what its source says stands there already. */
  readonly isClaimed: boolean;
}

/**
 * Judges stored records once more without storing anything: by what is in use, or with another code book, to see what a change of
 * the crosswalk would do before anybody makes it. Exact duplicates are found when a record is stored, so not here.
 */
export class JudgeAnew {
  constructor(
    private readonly ports: JudgeAnewPorts,
    private readonly rules: IntakeRules,
  ) {}

  /** By key; a key of which nothing is stored is absent. @param codeBook instead of the one in use */
  async verdicts(
    source: Source,
    keys: readonly string[],
    codeBook: CodeBook = this.ports.codeBook(),
  ): Promise<ReadonlyMap<string, Verdict>> {
    const { stored, keyedDigest, clock } = this.ports;
    const judging = {
      ports: { ...this.ports, codeBook: () => codeBook },
      rules: this.rules,
      judgedWith: '',
    };
    const verdicts = new Map<string, Verdict>();
    for (const { raw: read, known } of await stored.read(source.info.id, keys)) {
      const raw = source.kept?.(read) ?? read;
      const encoded = encodeRawRecord(raw);
      const candidate = { raw, encoded, contentDigest: keyedDigest.digest(encoded), known };
      const { class: standing, reasons, accepted } = judgeRecord(source, candidate, judging);
      verdicts.set(raw.localKey, {
        class: standing,
        reasons,
        isClaimed: accepted?.claim !== undefined,
      });
      // Others get their turn between two records.
      await clock.turn();
    }
    return verdicts;
  }
}
