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
  readonly causes: readonly {
    readonly class: Verdict['class'];
    readonly code: ReasonCode;
    /** Without indexes: the third petitioner's name is the same cause as the first one's. */
    readonly field: string;
    readonly count: number;
  }[];
}

const ORDER: readonly Verdict['class'][] = ['accepted', 'waiting', 'quarantined', 'outOfScope'];

/** How many of the previewed records go which way, and why; most frequent causes first. */
export function summaryOf(records: readonly JudgedRecord[]): Summary {
  const verdicts = records.flatMap(({ judgement }) => judgement ?? []);
  const classes = ORDER.map((one) => ({
    class: one,
    count: verdicts.filter((verdict) => verdict.class === one).length,
  }));
  const causes = new Map<string, Summary['causes'][number]>();
  for (const verdict of verdicts) {
    for (const [key, cause] of causesOf(verdict))
      causes.set(key, { ...cause, count: (causes.get(key)?.count ?? 0) + 1 });
  }
  return {
    classes: classes.filter(({ count }) => count > 0),
    causes: [...causes.values()].toSorted(
      (a, b) => ORDER.indexOf(a.class) - ORDER.indexOf(b.class) || b.count - a.count,
    ),
  };
}

function causesOf(verdict: Verdict): ReadonlyMap<string, Omit<Summary['causes'][number], 'count'>> {
  return new Map(
    verdict.reasons.map(({ code, field: path }) => {
      const field = path.replaceAll(/\[\d+\]/g, '');
      return [`${verdict.class} ${code} ${field}`, { class: verdict.class, code, field }] as const;
    }),
  );
}

export function summaryLines(source: string, total: number, { classes, causes }: Summary): readonly string[] {
  const counted = classes.map((one) => `${one.count} ${resultWord(one.class)}`).join(', ');
  return [
    `${total} hồ sơ của nguồn ${source}${counted === '' ? '' : `: ${counted}`}.`,
    ...causes.map(
      (one) => `  ${one.count} ${resultWord(one.class)}: ${one.code} ${sentence(one.code, one.field)}`,
    ),
  ];
}

/** For programs: reasons come with their sentences, as in `quarantine list --json`. */
export function withSentences({ judgement, ...record }: JudgedRecord) {
  if (judgement === undefined) return record;
  const reasons = judgement.reasons.map((reason) => ({
    ...reason,
    text: reasonLines(reason.code, reason.field, reason.localCode ?? reason.masked),
  }));
  return { ...record, judgement: { ...judgement, reasons } };
}

function sentence(code: ReasonCode, field: string): string {
  return reasonLines(code, field, undefined)[0] ?? '';
}
