import type { MappedRecord, RawRow } from '@kntc/domain';
import { aSource, sourceYaml } from '../testing/a-source';
import { mapRecord } from './map-record';

const RECORD = '  query: select 1\n  key: k';
const MAP = `map:
  kind: { column: loai, values: { khiếu nại: KN, tố cáo: TC }, otherwise: waiting }
  content: { column: noi_dung }
  request: { concat: [{ column: tieu_de }, { const: ": " }, { column: yeu_cau }] }
  petitioners: { each: nguoi, fields: { fullName: { column: ten }, gender: { column: gioi, values: { nữ: female } } } }`;
const CHILDREN = 'children: { nguoi: { query: select 1, parent: k } }';

function mapped(row: RawRow, nguoi: readonly RawRow[] = [], text = ''): MappedRecord {
  const definition = aSource(sourceYaml({ record: RECORD, rest: `${CHILDREN}\n${text}`, map: MAP }));
  return mapRecord(definition, { localKey: 'K', row, children: { nguoi } });
}

const CONTENT =
  '<p>NguyÔn ThÞ Hång tr×nh bµy viÖc thu håi ®Êt, båi th\u00adêng ch\u00ada tháa ®¸ng.</p>'.replace('×', '×');

describe('a record with texts of an old encoding', () => {
  it('is converted before conditions and value maps look at it, with the repair at its field', () => {
    const { draft, issues, repairs } = mapped({ loai: 'KhiÕu n¹i', noi_dung: CONTENT });
    expect(draft).toEqual({
      kind: 'KN',
      content: expect.stringMatching(
        /^Nguyễn Thị Hồng tr\S+nh bày việc thu hồi đất, bồi thường chưa thỏa đáng\.$/,
      ),
    });
    expect(issues).toEqual([]);
    expect(repairs).toEqual([
      { field: 'kind', kind: 'tcvn3' },
      { field: 'content', kind: 'tcvn3' },
      { field: 'content', kind: 'html' },
      { field: 'content', kind: 'whitespace' },
    ]);
  });

  it('is read in its child rows with the whole record as evidence', () => {
    const { draft, repairs } = mapped({ noi_dung: CONTENT }, [
      { ten: 'Hång', gioi: 'N÷' },
      { ten: 'Trần Thị Bé', gioi: 'Nữ' },
    ]);
    expect(draft.petitioners).toMatchObject([
      { fullName: 'Hồng' },
      { fullName: 'Trần Thị Bé', gender: 'female' },
    ]);
    expect(repairs).toContainEqual({ field: 'petitioners[0].fullName', kind: 'tcvn3' });
    expect(repairs).not.toContainEqual({ field: 'petitioners[1].fullName', kind: 'tcvn3' });
  });

  it('keeps the raw record as it was', () => {
    const row = Object.freeze({ noi_dung: CONTENT });
    mapped(row, [Object.freeze({ ten: 'Hång' })]);
    expect(row.noi_dung).toBe(CONTENT);
  });
});

describe('what stops a record', () => {
  it.each([
    ['TEXT_SUSPECT', 'noi_dung', 'content', 'Bổ sung: NguyÔn ThÞ Hång khiÕu n¹i, đã nộp đủ'],
    ['TEXT_LOST', 'noi_dung', 'content', 'tr?nh b?y vi?c thu h?i ??t'],
    ['TEXT_LOST', 'yeu_cau', 'request', 'đ? nghị b?i th??ng'],
  ])('%s points at column %s and field %s', (code, column, field, text) => {
    const { draft, issues } = mapped({ tieu_de: 'Đơn', [column]: text });
    expect(issues).toMatchObject([{ code, field, column }]);
    expect(issues[0]?.masked).toMatch(/•/);
    expect(draft).not.toHaveProperty(field);
  });

  it('a question mark in a name, even where the text gives no proof', () => {
    expect(mapped({}, [{ ten: 'Vũ ?ức' }]).issues).toMatchObject([
      { code: 'TEXT_LOST', field: 'petitioners[0].fullName', column: 'ten' },
    ]);
  });

  it('a column nobody maps stops nothing', () => {
    expect(mapped({ noi_dung: 'Nội dung', khac: 'tr?nh b?y vi?c' }).issues).toEqual([]);
  });
});

describe('the setting of the source file', () => {
  const content = (text: string, setting: string): unknown =>
    mapped({ noi_dung: text }, [], `text: { legacy: ${setting} }`).draft.content;

  it('switches the search off or names the encoding', () => {
    expect(content('TiÕp c«ng d©n', 'detect')).toBe('Tiếp công dân');
    expect(content('TiÕp c«ng d©n', 'off')).toBe('TiÕp c«ng d©n');
    expect(content('Hoàng', 'detect')).toBe('Hoàng');
    expect(content('Hoàng', 'vni')).toBe('Hồng');
  });

  it('is part of the mapping version, and a wrong word is named', () => {
    const version = (rest: string): string => aSource(sourceYaml({ record: RECORD, rest })).mappingVersion;
    expect(version('text: { legacy: vni }')).not.toBe(version(''));
    expect(() => version('text: { legacy: tvcn3 }')).toThrow(/tcvn3/);
  });
});
