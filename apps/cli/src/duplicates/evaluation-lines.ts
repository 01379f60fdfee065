import type { Evaluation, Model } from '@kntc/duplicates';
import { table } from '../output';

const MOST_TAGS = 12;

/** Figures for people, with what they are not. */
export function evaluationLines(found: Evaluation, model: Model): readonly string[] {
  const { pairs, autoLink, clusters } = found;
  return [
    `${found.petitions} đơn, ${found.duplicates} cặp trùng đã gắn nhãn; mô hình ${model.version}, ngưỡng đi kèm, không học từ tệp này.`,
    ...table(
      ['', 'chính xác', 'bao phủ', 'F1'],
      [
        ['Cặp (từ ngưỡng liên kết)', percent(pairs.precision), percent(pairs.recall), percent(pairs.f1)],
        ['Tự liên kết', percent(autoLink.precision), percent(autoLink.recall), ''],
        ['Nhóm', percent(clusters.precision), percent(clusters.recall), percent(clusters.f1)],
      ],
    ),
    `Tự liên kết hoặc đưa người xem: ${percent(found.autoAndReviewRecall)} số cặp trùng, ${found.reviewPairsPer1000.toFixed(1)} cặp phải xem trên 1.000 đơn.`,
    `Tìm ứng viên: ${percent(found.candidateRecall)} số cặp trùng, ${found.candidatesPerRecord.toFixed(1)} ứng viên một đơn.`,
    ...weakestTags(found),
    ...labelProblems(found),
    'Số đo trên dữ liệu của tệp này; dữ liệu tổng hợp không nói trước chất lượng trên đơn thật.',
  ];
}

function weakestTags({ byTag }: Evaluation): readonly string[] {
  const weakest = Object.entries(byTag)
    .toSorted(([, one], [, other]) => one.f1 - other.f1)
    .slice(0, MOST_TAGS);
  if (weakest.length === 0) return [];
  const rows = weakest.map(([tag, { precision, recall, f1, n }]) => [
    tag,
    percent(precision),
    percent(recall),
    percent(f1),
    n,
  ]);
  return ['Khó nhất:', ...table(['nhãn khó', 'chính xác', 'bao phủ', 'F1', 'số cặp'], rows)];
}

function labelProblems({ labels }: Evaluation): readonly string[] {
  const counts: readonly (readonly [number, string])[] = [
    [labels.unknownIds, 'nhãn nêu mã đơn không có trong tệp đơn: bỏ qua'],
    [labels.selfPairs, 'nhãn so một đơn với chính nó: bỏ qua'],
    [labels.repeated, 'nhãn lặp lại: tính một lần'],
    [labels.contradictory, 'cặp có hai nhãn khác nhau: không tính'],
    [labels.notTransitive, 'cặp trái với điều suy ra từ các nhãn khác: tính như đã gắn'],
  ];
  const found = counts.filter(([count]) => count > 0);
  if (found.length === 0) return [];
  return [
    'Tệp nhãn có chỗ cần xem lại:',
    ...found.map(([count, text]) => `  ${count} ${text}`),
    ...labels.examples.map((example) => `  ${example}`),
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2).replace('.', ',')} %`;
}
