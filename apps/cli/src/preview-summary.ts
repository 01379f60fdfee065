import { shownValue } from '@kntc/domain';
import { resultWord } from '@kntc/sources';
import type { PreviewedRecord } from '@kntc/sources';
import type { ReasonCode } from '@kntc/domain';
import type { Verdict } from './composition/preview-judge';
import { reasonLines } from './output';

/** A record of the preview with what intake would decide, if that can be said. */
export type JudgedRecord = PreviewedRecord & { readonly judgement: Verdict | undefined };

interface Summary {
  readonly classes: readonly { readonly class: Verdict['class']; readonly count: number }[];
  /** Records by class and cause; one with several causes counts under each. */
  readonly causes: readonly Cause[];
}

interface Cause {
  readonly class: Verdict['class'];
  readonly code: ReasonCode;
  /** Without indexes: the third petitioner's name is the same cause as the first one's. */
  readonly field: string;
  /** The code without a national counterpart: each is a cause of its own. */
  readonly localCode?: string | undefined;
  readonly count: number;
  /** Keys of the first records it was met at. */
  readonly keys: readonly string[];
}

const ORDER: readonly Verdict['class'][] = ['accepted', 'waiting', 'quarantined', 'noChannel', 'outOfScope'];
const EXAMPLES = 3;

/** Counts records one by one, so that a source of any size can be summed up; most frequent causes first. */
export class SummaryTally {
  readonly #classes = new Map<Verdict['class'], number>();
  readonly #causes = new Map<string, Cause>();

  add(verdict: Verdict | undefined, localKey: string): void {
    if (verdict === undefined) return;
    this.#classes.set(verdict.class, (this.#classes.get(verdict.class) ?? 0) + 1);
    for (const [key, cause] of causesOf(verdict)) {
      const { count, keys } = this.#causes.get(key) ?? { count: 0, keys: [] };
      const examples = keys.length < EXAMPLES ? [...keys, localKey] : keys;
      this.#causes.set(key, { ...cause, count: count + 1, keys: examples });
    }
  }

  get summary(): Summary {
    const classes = ORDER.map((one) => ({ class: one, count: this.#classes.get(one) ?? 0 }));
    return {
      classes: classes.filter(({ count }) => count > 0),
      causes: [...this.#causes.values()].toSorted(
        (a, b) => ORDER.indexOf(a.class) - ORDER.indexOf(b.class) || b.count - a.count,
      ),
    };
  }
}

/** How many of the previewed records go which way, and why. */
export function summaryOf(records: readonly JudgedRecord[]): Summary {
  const tally = new SummaryTally();
  for (const { judgement, localKey } of records) tally.add(judgement, localKey);
  return tally.summary;
}

function causesOf(verdict: Verdict): ReadonlyMap<string, Omit<Cause, 'count' | 'keys'>> {
  return new Map(
    verdict.reasons.map(({ code, field: path, localCode }) => {
      const field = path.replaceAll(/\[\d+\]/g, '');
      const cause = { class: verdict.class, code, field, localCode };
      return [JSON.stringify(cause), cause] as const;
    }),
  );
}

export function summaryLines(source: string, total: number, { classes, causes }: Summary): readonly string[] {
  const counted = classes.map((one) => `${one.count} ${resultWord(one.class)}`).join(', ');
  return [
    `${total} hồ sơ của nguồn ${source}${counted === '' ? '' : `: ${counted}`}.`,
    ...causes.map(
      (one) =>
        `  ${one.count} ${resultWord(one.class)}: ${one.code} ${sentence(one)} (ví dụ: ${one.keys.join(', ')})`,
    ),
  ];
}

/** For programs: reasons come with their sentences, as in `quarantine list --json`. */
export function withSentences({ judgement, ...record }: JudgedRecord) {
  if (judgement === undefined) return record;
  const reasons = judgement.reasons.map((reason) => ({
    ...reason,
    text: reasonLines(reason.code, reason.field, shownValue(reason)),
  }));
  return { ...record, judgement: { ...judgement, reasons } };
}

function sentence({ code, field, localCode }: Cause): string {
  return reasonLines(code, field, localCode)[0] ?? '';
}
