import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueRequest } from './requests';

export interface CodeEntry {
  readonly Ma: string;
  readonly Ten: string;
}

const FILES = [
  '01-dia-gioi',
  '02-co-quan',
  '03-quoc-gia',
  '04-dan-toc',
  '05-nguon-don',
  '06-loai-khieu-to',
  '07-don-vi-bo-nganh',
  '08-loai-quyet-dinh',
  '09-tham-quyen',
  '10-ket-qua-giai-quyet',
  '11-loai-giay-to',
  '12-loai-ra-soat',
  '13-huong-xu-ly',
  '14-buoc-giai-quyet',
] as const;

/** Number of a list as `LoaiDanhMuc` names it (1..14). */
export type ListNumber = number;

export const LIST_NAMES: Readonly<Record<number, string>> = {
  1: 'Địa giới hành chính',
  2: 'Cơ quan hành chính',
  3: 'Quốc gia',
  4: 'Dân tộc',
  5: 'Nguồn đơn',
  6: 'Loại khiếu tố',
  8: 'Loại quyết định giải quyết',
  10: 'Loại kết quả giải quyết',
  11: 'Loại giấy tờ',
  13: 'Hướng xử lý',
};

/** The fourteen national code lists, held in memory and answered as `{Ma, Ten}` rows. */
export class CodeLists {
  private readonly names = new Map<ListNumber, Map<string, string>>();

  constructor(private readonly lists: ReadonlyMap<ListNumber, readonly CodeEntry[]>) {
    for (const [list, entries] of lists) this.names.set(list, new Map(entries.map((e) => [e.Ma, e.Ten])));
  }

  static load(directory: string): CodeLists {
    const lists = FILES.map((file, index): [number, readonly CodeEntry[]] => [
      index + 1,
      JSON.parse(readFileSync(join(directory, `${file}.json`), 'utf8')) as readonly CodeEntry[],
    ]);
    return new CodeLists(new Map(lists));
  }

  has(list: ListNumber, code: string): boolean {
    return this.names.get(list)?.has(code) === true;
  }

  nameOf(list: ListNumber, code: string): string | null {
    return this.names.get(list)?.get(code) ?? null;
  }

  /** The rows of one list under the filters a client may fill; null when there is no such list. */
  answer(request: CatalogueRequest): readonly CodeEntry[] | null {
    const list = Number(request.LoaiDanhMuc);
    const rows = this.lists.get(list);
    if (!rows) return null;
    const prefix = filterFor(list, request);
    if (prefix === '') return rows;
    // Agency codes carry one letter before the area code, e.g. H507.01 belongs to province 507.
    const areaOf = list === 2 ? (code: string): string => code.slice(1) : (code: string): string => code;
    return rows.filter((row) => areaOf(row.Ma).startsWith(prefix));
  }
}

function filterFor(list: ListNumber, request: CatalogueRequest): string {
  if (list === 1 || list === 2) return String(request.MaTinh).trim();
  if (list === 6) return request.MaLoaiKhieuTo.trim();
  if (list === 7) return request.MaBoNganh.trim();
  return '';
}
