import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSource } from '../../create-source';
import type { FileSourceDefinition } from '../../definition/source-definition';
import { aSource, StandingClock } from '../../testing/a-source';
import { openWorkbook } from '../workbook/open-workbook';
import type { LineStanding } from './line-result';
import { writeMissingResults, writeResultOf, type ResultParts } from './write-result';
import { neutral } from '@kntc/domain';

const YAML = `id: so
title: Sổ
kind: file
files: { folder: so, mode: snapshot, stopAt: [totals], columns: { so: "Số đơn", ghi_chu: "Ghi chú" } }
record: { key: so }
map: { registerNo: { column: so }, content: { column: ghi_chu } }`;

const STANDINGS: Readonly<Record<string, Partial<LineStanding>>> = {
  A1: { class: 'confirmed' },
  A2: { class: 'waiting' },
  A3: { class: 'confirmed', judgedAt: new Date(0) },
  A4: { class: 'quarantined', reasons: [{ code: 'BAD_DATE', field: 'receivedDate', masked: '••/••' }] },
  A5: { class: 'waiting', reasons: [{ code: 'NOT_CLASSIFIED', field: 'kind' }] },
  A6: { class: 'held', holdCode: 'EXACT_DUPLICATE', holdDetail: 'so/01/2026' },
  '=A7': { class: 'outOfScope', reasons: [{ code: 'BEFORE_START_CLOSED', field: '' }] },
};

describe('the result workbook of a file', () => {
  let root: string;
  let parts: ResultParts;
  const judged = new Map<string, LineStanding>();
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'kntc-result-'));
    const clock = new StandingClock();
    const definition = aSource(YAML) as FileSourceDefinition;
    const deps = { clock, env: {}, folders: { inbox: join(root, 'inbox'), data: root } };
    mkdirSync(join(root, 'inbox', 'so'), { recursive: true });
    const rows = [
      ...Object.keys(STANDINGS).map((key) => `${key},x`),
      ',không khoá',
      'Tổng cộng,8',
      'A8,dưới dòng tổng',
    ];
    writeFileSync(join(root, 'inbox', 'so', 'so.csv'), `Số đơn,Ghi chú\n${rows.join('\n')}\n`);
    const source = createSource(definition, deps);
    await source.readChanged(undefined, 100);
    await source.close();
    judged.clear();
    for (const [key, standing] of Object.entries(STANDINGS))
      judged.set(key, { class: null, reasons: [], judgedAt: clock.now(), ...standing });
    parts = {
      definition,
      deps,
      standings: (keys) => Promise.resolve(new Map([...judged].filter(([key]) => keys.includes(key)))),
    };
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function read(path: string, sheet: number) {
    const file = await openWorkbook(path);
    const rows: (readonly (string | undefined)[])[] = [];
    for await (const batch of file.rows(sheet)) rows.push(...batch.map(({ cells }) => cells));
    file.close();
    return rows;
  }

  it('says of every line what became of it, why and what to do', async () => {
    const [written] = await writeMissingResults(parts);
    const lines = await read(written?.path ?? '', 0);
    expect(lines[0]).toEqual(['Dòng', 'Khoá (số đơn)', 'Kết quả', 'Vì sao', 'Việc cần làm']);
    expect(lines.slice(1).map(([line, key, result]) => [line, key, result])).toEqual([
      ['2', 'A1', 'đã tiếp nhận'],
      ['3', 'A2', 'đã tiếp nhận'],
      ['4', 'A3', 'không thay đổi'],
      ['5', 'A4', 'chờ bổ sung'],
      ['6', 'A5', 'chờ'],
      ['7', 'A6', 'tạm dừng'],
      ['8', "'=A7", 'không thuộc diện cập nhật'],
      ['9', undefined, 'chưa nhận'],
      ['11', undefined, 'không đọc'],
    ]);
    expect(lines[9]?.[4]).toContain('chuyển dòng lên trên dòng tổng');
    expect(lines[4]?.[3]).toContain('Không đọc được ngày');
    expect(lines[4]?.[4]).toBe('Sửa dòng 5 rồi gửi lại tệp.');
    expect(lines[6]?.[3]).toBe('Đơn giống hệt đơn có khoá «01/2026» (cùng người, cùng nội dung).');
    expect(await read(written?.path ?? '', 1)).toEqual(
      expect.arrayContaining([
        ['Kết quả', 'Số dòng'],
        ['đã tiếp nhận', '2'],
        ['Tổng cộng', '9'],
        ['Ghi lúc', expect.stringMatching(/\d{2}:\d{2}/)],
      ]),
    );
  });

  it('speaks of the file: the cell to mend, the step that waits', async () => {
    const stand = (key: string, standing: Partial<LineStanding>): void => {
      judged.set(key, { class: 'quarantined', reasons: [], judgedAt: new Date(), ...standing });
    };
    stand('A1', { reasons: [{ code: 'MISSING_MANDATORY', field: 'content' }] });
    stand('A2', { reasons: [{ code: 'TEXT_SUSPECT', field: 'petitioners[0].fullName', column: 'ghi_chu' }] });
    stand('A3', { reasons: [{ code: 'KEY_NOT_UNIQUE', field: '' }] });
    stand('A4', { class: 'held', holdCode: 'CORRECTION_NEEDS_DECISION', holdStep: 'case' });
    const [written] = await writeMissingResults(parts);
    const lines = await read(written?.path ?? '', 0);
    expect(lines.slice(1, 4).map((line) => line[4])).toEqual([
      'Điền ô B2 (Ghi chú) rồi gửi lại tệp.',
      'Gõ lại ô B3 (Ghi chú) rồi gửi lại tệp.',
      'Sửa cột khoá (Số đơn) để mỗi đơn một khoá, hoặc xoá dòng thừa, rồi gửi lại tệp.',
    ]);
    expect(lines[4]?.[3]).toBe('Thông tin đã được CSDLQG xác nhận nay thay đổi: vụ việc.');
    expect(lines[4]?.[4]).toContain('sửa lại trong tệp rồi gửi lại tệp');
    expect(JSON.stringify(lines)).not.toContain('phần mềm');
  });

  it('waits until every line is judged and is written once', async () => {
    judged.delete('A6');
    expect(await writeMissingResults(parts)).toEqual([]);
    judged.set('A6', { class: 'confirmed', reasons: [], judgedAt: new Date() });
    expect(await writeMissingResults(parts)).toHaveLength(1);
    expect(await writeMissingResults(parts)).toEqual([]);
  });

  it('is written anew with the state of now when asked for', async () => {
    await writeMissingResults(parts);
    judged.set('A4', { class: 'confirmed', reasons: [], judgedAt: parts.deps.clock.now() });
    const written = await writeResultOf(parts, '/đâu đó/so.csv');
    expect((await read(written?.path ?? '', 0))[4]?.[2]).toBe('đã tiếp nhận');
    expect(await writeResultOf(parts, 'khac.csv')).toBeUndefined();
  });
});

it.each(['=1', '+1', '-1', '@a', '\ta', '\ra'])('never hands on %j as a formula', (text) => {
  expect(neutral(text)).toBe(`'${text}`);
});
