import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import {
  clustersOf,
  explain,
  explanationLines,
  fromStoredForm,
  HAND_MODEL,
  hashedKeys,
  levelOf,
  logOdds,
  PetitionBody,
  preparePetition,
  readModel,
  Scorer,
  toStoredForm,
  UnitTable,
  type Levels,
  type PetitionToMatch,
} from './index';

const UNITS = new UnitTable([]);
const LETTER =
  'Gia đình tôi đang sử dụng thửa đất số 512, tờ bản đồ số 14, diện tích 1.240,5 m2. Ngày 12/05/2023, UBND huyện ra Quyết định ' +
  'số 1462/QĐ-UBND thu hồi đất để thực hiện dự án Khu dân cư Tân Lập. Số tiền bồi thường 412 triệu đồng là quá thấp.';

function aPetition(id: string, changed: Partial<PetitionToMatch> = {}): PetitionToMatch {
  return {
    id,
    caseType: 'KN',
    field: 'Đất đai',
    receivedDate: '2024-03-01',
    petitioners: [
      {
        fullName: 'Nguyễn Văn Hùng',
        birthDate: '1961-04-12',
        address: { commune: 'Xã Hồng Giang', district: 'Huyện Lục Ngạn', province: 'Bắc Giang' },
      },
    ],
    subjectParty: 'UBND huyện Lục Ngạn',
    summary: 'Khiếu nại Quyết định số 1462/QĐ-UBND về bồi thường dự án Khu dân cư Tân Lập',
    content: LETTER,
    ...changed,
  };
}

function levelsOfPair(one: PetitionToMatch, other: PetitionToMatch): Levels | undefined {
  return [...new PetitionBody([one, other], UNITS).compared()][0]?.levels;
}

function scored(one: PetitionToMatch, other: PetitionToMatch): number {
  const levels = levelsOfPair(one, other);
  return levels === undefined ? Number.NEGATIVE_INFINITY : new Scorer(HAND_MODEL.duplicate).score(levels);
}

const petitioner = aPetition('x').petitioners[0]!;

describe('without any label', () => {
  it('finds a petition that was sent again to another agency', () => {
    const again = aPetition('b', { agency: 'Thanh tra tỉnh', receivedDate: '2024-03-20' });
    expect(scored(aPetition('a'), again)).toBeGreaterThan(HAND_MODEL.thresholds.link);
  });

  it('finds it in capitals without marks, with an old phone number and a year only', () => {
    const again = aPetition('b', {
      petitioners: [{ ...petitioner, fullName: 'NGUYEN VAN HUNG', birthDate: '1961-01-01' }],
      content: LETTER.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd'),
    });
    expect(scored(aPetition('a'), again)).toBeGreaterThan(HAND_MODEL.thresholds.link);
  });

  it('leaves the neighbour alone who sends the same letter for his own plot', () => {
    const neighbour = aPetition('b', {
      petitioners: [{ ...petitioner, fullName: 'Trần Thị Mai', birthDate: '1975-09-02' }],
      content: LETTER.replace('512', '87').replace('1.240,5', '310').replace('412', '98'),
    });
    expect(scored(aPetition('a'), neighbour)).toBeLessThan(HAND_MODEL.thresholds.link);
  });

  it('leaves another matter of the same person alone', () => {
    const other = aPetition('b', {
      summary: 'Phản ánh Công ty TNHH Gạch An Đông gây ô nhiễm môi trường',
      content: 'Công ty TNHH Gạch An Đông xả khói bụi vào khu dân cư từ năm 2019, mùi hôi thối nồng nặc.',
      field: 'Môi trường',
      caseType: 'KNPA',
      subjectParty: 'Công ty TNHH Gạch An Đông',
    });
    expect(scored(aPetition('a'), other)).toBeLessThan(HAND_MODEL.thresholds.link);
  });

  it('never takes the second complaint for the first', () => {
    const second = aPetition('b', { content: `Khiếu nại lần hai. ${LETTER}`, receivedDate: '2024-08-01' });
    const levels = levelsOfPair(aPetition('a'), second)!;
    expect(levelOf(levels, 'stage')).toBe(1);
    expect(explain(levels, HAND_MODEL).band).not.toBe('auto');
  });

  it('says nothing of a CMND beside a CCCD', () => {
    const withId = (id: string, idNumber: string): PetitionToMatch =>
      aPetition(id, { petitioners: [{ ...petitioner, idNumber }] });
    expect(scored(withId('a', '121234567'), withId('b', '024061001234'))).toBe(
      scored(aPetition('a'), aPetition('b')),
    );
    expect(scored(withId('a', '024061009999'), withId('b', '024061001234'))).toBeLessThan(
      scored(aPetition('a'), aPetition('b')),
    );
  });
});

const PIECES = [
  'Nguyễn Văn Hùng',
  'Trần Thị Mai',
  '512',
  '1462/QĐ-UBND',
  'dự án Tân Lập',
  'ông Lê Văn Cam',
  '',
];
const anyPetition = fc.record({
  name: fc.constantFrom(...PIECES),
  content: fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((words) => words.join(' ')),
  year: fc.option(fc.integer({ min: 1950, max: 1955 })),
});

