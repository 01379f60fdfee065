import { evaluate, HAND_MODEL, UnitTable, type PairLabel, type PetitionToMatch } from './index';

const CONTENT =
  'Khiếu nại Quyết định số 1462/QĐ-UBND ngày 12/05/2023, thửa đất số 512, tờ bản đồ số 14, thu hồi đất.';

function petition(id: string, fullName: string, content: string): PetitionToMatch {
  return { id, caseType: 'KN', petitioners: [{ fullName, birthYear: 1960 }], summary: content, content };
}

const PETITIONS = [
  petition('a', 'Nguyễn Văn Hùng', CONTENT),
  petition('b', 'Nguyễn Văn Hùng', CONTENT),
  petition('c', 'Nguyễn Văn Hùng', `${CONTENT} Kính mong xem xét.`),
  petition('d', 'Trần Thị Mai', 'Phản ánh trại lợn gây mùi hôi thối tại thôn Đoài, đề nghị xử lý.'),
];
const pair = (a: string, b: string, label: PairLabel['label'], ...tags: string[]): PairLabel => ({
  a,
  b,
  label,
  tags,
});

function measured(labels: readonly PairLabel[]): ReturnType<typeof evaluate> {
  return evaluate({
    petitions: PETITIONS,
    labels,
    units: new UnitTable([]),
    model: HAND_MODEL,
    question: 'duplicate',
  });
}

const CYCLE = [
  pair('a', 'b', 'duplicate', 'x'),
  pair('b', 'c', 'duplicate', 'x'),
  pair('c', 'a', 'duplicate'),
];

describe('figures', () => {
  it('of a file in which everything is found are all one', () => {
    const found = measured([...CYCLE, pair('a', 'd', 'distinct', 'y')]);
    expect(found).toMatchObject({
      pairs: { precision: 1, recall: 1, f1: 1 },
      clusters: { precision: 1, recall: 1, f1: 1, exact: 1 },
      byTag: { x: { recall: 1, n: 2 }, y: { precision: 1, n: 1 } },
      wrongLinks: { 'distinct:y': { share: 0, n: 1 } },
      candidateRecall: 1,
      labels: { unknownIds: 0, notTransitive: 0 },
    });
  });

  it('take a pair that is not listed for no duplicate', () => {
    expect(measured(CYCLE.slice(0, 1)).pairs).toEqual({ precision: 1 / 3, recall: 1, f1: 0.5 });
  });

  it('count what is wrong with the labels, and go on', () => {
    const { labels, duplicates } = measured([
      ...CYCLE,
      pair('b', 'a', 'duplicate'),
      pair('a', 'a', 'duplicate'),
      pair('a', 'nobody', 'duplicate'),
      pair('c', 'd', 'duplicate'),
      pair('d', 'c', 'distinct'),
    ]);
    expect(labels).toMatchObject({ repeated: 1, selfPairs: 1, unknownIds: 1, contradictory: 1 });
    expect(labels.examples).toContain('unknownIds: a – nobody');
    expect(duplicates).toBe(3);
  });

  it('name a label that others contradict', () => {
    const { labels } = measured([...CYCLE.slice(0, 2), pair('a', 'c', 'distinct')]);
    expect(labels.notTransitive).toBe(1);
  });
});
