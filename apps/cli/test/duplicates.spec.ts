import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readModel } from '@kntc/duplicates';
import { kntc } from './kntc';

const LETTER =
  'Ngày 12/05/2023, UBND huyện ra Quyết định số 1462/QĐ-UBND thu hồi thửa đất số 512, tờ bản đồ số 14 của gia đình tôi.';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kntc-duplicates-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, lines: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return path;
}

const petition = (id: string, fullName: string, content: string): object => ({
  id,
  caseType: 'KN',
  receivedDate: '2024-03-01',
  petitioners: [{ fullName, birthYear: 1961, address: { commune: 'Xã Hồng Giang', province: 'Bắc Ninh' } }],
  subjectParty: null,
  summary: content,
  content,
});
const petitions = (): string =>
  file('petitions.ndjson', [
    petition('P1', 'Nguyễn Văn Hùng', LETTER),
    petition('P2', 'NGUYEN VAN HUNG', LETTER),
    petition('P3', 'Trần Thị Mai', 'Phản ánh trại lợn gây mùi hôi thối, đề nghị xử lý.'),
  ]);
const variables = { KNTC_CONFIG_DIR: join(__dirname, '..', '..', '..', 'config') };
const evaluated = (...words: readonly string[]): ReturnType<typeof kntc> =>
  kntc(variables, 'duplicates', 'evaluate', ...words);

describe('kntc duplicates evaluate', () => {
  it('prints one JSON object with the agreed fields as its last line', async () => {
    const pairs = file('labels.ndjson', [
      { a: 'P1', b: 'P2', label: 'duplicate', tags: ['no_diacritics'] },
      { a: 'P1', b: 'P9', label: 'duplicate', tags: [] },
    ]);
    const said = await evaluated('--petitions', petitions(), '--pairs', pairs, '--json');
    expect(said.code).toBe(0);
    expect(JSON.parse(said.out.split('\n').at(-1) ?? '')).toMatchObject({
      pairs: { precision: 1, recall: 1, f1: 1 },
      autoLink: { precision: expect.any(Number), recall: expect.any(Number) },
      clusters: { precision: 1, recall: 1, f1: 1 },
      byTag: { no_diacritics: { precision: 1, recall: 1, f1: 1, n: 1 } },
      candidateRecall: 1,
      candidatesPerRecord: expect.any(Number),
      ms: expect.any(Number),
      labels: { unknownIds: 1 },
    });
  });

  it('tells people the same in Vietnamese, and what the figures are not', async () => {
    const pairs = file('labels.ndjson', [
      { a: 'P1', b: 'P2', label: 'duplicate', tags: [] },
      { a: 'P1', b: 'P1', label: 'distinct' },
    ]);
    const { out } = await evaluated('--petitions', petitions(), '--pairs', pairs);
    expect(out).toContain('không học từ tệp này');
    expect(out).toContain('nhãn so một đơn với chính nó');
    expect(out).toContain('không nói trước chất lượng trên đơn thật');
  });

  it('reads somebody else’s table through a column map', async () => {
    const table = file('dataset.csv', [
      'rec_id, given_name, surname, date_of_birth',
      'rec-1-org, mary, white, 19810523',
      'rec-1-dup-0, mary, wihte, 19810523',
      'rec-2-org, john, black, 19450101',
    ]);
    const columns = file('columns.json', [
      JSON.stringify({
        id: 'rec_id',
        fullName: ['surname', 'given_name'],
        birthDate: 'date_of_birth',
        cluster: { column: 'rec_id', pattern: '^rec-(\\d+)-' },
        question: 'person',
      }),
    ]);
    const said = await evaluated('--petitions', table, '--columns', columns, '--json');
    expect(JSON.parse(said.out)).toMatchObject({ petitions: 3, duplicates: 1, candidateRecall: 1 });
  });

  it.each([
    ['a line that is no JSON', 'labels.ndjson', '{"a":', 'dòng 1'],
    ['a label nobody knows', 'labels.ndjson', '{"a":"P1","b":"P2","label":"same"}', 'dòng 1'],
    ['no label at all', 'labels.ndjson', '', 'Không có nhãn'],
  ])('refuses %s and names the place', async (_what, name, text, place) => {
    const said = await evaluated('--petitions', petitions(), '--pairs', file(name, [text]), '--json');
    expect(said.code).toBe(1);
    expect(said.err).toContain(place);
    expect(said.out).toBe('');
  });

  it('refuses two petitions with one id', async () => {
    const twice = file('twice.ndjson', [petition('P1', 'A', 'x'), petition('P1', 'B', 'y')]);
    const said = await evaluated('--petitions', twice, '--pairs', twice);
    expect(said.err).toContain('dòng 2');
  });

  it('refuses a model of other levels instead of weighing something else', async () => {
    const model = file('model.json', [{ version: 'x', levelsVersion: 0 }]);
    const said = await evaluated('--petitions', petitions(), '--pairs', petitions(), '--model', model);
    expect(said).toMatchObject({ code: 1, err: expect.stringContaining('levelsVersion') });
  });
});

describe('kntc duplicates train', () => {
  it('writes a model that can be used, with what it was learnt from, and leaves the one in use alone', async () => {
    const data = join(folder, 'data');
    mkdirSync(data);
    const people = ['Nguyễn Văn Hùng', 'Trần Thị Mai', 'Lê Quang Thắng', 'Phạm Thị Nụ', 'Bùi Đình Kiên'];
    const lines = people.flatMap((name, at) => {
      const content = LETTER.replace('1462', String(200 + at)).replace('512', String(30 + at));
      return [petition(`a${at}`, name, content), petition(`b${at}`, name, `${content} Kính mong xem xét.`)];
    });
    writeFileSync(join(data, 'petitions.ndjson'), lines.map((line) => JSON.stringify(line)).join('\n'));
    const labels = people.map((_name, at) => ({ a: `a${at}`, b: `b${at}`, label: 'duplicate', tags: [] }));
    writeFileSync(join(data, 'labels.ndjson'), labels.map((line) => JSON.stringify(line)).join('\n'));
    const out = join(folder, 'new.json');
    const words = ['--train', data, '--calibrate', data, '--test', data, '--out', out, '--name', 'thu'];
    const said = await kntc(variables, 'duplicates', 'train', ...words, '--synthetic', '--json');
    expect(JSON.parse(said.out)).toMatchObject({
      version: 'thu',
      comparisons: [{ after: { petitions: 10 } }],
    });
    const model = JSON.parse(readFileSync(out, 'utf8')) as { training: object };
    expect(model.training).toMatchObject({
      isSynthetic: true,
      petitions: 10,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const again = await evaluated(
      '--petitions',
      join(data, 'petitions.ndjson'),
      '--pairs',
      join(data, 'labels.ndjson'),
      '--model',
      out,
      '--json',
    );
    expect(again.code).toBe(0);
  });
});

it('the model that is shipped fits this program and says that it learnt from no real petition', () => {
  const read = readModel(
    JSON.parse(readFileSync(join(variables.KNTC_CONFIG_DIR, 'duplicates', 'model.json'), 'utf8')),
  );
  expect(read).toMatchObject({ kind: 'model', model: { training: { isSynthetic: true } } });
});
