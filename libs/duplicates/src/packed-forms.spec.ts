import { PackedForms } from './packed-forms';
import { preparePetition } from './prepare';
import { UnitTable } from './normalise/unit-table';

const UNITS = new UnitTable([]);
const prepared = (id: string, content: string | undefined, receivedDate?: string) =>
  preparePetition(
    { id, petitioners: [{ fullName: 'Nguyễn Văn Mẫu', birthYear: 1960 }], content, receivedDate },
    UNITS,
  );

describe('prepared petitions, packed', () => {
  it('come out as they went in, whatever is known of them', () => {
    const all = [
      prepared(
        'đơn một',
        'Khiếu nại Quyết định số 12/QĐ-UBND về bồi thường thửa đất số 7, tờ bản đồ 12.',
        '2026-03-01',
      ),
      prepared('rỗng', undefined),
      preparePetition({ id: 'nặc danh', petitioners: [] }, UNITS),
    ];
    const forms = new PackedForms();
    for (const one of all) forms.add(one);
    expect(forms.size).toBe(3);
    for (const [at, one] of all.entries())
      expect(forms.at(at)).toEqual(JSON.parse(JSON.stringify(one), revived(one)));
    expect(() => forms.at(3)).toThrow(RangeError);
  });

  it('take as many chunks as they need', () => {
    const forms = new PackedForms();
    const long = prepared('dài', Array.from({ length: 8_000 }, (_none, at) => `từ${at}`).join(' '));
    for (let count = 0; count < 300; count += 1) forms.add(long);
    expect(forms.at(299).content).toEqual(long.content);
    expect(forms.at(0).content).toEqual(long.content);
  });
});

/** Sets of terms as they are: only what is no set of terms goes through text. */
function revived(one: ReturnType<typeof prepared>) {
  return (key: string, value: unknown): unknown =>
    ['summary', 'content', 'subject', 'sketch', 'minhashes'].includes(key) ? one[key as 'summary'] : value;
}
