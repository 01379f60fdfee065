import { aCase } from '../../../apps/national-simulator/test/sample-bodies';
import type { MiniRoad } from '../mini-road';
import type { ClerkSheet } from './clerk-workbook';

const DEMO_LOGIN = `Basic ${Buffer.from('kntc_demo:kntc_demo').toString('base64')}`;
const METHODS: Readonly<Record<string, string>> = {
  '1': 'CapNhatVuViec',
  '2': 'CapNhatKQXuLy',
  '3': 'CapNhatGiaiQuyet',
  '4': 'CapNhatKQGiaiQuyet',
  '5': 'CapNhatThiHanh',
};
const RESULTS = ['mã định danh', 'ngày nhập', 'người nhập', 'đã nhập /', 'ghi chú'] as const;

/** A clerk at the national web: types exactly what the cells of a row say, and nothing the row does not. */
export class Clerk {
  constructor(private readonly road: MiniRoad) {}

  /** Types a row; the id the far side gives. @param caseId under which later steps of the same record go */
  async type(sheet: ClerkSheet, row: readonly string[], caseId = ''): Promise<string> {
    const method = METHODS[/[1-5]/.exec(sheet.name)?.[0] ?? ''] ?? '';
    const body = bodyOf(sheet, row, method, caseId);
    const answer = await fetch(`${this.road.nationalUrl.replace(/\/KNTC$/, '')}/KNTC/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: DEMO_LOGIN },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/i.exec(text)?.[0];
    if (id === undefined) throw new Error(`${method}: ${text}`);
    return id;
  }
}

/** Fills in the result columns of a row. */
export function fill(
  sheet: ClerkSheet,
  row: string[],
  said: {
    readonly id?: string;
    readonly day?: string;
    readonly by?: string;
    readonly result?: string;
    readonly note?: string;
  },
): void {
  const texts = [said.id, said.day, said.by, said.result, said.note];
  for (const [index, part] of RESULTS.entries()) {
    const at = sheet.titles.findIndex((title) => title.startsWith('KẾT QUẢ') && title.includes(part));
    row[at] = texts[index] ?? row[at] ?? '';
  }
}

export function cell(sheet: ClerkSheet, row: readonly string[], title: string): string {
  const at = sheet.titles.findIndex((one) => one.startsWith(title));
  return row[at] ?? '';
}

type Members = Record<string, unknown>;

/** Everything in a field's place on the screen; what no cell speaks of stays empty there. */
function bodyOf(sheet: ClerkSheet, row: readonly string[], method: string, caseId: string): Members {
  const body: Members = method === 'CapNhatVuViec' ? emptyCase() : { Id: caseId };
  for (const [index, title] of sheet.titles.entries()) {
    const path = /\(([A-Za-z][\w.[\]]*)\)$/.exec(title)?.[1];
    const text = row[index] ?? '';
    if (path !== undefined && text !== '') put(body, path.split('.'), text);
  }
  return body;
}

function emptyCase(): Members {
  const { VuViec: _one, NoiDungDon: _two, CoQuanTiepNhan: _three, PhanLoaiDon: _four, ...rest } = aCase();
  const empty = Object.fromEntries(
    Object.keys(rest).map((name) => [name, Array.isArray(rest[name]) ? [] : {}]),
  );
  return { VuViec: { Id: '', GanVuViec: 0 }, ...empty, PhanLoaiDon: [] };
}

function put(into: Members, [first = '', ...rest]: readonly string[], text: string): void {
  const { name = '', place } = /^(?<name>\w+)(?:\[(?<place>\d+)\])?$/.exec(first)?.groups ?? {};
  if (place !== undefined) {
    const list = (into[name] ??= []) as Members[];
    put((list[Number(place) - 1] ??= {}), rest, text);
  } else if (rest.length > 0) put((into[name] ??= {}) as Members, rest, text);
  else into[name] = typed(name, text);
}

/** The code in front of its name; numbers where the screen has a list of numbers. */
function typed(name: string, text: string): unknown {
  const code = /^(\S+) – /u.exec(text)?.[1] ?? text;
  const isNumber =
    /^(Loai(Nguoi|KetQua)|So(Nguoi|Tap|Tien|Doi)|HinhThucGiai|GioiTinh|TiepDinhKy|UyQuyen$|Don(Nac|Du)|QuyenKhoi|ThuHoi|TraLai|XuPhat|TaiSan)/;
  return isNumber.test(name) && /^\d+$/.test(code) ? Number(code) : code;
}
