import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../src/program';

const SOURCE = `id: so
title: Sổ
kind: file
files: { folder: so, mode: snapshot, columns: { so: "Số đơn", loai: "Loại đơn" } }
record: { key: so }
map:
  kind: { column: loai, values: { Khiếu nại: KN } }
  registerNo: { column: so }`;

describe('kntc sources with a spreadsheet', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kntc-cli-files-'));
    mkdirSync(join(root, 'config', 'sources'), { recursive: true });
    writeFileSync(join(root, 'config', 'sources', 'so.yaml'), SOURCE);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function kntc(...words: readonly string[]) {
    const lines: string[] = [];
    const push = (line: string): void => void lines.push(line);
    const variables = { KNTC_CONFIG_DIR: join(root, 'config'), KNTC_DATA_DIR: join(root, 'var') };
    const exitCode = await run(words, { out: push, err: push, variables });
    return { exitCode, text: lines.join('\n') };
  }

  const file = (name: string, content: string): string => {
    writeFileSync(join(root, name), content);
    return join(root, name);
  };

  it('ingests a readable file and says what will happen to it', async () => {
    const { exitCode, text } = await kntc(
      'sources',
      'ingest',
      file('so.csv', 'Số đơn,Loại đơn,Khác\nA1,Khiếu nại,x\n,Tố cáo,x\n'),
    );
    expect(exitCode).toBe(0);
    expect(text).toContain('Đọc được 1 dòng');
    expect(text).toContain('1 dòng không có khoá');
    expect(text).toContain('cột không đọc: «Khác»');
    expect(readdirSync(join(root, 'var', 'inbox', 'so'))).toEqual(['so.csv']);
  });

  it('says in check and ingest how many rows stand below the total and are not read', async () => {
    writeFileSync(
      join(root, 'config', 'sources', 'so.yaml'),
      SOURCE.replace('mode: snapshot,', 'mode: snapshot, stopAt: [totals],'),
    );
    const path = file('so.csv', 'Số đơn,Loại đơn\nA1,Khiếu nại\nCộng,1\nA2,Khiếu nại\nA3,Khiếu nại\n');
    const checked = await kntc('sources', 'check', 'so', '--file', path);
    expect(checked.text).toContain('2 dòng dưới dòng tổng không được đọc (dòng số 4, 5)');
    const { exitCode, text } = await kntc('sources', 'ingest', path);
    expect(exitCode).toBe(0);
    expect(text).toContain('Đọc được 1 dòng');
    expect(text).toContain('2 dòng dưới dòng tổng không được đọc; dòng số: 4, 5');
  });

  it('copies nothing of a file that would be refused', async () => {
    const { exitCode, text } = await kntc(
      'sources',
      'ingest',
      file('so.csv', 'Số đon,Loại\nA1,x\n'),
      '--source',
      'so',
    );
    expect(exitCode).toBe(1);
    expect(text).toContain('Không tìm thấy tiêu đề cột: «Loại đơn»');
    expect(readdirSync(root).toSorted()).toEqual(['config', 'so.csv']);
  });

  it('checks and previews a named file and touches nothing', async () => {
    const path = file('thu.csv', 'Số đơn,Loại đơn\nA1,Khiếu nại\nA2,Tranh chấp\n');
    const checked = await kntc('sources', 'check', 'so', '--file', path);
    expect(checked.text).toContain('giá trị «Tranh chấp» (1 dòng) không có trong bảng quy đổi');
    expect(checked.exitCode).toBe(0);
    const previewed = await kntc('sources', 'preview', 'so', '--file', path);
    expect(previewed.text).toContain('■ A1');
    // Neither agencies nor national settings yet: the map is shown, and why there is no verdict.
    expect(previewed.text).toMatch(/2 hồ sơ của nguồn so\.\n! Chưa xét được hồ sơ: GW_P401/);
    expect(readdirSync(root).toSorted()).toEqual(['config', 'thu.csv']);
  });

  it('names file, key and nearest header when the layout does not fit', async () => {
    const path = file('thu.csv', 'Số đơn,Loai don.\nA1,x\n');
    const { exitCode, text } = await kntc('sources', 'check', 'so', '--file', path);
    expect(exitCode).toBe(1);
    expect(text).toMatch(
      /so\.yaml:4 files\.columns\.loai: thu\.csv: Không tìm thấy tiêu đề cột: «Loại đơn» \(gần giống nhất: «Loai don\.»\)/,
    );
  });

  it('says that a folder is a folder, whatever it is called', async () => {
    const path = join(root, 'dir.xlsx');
    mkdirSync(path);
    for (const words of [
      ['ingest', path],
      ['check', 'so', '--file', path],
      ['preview', 'so', '--file', path],
    ]) {
      const { exitCode, text } = await kntc('sources', ...words);
      expect(exitCode).toBe(2);
      expect(text).toContain('dir.xlsx là một thư mục, không phải một tệp.');
      expect(text).not.toContain('EISDIR');
    }
  });

  it.each(['so.ods', 'so.xls'])(
    'says of %s that it must be saved as another format, not renamed',
    async (name) => {
      const { exitCode, text } = await kntc('sources', 'ingest', file(name, 'x'));
      expect(exitCode).toBe(1);
      expect(text).toContain('Lưu dưới dạng .xlsx rồi gửi lại');
      expect(text).not.toContain('Đổi tên tệp cho đúng mẫu');
    },
  );

  it('says of a readable file with another name that the name is wrong', async () => {
    const { exitCode, text } = await kntc(
      'sources',
      'ingest',
      file('so.txt', 'Số đơn,Loại đơn\nA1,Khiếu nại\n'),
    );
    expect(exitCode).toBe(1);
    expect(text).toContain('Đổi tên tệp cho đúng mẫu');
  });

  it('asks for the source when the file could belong to several, and for the file when it is not there', async () => {
    writeFileSync(join(root, 'config', 'sources', 'b.yaml'), SOURCE.replace('id: so', 'id: b'));
    expect((await kntc('sources', 'ingest', file('x.csv', 'a'))).text).toContain('Thêm --source MÃ');
    expect((await kntc('sources', 'ingest', join(root, 'không có.csv'))).exitCode).toBe(2);
  });
});
