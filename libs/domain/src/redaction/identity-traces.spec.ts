import { partialDate } from '../case/partial-date';
import type { Identity, Person } from '../case/case';
import { identityTraces, type TraceKind } from './identity-traces';
import { documentedFigure } from '../../../../test/figures/figures';

function aPerson(fullName: string, changes: Partial<Person> = {}): Person {
  return { fullName, address: {}, ...changes };
}

const AT: Person = aPerson('Nguyễn Văn Ất', {
  idNumber: '037081000123',
  idIssuedPlace: 'Công an tỉnh Bình Định',
  birthDate: partialDate('1981-03-05'),
  phone: '0912345678',
  address: { provinceCode: '507', detail: 'Số 12, ngõ 5 đường Trần Phú, thôn Đông' },
});
const BUOI = aPerson('Lê Thị Bưởi');
const IDENTITY: Identity = {
  people: [AT, BUOI],
  organisation: { name: 'Công ty TNHH Sông Trăng', address: 'Cụm công nghiệp Gò Đá' },
  agent: { type: 'lawyer', person: aPerson('H’Bia Niê', { phone: '0262.385.7777' }) },
};

const kinds = (text: string, identity = IDENTITY): readonly TraceKind[] => [
  ...new Set(identityTraces(text, identity).map(({ kind }) => kind)),
];

const SHOWN: Readonly<Record<string, readonly [TraceKind, string]>> = {
  // names
  'the name': ['name', 'Ông Nguyễn Văn Ất tố cáo Chủ tịch xã.'],
  capitals: ['name', 'ÔNG NGUYỄN VĂN ẤT TỐ CÁO'],
  'small letters': ['name', 'nguyễn văn ất tố cáo'],
  'no marks': ['name', 'ong nguyen van at to cao'],
  'other tone position and decomposed letters': ['name', 'Nguyễn Văn Ất'.normalize('NFD')],
  'a line break inside': ['name', 'tên là Nguyễn\nVăn\nẤt'],
  hyphens: ['name', 'Nguyễn-Văn-Ất'],
  'underlines and dots': ['name', 'nguyen.van_at'],
  'an e-mail address made of it': ['name', 'gửi về nguyenvanat1981@vnpt.example'],
  'glued together': ['name', 'NguyễnVănẤt'],
  'letter by letter': ['name', 'N g u y ễ n V ă n Ấ t'],
  'invisible characters': ['name', 'Ngu\u200byễn V\u2060ăn Ấ\u00adt'],
  'Cyrillic look-alikes': ['name', 'Nguуеn Vаn Аt'],
  'full-width letters': ['name', 'Ｎｇｕｙｅｎ Ｖａｎ Ａｔ'],
  'mathematical letters': ['name', '𝐍𝐠𝐮𝐲𝐞𝐧 𝐕𝐚𝐧 𝐀𝐭'],
  'HTML entities': ['name', '<b>Nguy&#7877;n V&#259;n &#7844;t</b>'],
  'markup inside the name': ['name', 'Nguyễn <i>Văn</i> <b>Ất</b>'],
  VIQR: ['name', "Nguye^~n Va(n A^'t"],
  'digits for tones': ['name', 'Nguye64n Va8n A61t'],
  'another order': ['name', 'Ất Nguyễn Văn'],
  'a word between': ['name', 'Lê (chị) Thị Bưởi'],
  brackets: ['name', 'Lê [Thị] {Bưởi}'],
  'middle and given name': ['name', 'do Thị Bưởi trình bày'],
  'title and given name': ['name', 'theo bà Bưởi thì'],
  'title and given name without marks': ['name', 'theo ba buoi thi dat bi lan'],
  'a short title': ['name', 'ô. Ất; Mr Ất; ông Ất'],
  'the given name alone': ['name', 'nhà của Bưởi ở gần đó'],
  'the given name at the start of a sentence': ['name', 'Sự việc như sau. Bưởi đã báo xã.'],
  'family name and initials': ['name', 'Lê T. Bưởi'],
  'the given name as an initial': ['name', 'Lê Thị B.'],
  'initials with dots': ['name', 'công dân L.T.B. phản ánh'],
  'initials after a title': ['name', 'bà LTB phản ánh'],
  'the name of an agent': ['name', 'luật sư H Bia Niê'],
  'the agent glued': ['name', 'hbianie'],
  // numbers
  'the identity number': ['number', 'CCCD 037081000123'],
  'blanks in the number': ['number', '037 081 000 123'],
  'dots and a line break in the number': ['number', '037.081\n000.123'],
  'its last six digits': ['number', 'số cuối 000123'],
  'its first nine digits': ['number', '037081000xxx'],
  'full-width digits': ['number', '０３７０８１０００１２３'],
  'letters for digits': ['number', 'O37O81OOO123'],
  'superscript digits': ['number', '⁰³⁷⁰⁸¹⁰⁰⁰¹²³'],
  'digits in words': ['number', 'không ba bảy không tám một không không không một hai ba'],
  // phones
  'the phone': ['phone', 'gọi 0912345678'],
  'the phone from abroad': ['phone', '+84 912 345 678'],
  'the phone in groups': ['phone', '0912-345-678 hoặc (0912) 345.678'],
  'its last digits': ['phone', '…345678'],
  'the phone in words': ['phone', 'chín một hai ba bốn năm sáu bảy tám'],
  'the phone of an agent': ['phone', '02623857777'],
  // birth
  'the day of birth': ['birth', 'sinh ngày 05/03/1981'],
  'the day of birth without «sinh»': ['birth', 'người có ngày 5.3.1981'],
  'the day of birth in words': ['birth', 'ngày 5 tháng 3 năm 1981'],
  'the year of birth': ['birth', 'người sinh năm 1981'],
  'SN and the year': ['birth', 'SN: 1981'],
  // addresses
  'the hamlet': ['address', 'tại thôn Đông có bãi rác'],
  'the hamlet without marks': ['address', 'tai THON DONG co bai rac'],
  'the street': ['address', 'cạnh đường Trần Phú'],
  'the name of the street alone': ['address', 'khu đất ở Trần-Phú'],
  'the lane': ['address', 'trong ngõ 5'],
  'where the identity card was issued': ['address', 'do Công an tỉnh Bình Định cấp'],
  'the address of the organisation': ['address', 'tại cụm công nghiệp Gò Đá'],
  // organisations
  'the organisation': ['organisation', 'Công ty TNHH Sông Trăng bị thiệt hại'],
  'the organisation without its form': ['organisation', 'doanh nghiệp SONG TRANG'],
  // what may hide anything
  'an old encoding': ['unreadable', 'NguyÔn V¨n Êt tè c¸o Chñ tÞch x·'],
  'letters that were lost': ['unreadable', 'Nguy\ufffdn tố cáo'],
};