describe('whatever is compared', () => {
  it('is the same in both directions', () => {
    fc.assert(
      fc.property(anyPetition, anyPetition, (one, other) => {
        const made = ({ name, content, year }: typeof one, id: string): PetitionToMatch =>
          aPetition(id, { petitioners: [{ fullName: name, birthYear: year ?? undefined }], content });
        const there = levelsOfPair(made(one, 'a'), made(other, 'b'));
        expect(levelsOfPair(made(other, 'b'), made(one, 'a'))).toEqual(there);
      }),
      { numRuns: 60 },
    );
  });

  it('survives petitions that say nothing', () => {
    const empty: PetitionToMatch = { id: 'a', petitioners: [] };
    const named: PetitionToMatch = { id: 'b', petitioners: [{ fullName: 'Y' }] };
    expect(() => levelsOfPair(empty, { ...empty, id: 'c' })).not.toThrow();
    expect(() => levelsOfPair(named, { ...named, id: 'c' })).not.toThrow();
  });

  it('compares many copies of one scan without comparing everybody with everybody', () => {
    const copies = Array.from({ length: 800 }, (_none, at) =>
      aPetition(`p${at}`, { petitioners: [], summary: 'Đơn photo', content: LETTER }),
    );
    const body = new PetitionBody(copies, UNITS);
    let pairs = 0;
    for (const _pair of body.compared()) pairs += 1;
    expect(pairs).toBeLessThan(800 * 25);
    expect(Object.keys(body.largeBlocks())).toContain('anonymousWording');
  });

  it('reads three hundred signatories', () => {
    const crowd = (id: string): PetitionToMatch =>
      aPetition(id, {
        petitioners: Array.from({ length: 300 }, (_none, at) => ({
          fullName: `Trần Văn ${'ABCDEFG'[at % 7]}${at}`,
        })),
      });
    expect(levelOf(levelsOfPair(crowd('a'), crowd('b'))!, 'set')).toBe(1);
  });
});

describe('an explanation', () => {
  const levels = levelsOfPair(aPetition('a'), aPetition('b'))!;

  it('adds up to the score', () => {
    const { prior, evidence, score } = explain(levels, HAND_MODEL);
    expect(prior + evidence.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(score, 9);
    expect(score).toBeCloseTo(logOdds(HAND_MODEL.duplicate, levels), 9);
  });

  it('is written in Vietnamese, heaviest first, without names', () => {
    const text = explanationLines(explain(levels, HAND_MODEL)).join('\n');
    expect(text).toContain('Họ tên: trùng cả dấu');
    expect(text).toMatch(/^Gần như chắc|^Có thể trùng/);
    expect(text).not.toContain('Hùng');
  });
});

describe('clusters', () => {
  const link = (
    one: number,
    other: number,
    score: number,
  ): { one: number; other: number; score: number } => ({
    one,
    other,
    score,
  });

  it('join what agrees', () => {
    expect([...clustersOf(4, [link(1, 0, 5), link(2, 1, 4), link(2, 0, 3)], 0)]).toEqual([0, 0, 0, 3]);
  });

  it('are not chained by one weak link between two groups that disagree', () => {
    const pairs = [
      link(1, 0, 8),
      link(3, 2, 8),
      link(2, 1, 0.5),
      link(2, 0, -9),
      link(3, 0, -9),
      link(3, 1, -9),
    ];
    expect([...clustersOf(4, pairs, 0)]).toEqual([0, 0, 2, 2]);
  });
});

describe('a model', () => {
  it('is read back as it was written', () => {
    expect(readModel(JSON.parse(JSON.stringify(HAND_MODEL)))).toMatchObject({ kind: 'model' });
  });

  it.each([
    [{}, 'version'],
    [{ ...HAND_MODEL, levelsVersion: 0 }, 'levelsVersion'],
    [{ ...HAND_MODEL, thresholds: { review: 3, link: 2, auto: 1 } }, 'thresholds'],
    [{ ...HAND_MODEL, person: { bias: 0, weights: { name: [1] }, crosses: [] } }, 'name'],
    [
      { ...HAND_MODEL, matter: { bias: 0, weights: {}, crosses: [{ of: ['name', 'x'], weights: [] }] } },
      'kép',
    ],
  ])('that does not fit is refused', (value, problem) => {
    expect(readModel(value)).toMatchObject({ kind: 'unusable', problem: expect.stringContaining(problem) });
  });
});

describe('what is stored of a petition', () => {
  const prepared = preparePetition(aPetition('a'), UNITS);

  it('is read back as it was', () => {
    expect(fromStoredForm(toStoredForm(prepared))).toEqual(prepared);
  });

  it('is not used when another normaliser made it', () => {
    const other = Buffer.from(JSON.stringify({ version: 0 }));
    expect(fromStoredForm(other)).toBeUndefined();
  });

  it('are keys of 64 bits that say nothing without the key', () => {
    const keyed = (secret: string): { digest: (content: string | Uint8Array) => string } => ({
      digest: (content) => createHmac('sha256', secret).update(content).digest('hex'),
    });
    const keys = hashedKeys(prepared, keyed('one'));
    expect(keys.length).toBeGreaterThan(5);
    expect(
      keys.every(({ hash }) => /^-?\d{1,19}$/.test(hash) && BigInt.asIntN(64, BigInt(hash)) === BigInt(hash)),
    ).toBe(true);
    const others = new Set(hashedKeys(prepared, keyed('two')).map(({ hash }) => hash));
    expect(keys.filter(({ hash }) => others.has(hash))).toEqual([]);
  });
});
