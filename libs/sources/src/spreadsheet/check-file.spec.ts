import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSource } from '../check';
import { aSource, StandingClock } from '../testing/a-source';

it.each([
  ['"Nơi ở"', 'Không tìm thấy tiêu đề cột: «Nơi ở».'],
  ['{ column: B, header: "Nơi ở" }', 'cột B phải là «Nơi ở», nay là «Họ tên».'],
])('points at the column %s whose title is missing, not at one that stands there', async (khac, message) => {
  const folder = mkdtempSync(join(tmpdir(), 'kntc-check-'));
  try {
    writeFileSync(join(folder, 'so.csv'), 'Số đơn,Họ tên,Địa chỉ\nA1,Lan,Xóm 3\n');
    const definition = aSource(`id: so
title: Sổ
kind: file
files:
  folder: so
  mode: snapshot
  columns:
    so: "Số đơn"
    noi: "Địa chỉ"
    ten: "Họ tên"
    khac: ${khac}
record: { key: so }
map: { registerNo: { column: so } }`);
    const folders = { inbox: folder, data: folder, sample: join(folder, 'so.csv') };
    const deps = { clock: new StandingClock(), env: {}, folders, crosswalk: [] };
    const { problems } = await checkSource(definition, deps);
    expect(problems).toMatchObject([{ line: 11, path: 'files.columns.khac' }]);
    expect(problems[0]?.message).toContain(message);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
