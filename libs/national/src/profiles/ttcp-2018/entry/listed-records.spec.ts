import { listedRecords } from './listed-records';

const ID = '3f2b8c1e-0d4a-4c57-9a63-5b1e7f0c2d94';
const listed = (titles: readonly string[], ...rows: readonly (readonly string[])[]) =>
  listedRecords([
    { name: 'Danh sách', rows: [titles, ...rows].map((cells, index) => ({ number: index + 1, cells })) },
  ])?.records;

describe('a row of a list from the national web', () => {
  it.each([
    ['Khiếu nại', 'KN'],
    ['KN.01.02', 'KN'],
    ['Đơn tố cáo', 'TC'],
    ['TCD', undefined],
    ['Tố cáo', 'TC'],
    ['Kiến nghị, phản ánh', 'KNPA'],
    ['PA', 'KNPA'],
    ['', undefined],
  ])('of kind «%s» is %s', (text, kind) => {
    expect(listed(['Mã vụ việc', 'Loại đơn'], [ID, text])).toMatchObject([{ caseId: ID, kind }]);
  });

  it.each([
    ['02/03/2026', '2026-03-02'],
    ['2/3/2026', '2026-03-02'],
    ['2026-03-02T00:00:00', '2026-03-02'],
    ['03/2026', undefined],
    ['hôm qua', undefined],
  ])('that came in on «%s» came in on %s', (text, receivedOn) => {
    expect(listed(['Mã vụ việc', 'Ngày tiếp nhận'], [ID, text])).toMatchObject([{ receivedOn }]);
  });

  it('says neither where the list has no such column', () => {
    expect(listed(['Mã vụ việc', 'Chủ đơn'], [ID, 'Nguyễn Văn Mẫu'])).toMatchObject([
      { caseId: ID, kind: undefined, receivedOn: undefined },
    ]);
  });
});
