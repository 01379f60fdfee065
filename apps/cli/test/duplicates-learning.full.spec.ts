import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkingDuplicates, letters } from '../../../test/journey/duplicate-letters';
import { MiniRoad } from '../../../test/journey/mini-road';

jest.setTimeout(240_000);

const BY = ['--actor', 'Lan', '--reason', 'đã so hai đơn'];
const DECISIONS = ['link', 'reject', 'other-person', 'related', 'link'] as const;
const AS = { link: 'duplicate', reject: 'distinct', 'other-person': 'distinct', related: 'related' } as const;

describe('what people decide of pairs', () => {
  let road: MiniRoad;
  let labels: string;
  beforeAll(async () => {
    road = await MiniRoad.open({ prepare: (configDir) => checkingDuplicates(configDir) });
    labels = join(road.configDir, 'nhan.ndjson');
    for (const [index] of DECISIONS.entries()) {
      const { person, first, second } = letters(index);
      const days = { ngay_nhan: '2026-11-02', ngay_xu_ly: '2026-11-04' };
      await road.petition(`H${index}`, { ...person, ...days, noi_dung: first });
      await road.petition(`D${index}`, {
        ...person,
        noi_dung: second,
        ngay_nhan: '2026-11-20',
        ngay_xu_ly: '2026-11-23',
      });
    }
    await road.converge();
  });
  afterAll(() => road.close());

  const listed = async (): Promise<readonly { readonly id: string; readonly reference: string }[]> => {
    const { lines } = await road.kntc('duplicates', 'list', '--json', '--actor', 'Lan');
    return (JSON.parse(lines.join('\n')) as { items: { id: string; reference: string }[] }).items;
  };

  it('leaves as levels and labels, with nothing of a petition', async () => {
    const pairs = await listed();
    for (const [index, decision] of DECISIONS.entries()) {
      const { reference } = await road.standing(`D${index}`);
      const { id = '' } = pairs.find((pair) => pair.reference === reference) ?? {};
      const said = await road.kntc('duplicates', 'decide', id, '--as', decision, ...BY);
      expect([decision, said.code, said.errors]).toEqual([decision, 0, []]);
    }
    expect((await road.kntc('duplicates', 'labels', '--out', labels, '--actor', 'Lan')).code).toBe(0);
    const written = readFileSync(labels, 'utf8');
    const found = written
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { label: string; levels: readonly number[] });
    expect(found.map(({ label }) => label)).toEqual(DECISIONS.map((decision) => AS[decision]));
    expect(found.every(({ levels }) => levels.every(Number.isInteger))).toBe(true);
    for (const [index] of DECISIONS.entries()) {
      const { tinh: _province, ...person } = letters(index).person;
      for (const secret of Object.values(person)) expect(written).not.toContain(secret);
    }
  });

  it('reaches training, which tells before and after on those that nothing was learnt from', async () => {
    // As many as a province has after a while.
    const line = readFileSync(labels, 'utf8');
    writeFileSync(labels, Array.from({ length: 20 }, () => line).join(''));
    const data = join(road.configDir, 'hoc');
    mkdirSync(data);
    const petitions = DECISIONS.flatMap((_one, index) => {
      const { person, first, second } = letters(index);
      const petitioners = [{ fullName: person['ho_ten'], idNumber: person['cccd'] }];
      return [first, second].map((content, at) => ({
        id: `${index}-${at}`,
        caseType: 'KN',
        petitioners,
        content,
      }));
    });
    const known = DECISIONS.map((_one, index) => ({
      a: `${index}-0`,
      b: `${index}-1`,
      label: 'duplicate',
      tags: [],
    }));
    const lines = (rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');
    writeFileSync(join(data, 'petitions.ndjson'), lines(petitions));
    writeFileSync(join(data, 'labels.ndjson'), lines(known));
    const out = join(road.configDir, 'moi.json');
    const sets = ['--train', data, '--calibrate', data, '--test', data, '--decisions', labels];
    const said = await road.kntc(
      'duplicates',
      'train',
      ...sets,
      '--out',
      out,
      '--name',
      'thu',
      '--synthetic',
    );
    const text = said.lines.join('\n');
    // Five pairs of wrong answers teach nothing good, and the command says so.
    expect([said.code, text]).toEqual([1, expect.stringContaining('KHÔNG tốt hơn')]);
    expect(text).toMatch(/Quyết định của người: \d+ cặp chỉ để đo/);
    expect(text).toMatch(/trước \([^)]+\): nối \d+ cặp, đúng \d+/);
    expect(text).toMatch(/sau \(thu\): nối \d+ cặp, đúng \d+/);
    const model = JSON.parse(readFileSync(out, 'utf8')) as { version: string };
    expect(model.version).toBe('thu');
    const inUse = readFileSync(join(road.configDir, 'duplicates', 'model.json'), 'utf8');
    expect((JSON.parse(inUse) as { version: string }).version).not.toBe('thu');
  });
});
