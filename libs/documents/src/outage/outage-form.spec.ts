import type { AffectedRecord, Outage } from '@kntc/domain';
import { outageDocument } from './outage-document';
import type { OutageForm } from './outage-form';
import { outageSheets } from './outage-workbook';

const OUTAGE: Outage = {
  id: '7',
  scope: '',
  code: 'GW_N207',
  causes: [
    { code: 'GW_N202', at: '2026-11-20T01:00:00Z' },
    { code: 'GW_N207', at: '2026-11-20T01:30:00Z' },
  ],
  beganAt: '2026-11-20T01:00:00Z',
  lastProbeAt: '2026-11-20T03:00:00Z',
  failedProbes: 41,
  nextProbeAt: null,
  reopenedAt: '2026-11-20T03:00:00Z',
  endedAt: '2026-11-20T03:01:00Z',
  seconds: 7_260,
  affected: 2,
};
const record = (reference: string, words: Partial<AffectedRecord> = {}): AffectedRecord => ({
  reference,
  kind: 'KN',
  agency: 'stnmt',
  since: '2026-11-20T01:10:00Z',
  sentAt: '2026-11-20T03:05:00Z',
  state: 'done',
  ...words,
});
const form = (words: Partial<OutageForm> = {}): OutageForm => ({
  outage: OUTAGE,
  province: 'Tỉnh Thử',
  agency: 'Thanh tra tỉnh',
  affected: [record('MINI-0000000000001'), record('MINI-0000000000002', { kind: 'TC' })],
  nameOf: (id) => (id === 'stnmt' ? '=cmd|"/c calc"!A1' : id),
  recovery: undefined,
  madeAt: new Date('2026-11-21T01:00:00Z'),
  ...words,
});
const wordOf = (one: OutageForm): string =>
  outageDocument(one).find(({ name }) => name === 'word/document.xml')?.content ?? '';
const rowsOf = async (one: OutageForm): Promise<readonly (readonly (string | number)[])[]> => {
  const rows: (readonly (string | number)[])[] = [];
  for (const sheet of outageSheets(one)) for await (const row of sheet.rows()) rows.push(row);
  return rows;
};

describe('the record of an outage', () => {
  it('says when, how long, why, what was done, who and how long each waited', () => {
    const text = wordOf(form()).replaceAll(/<[^>]+>/gu, '\n');
    for (const part of [
      'ngày 21 tháng 11 năm 2026',
      '- Bắt đầu: 20/11/2026 08:00',
      '- Gửi được hồ sơ trở lại: 20/11/2026 10:01',
      '- Thời gian gián đoạn: 2 giờ 1 phút',
      'Không kết nối được tới CSDLQG. Tạm dừng gửi, tự thử lại. (GW_N202)',
      '41 lần chưa được',
      '1 giờ 55 phút',
      'Nơi nhận:',
      'THỦ TRƯỞNG CƠ QUAN',
    ])
      expect(text).toContain(part);
  });

  it('tells nobody which of them is a denunciation', async () => {
    const [one, other] = [form(), form({ affected: form().affected.map((row) => ({ ...row, kind: 'TC' })) })];
    expect(wordOf(one)).toBe(wordOf(other));
    expect(await rowsOf(one)).toEqual(await rowsOf(other));
  });

  it('says so while it is not over, with the estimate', () => {
    const outage = { ...OUTAGE, endedAt: null, reopenedAt: null };
    const drain = { minutes: 95, recordsPerMinute: 40, from: 'limit' } as const;
    const recovery = { backlog: 9, oldestAt: null, oldestSeconds: 0, share: undefined, drain };
    const text = wordOf(form({ outage, recovery }));
    expect(text).toContain('- Kết nối trở lại: chưa');
    expect(text).toContain('khoảng 1 giờ 35 phút từ lúc gửi lại được (ước tính theo giới hạn tốc độ đã khai');
  });

  it('lists five thousand on paper and names the rest, all of them in the workbook', async () => {
    const affected = Array.from({ length: 5_001 }, (_, index) =>
      record(`MINI-${String(index).padStart(13, '0')}`),
    );
    expect(wordOf(form({ affected }))).toContain('… và 1 hồ sơ khác');
    expect(
      (await rowsOf(form({ affected }))).filter(([, ref]) => String(ref).startsWith('MINI-')),
    ).toHaveLength(5_001);
  });

  it('says when nobody had to wait, and how those stand that still do', async () => {
    expect(wordOf(form({ affected: [] }))).toContain('Không có hồ sơ nào phải chờ.');
    const waiting = record('MINI-0000000000003', { sentAt: null, state: 'due' });
    expect((await rowsOf(form({ affected: [waiting] }))).at(-1)).toEqual([
      1,
      'MINI-0000000000003',
      '20/11/2026 08:10',
      'còn chờ gửi',
      '',
    ]);
  });
});