/** Texts a clerk must be able to approve. */
const CLEAN: readonly string[] = [
  'Đơn tố cáo Chủ tịch UBND xã nhận tiền của doanh nghiệp khi giao đất.',
  'Người tố cáo cho rằng văn bản số 12/QĐ-UBND ngày 05/03/2021 trái luật.',
  'VĂN BẢN VÀ QUYẾT ĐỊNH CỦA UBND XÃ',
  'Số tiền 5.000.000 đồng, diện tích 120,5 m2, thửa 123, tờ bản đồ 12.',
  'Ông Trần Văn Ba, Chủ tịch xã, bị tố cáo nhận 37.000.000 đồng.',
  'Nguyễn Văn Bình và Lê Văn Thành là cán bộ địa chính.',
  'Năm 1981, Nhà nước giao đất cho hợp tác xã.',
  'Quyết định số 12 của Công an huyện; ngày 23/11/2026 họp tại phòng 5.',
  'Bà con trong thôn phản ánh; phía đông giáp sông.',
  'Ăn bưởi, trồng bưởi: vườn bưởi bị chặt.',
  'Cán bộ xã ban hành thông báo, ông này không ký.',
];

describe('traces of an identity in a redacted text', () => {
  it.each(Object.entries(SHOWN))('finds %s', (_what, [kind, text]) => {
    expect(kinds(text)).toContain(kind);
  });

  it.each(CLEAN)('lets pass: %s', (text) => {
    expect(identityTraces(text, IDENTITY)).toEqual([]);
  });

  it('tells lines and kinds, never what stands there', () => {
    const traces = identityTraces('Dòng đầu.\nÔng Ất nói.\n\nGọi 0912345678.', IDENTITY);
    expect(traces).toEqual([
      { kind: 'name', line: 2 },
      { kind: 'phone', line: 4 },
    ]);
  });

  it('does not take another name that begins alike for the same', () => {
    const identity = { people: [aPerson('Trần Thị An')] };
    expect(kinds('Trần Thị Anh và Trần Thị Ánh', identity)).toEqual([]);
    expect(kinds('trần thị an', identity)).toEqual(['name']);
  });

  it('asks names of two words in their order, for their folded letters stand in every text', () => {
    const identity = { people: [aPerson('Lê An')] };
    expect(kinds('ăn ở, lễ nghi; an ninh lẽ ra', identity)).toEqual([]);
    expect(kinds('le an', identity)).toEqual(['name']);
    expect(kinds('An Lê', identity)).toEqual(['name']);
  });

  it('takes an everyday word at the start of a sentence for no given name, after a title it is one', () => {
    const identity = { people: [aPerson('Phạm Văn Thu'), aPerson('Đỗ Công')] };
    expect(kinds('Thu hồi đất. Công ty được giao đất.', identity)).toEqual([]);
    expect(kinds('ông Thu đã nộp', identity)).toEqual(['name']);
  });

  it('takes the given name inside a longer name of something else for that thing', () => {
    const identity = { people: [aPerson('Phạm Văn Định')] };
    expect(kinds('UBND tỉnh Bình Định trả lời', identity)).toEqual([]);
  });

  it('finds where petitioners live, unless what leaves anyway says it', () => {
    const identity = { people: [aPerson('Phạm Văn Tý')] };
    const places = ['Xã Phước Hòa', 'Phường 3'];
    const found = (text: string, open: readonly string[] = []) =>
      identityTraces(text, identity, { places, open }).map(({ kind }) => kind);
    expect(found('tại xã Phước Hòa')).toEqual(['address']);
    expect(found('ở Phuoc Hoa')).toEqual(['address']);
    expect(found('ở Phường 3')).toEqual(['address']);
    expect(found('UBND xã Phước Hòa', ['Chủ tịch UBND xã Phước Hòa'])).toEqual([]);
    expect(found('tại thôn bên, phường 13')).toEqual([]);
  });

  it('has nothing to find of an anonymous petition', () => {
    expect(identityTraces('Ông Nguyễn Văn Ất', { people: [] })).toEqual([]);
  });

  it('stays quick on a long text', () => {
    const long = 'Đơn tố cáo việc quản lý đất đai tại địa phương. '.repeat(2_000);
    const begun = performance.now();
    expect(identityTraces(long, IDENTITY)).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(4_000);
  });

  it('as many ways as docs/security/figures.md says', () => {
    const shown = Object.keys(SHOWN).length;
    process.stderr.write(
      `redaction: ${shown} ways of showing an identity found, ${CLEAN.length} clean texts passed\n`,
    );
    expect(documentedFigure('redaction-ways', shown)).toBe(shown);
    expect(documentedFigure('redaction-clean', CLEAN.length)).toBe(CLEAN.length);
  });
});
