import { vietnamTime } from '@kntc/domain';
import type { ComparisonClass, ReconciliationKind } from '@kntc/domain';
import type { NightHours } from '@kntc/reconciliation';
import type { ReconciliationStanding, RunStanding } from '@kntc/storage';
import { pairs, table } from '../output';

export const CLASS_NAMES: Readonly<Record<ComparisonClass, string>> = {
  matching: 'Hai phía khớp',
  onlyLocal: 'Chỉ cổng có',
  onlyNational: 'CSDLQG thừa',
  different: 'Khác nhau',
};

const KIND_NAMES: Readonly<Record<ReconciliationKind, string>> = {
  fresh: 'vừa xác nhận',
  nightly: 'theo đêm',
  full: 'toàn bộ',
  asked: 'một cơ quan',
};

/** One run: how far it is, and what it found. */
export function runLine(run: RunStanding): string {
  const of = run.expected === 0 ? '' : ` / ${run.expected}`;
  const state = run.finishedAt === null ? '' : `, xong ${vietnamTime(run.finishedAt)}`;
  const open = run.unanswered === 0 ? '' : `, ${run.unanswered} chưa trả lời`;
  return (
    `Đối soát ${KIND_NAMES[run.kind]}${run.agency === null ? '' : ` ${run.agency}`}: ${run.compared}${of} hồ sơ` +
    ` (khớp ${run.matching}, khác ${run.different}, chỉ cổng có ${run.onlyLocal}, CSDLQG thừa ${run.onlyNational}${open})` +
    `${run.byDigest === 0 ? '' : `, trong đó ${run.byDigest} hồ sơ bằng tóm tắt`}, ${run.requests} lượt tra cứu${state}`
  );
}

/** One line for whoever looks at everything: where both sides stand, and how long a round takes. */
export function reconciliationSummary(
  { classes, records, never, findings, digestsComparedAt }: ReconciliationStanding,
  nights: number,
): string {
  if (records === 0) return 'chưa có hồ sơ nào trên CSDLQG';
  const found = Object.values(findings).reduce((sum, one) => sum + one, 0);
  const differing = found === 0 ? 'không có sai khác' : `${found} sai khác (npm run kntc -- findings list)`;
  if (digestsComparedAt !== null)
    return `so sánh mọi hồ sơ bằng tóm tắt lúc ${vietnamTime(digestsComparedAt)}, ${differing}`;
  return `khớp ${classes.matching ?? 0} / ${records} hồ sơ, ${differing}, chưa so sánh ${never}; một vòng ít nhất ${nights} đêm`;
}

interface Rate {
  readonly perMinute: number;
  readonly night: NightHours;
  readonly nights: number;
}

export function reconciliationLines(
  {
    runs,
    classes,
    records,
    never,
    proposals,
    oldestComparedAt,
    digestsComparedAt,
    findings,
  }: ReconciliationStanding,
  { perMinute, night, nights }: Rate,
): readonly string[] {
  const rows = (Object.keys(CLASS_NAMES) as ComparisonClass[]).map((name) => [
    CLASS_NAMES[name],
    classes[name] ?? 0,
  ]);
  const found = Object.entries(findings);
  return [
    ...table(['Kết quả so sánh lần gần nhất', 'Số hồ sơ'], rows),
    '',
    ...pairs([
      ['Hồ sơ trên CSDLQG', records],
      ...(digestsComparedAt === null
        ? []
        : ([['So sánh mọi hồ sơ bằng tóm tắt', vietnamTime(digestsComparedAt)]] as const)),
      [digestsComparedAt === null ? 'Chưa so sánh lần nào' : 'Chưa đọc lại toàn bộ lần nào', never],
      ['Vụ việc chỉ có trên CSDLQG, chưa quyết định', proposals],
      ['So sánh cũ nhất', vietnamTime(oldestComparedAt)],
      [
        'Một vòng',
        `${nights} đêm, ít nhất (${perMinute} lượt tra cứu mỗi phút, ${night.from}–${night.until})`,
      ],
    ]),
    ...runs.map(runLine),
    ...(found.length === 0
      ? ['Không có sai khác nào chưa hết.']
      : [
          `Sai khác chưa hết: ${found.map(([code, count]) => `${code} ${count}`).join(', ')}.`,
          'Xem từng hồ sơ: npm run kntc -- findings list.',
        ]),
  ];
}
