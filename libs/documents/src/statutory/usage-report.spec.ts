import { reportPeriod, statutoryEntry } from '@kntc/domain';
import { aCase, aDenunciation, day } from '../../../../test/builders';
import { usageReport } from './usage-report';

const PERIOD = reportPeriod('2026-Q2')!;
const received = (date: string) => ({ petition: { receivedDate: day(date) } });
const entry = (reference: string, kase: ReturnType<typeof aCase>) =>
  statutoryEntry(kase, { reference, agency: 'xa-a', group: reference });

describe('the report on the use of the system', () => {
  const local = [
    entry('A', aCase(received('2026-04-01'))),
    entry('B', aDenunciation(received('2026-04-02'))),
    entry('before', aCase(received('2026-03-01'))),
  ];
  const files = usageReport(
    {
      local,
      confirmed: [local[0]!],
      notCases: [{ class: 'quarantined', records: 4 }],
    },
    {
      period: PERIOD,
      province: 'Tỉnh Bình Định',
      agencies: [
        { id: 'xa-a', name: 'Xã A' },
        { id: 'xa-b', name: 'Xã B' },
      ],
      day: day('2026-06-20'),
    },
  );
  const text = (files.find(({ name }) => name === 'word/document.xml')?.content ?? '').replaceAll(
    /<[^>]+>/g,
    '|',
  );

  it('has the parts of the report of 2019 in their order', () => {
    const parts = [
      'BÁO CÁO',
      'I. KẾT QUẢ',
      '1. Công tác',
      '2. Tình hình',
      'II. NHẬN XÉT',
      '1. Về ưu',
      '2. Về tồn tại',
    ];
    const places = [...parts, 'III. ĐỀ XUẤT', 'Nơi nhận:', 'CHỦ TỊCH'].map((part) => text.indexOf(part));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places.every((place) => place >= 0)).toBe(true);
  });

  it('tells how many came in, how many the far side confirmed, and by whom', () => {
    expect(text).toContain('1/2 cơ quan, đơn vị');
    expect(text).toContain('là: 1 đơn (trong đó: 1 khiếu nại; 0 tố cáo; 0 kiến nghị, phản ánh)');
    expect(text).toContain('tổng số 2 đơn đã tiếp nhận');
    expect(text).toContain('bổ sung thông tin bắt buộc (đến cuối kỳ): 4.');
    expect(text).toMatch(/Xã A\|+2\|+1\|+1\|+0\|+1\|+50 %/);
  });

  it('is a draft: no number, dated in the place of the province', () => {
    expect(text).toContain('Số: ……/BC-……');
    expect(text).toContain('Bình Định, ngày 20 tháng 06 năm 2026');
  });
});
