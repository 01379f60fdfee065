import type { RawRecord } from '@kntc/domain';
import { mapWithOverlays, overlayJudge } from './overlays';
import { aSource, sourceYaml } from './testing/a-source';

const MAP = `
map:
  kind: { column: loai, values: { khieu nai: KN, to cao: TC } }
  receivedDate: { column: ngay }
  petitioners: { fields: { fullName: { column: ho_ten } } }
`;
const definition = aSource(sourceYaml({ record: '  query: select 1\n  key: ma', map: MAP }));
const record = (row: RawRecord['row']): RawRecord => ({ localKey: 'A', row, children: {} });
const judged = (field: string, text: string, row: RawRecord['row'] = {}) =>
  overlayJudge([definition])('test', record({ loai: 'Khiếu nại', ho_ten: 'Nguyễn Văn An', ...row }), {
    field,
    text,
  });

it('a value is read as one of the source is: dates, numbers, flags, codes in its own words', () => {
  const overlays = [
    { field: 'receivedDate', text: '15/03/2026' },
    { field: 'handling.eligible', text: 'có' },
    { field: 'channel', text: ' Bưu điện ' },
  ];
  expect(mapWithOverlays(definition, record({ ho_ten: 'Nguyễn Văn An' }), overlays).draft).toEqual({
    receivedDate: '2026-03-15',
    handling: { eligible: true },
    channel: 'Bưu điện',
    petitioners: [{ fullName: 'Nguyễn Văn An' }],
  });
});

it.each([
  ['receivedDate', '15/03/2026', {}, 'fits'],
  ['receivedDate', '31/02/2026', {}, 'unreadable'],
  ['receivedDate', '15/03/2026', { ngay: '14/03/2026' }, 'said-by-source'],
  ['receivedDate', '15/03/2026', { ngay: '31/02' }, 'fits'],
  ['petitioners[0].fullName', 'Trần Thị Bình', {}, 'said-by-source'],
  ['petitioners.fullName', 'Trần Thị Bình', {}, 'not-completable'],
  ['receivedDat', '15/03/2026', {}, 'not-completable'],
  ['confidentiality', 'normal', {}, 'not-completable'],
  ['national.caseId', 'x', {}, 'not-completable'],
  ['attachments[0].title', 'x', {}, 'not-completable'],
  ['constructor', 'x', {}, 'not-completable'],
  ['petitioners[2].fullName', 'Trần Thị Bình', {}, 'no-place'],
])('%s «%s»: %s %s', (field, text, row, fit) => {
  expect(judged(field, text, row)).toMatchObject({ fit, kind: 'KN' });
});

it('of a source that nobody describes nothing can be completed', () => {
  const judge = overlayJudge([]);
  expect(judge('test', record({}), { field: 'channel', text: 'x' }).fit).toBe('not-completable');
});
