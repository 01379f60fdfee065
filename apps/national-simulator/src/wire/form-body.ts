import { isUpdateMethod, type Method } from './methods';

type Node = { [key: string]: Node | string };

const MAX_DEPTH = 8;

/**
 * Reads a form body with bracket nesting (`NguoiKNTC[DataNguoiKNTC][0][HoTen]=…`), the form one province really sent,
 * or with dots (`NguoiKNTC.DataNguoiKNTC[0].HoTen`).
 * That client's encoder drops empty arrays and objects, so they are put back where the interface always has them.
 */
export function parseFormBody(text: string, method: Method): Record<string, unknown> {
  const root: Node = Object.create(null) as Node;
  for (const [name, value] of new URLSearchParams(text)) place(root, segmentsOf(name), value);
  const body = toValue(root) as Record<string, unknown>;
  return isUpdateMethod(method) ? withDroppedEmpties(body, method) : body;
}

function segmentsOf(name: string): readonly string[] {
  const [first = name] = /^[^[.]*/.exec(name) ?? [];
  const inner = [...name.slice(first.length).matchAll(/\[([^[\]]*)\]|\.([^[.]+)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  return [first, ...inner].slice(0, MAX_DEPTH);
}

function place(root: Node, segments: readonly string[], value: string): void {
  let node = root;
  for (const [index, raw] of segments.entries()) {
    const key = raw === '' ? String(Object.keys(node).length) : raw;
    if (index === segments.length - 1) {
      node[key] = value;
      return;
    }
    const next = node[key];
    const child: Node = typeof next === 'object' ? next : (Object.create(null) as Node);
    node[key] = child;
    node = child;
  }
}

function toValue(node: Node | string): unknown {
  if (typeof node === 'string') return node;
  const keys = Object.keys(node);
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) {
    return keys.toSorted((a, b) => Number(a) - Number(b)).map((key) => toValue(node[key] ?? ''));
  }
  return Object.fromEntries(keys.map((key) => [key, toValue(node[key] ?? '')]));
}

function withDroppedEmpties(body: Record<string, unknown>, method: Method): Record<string, unknown> {
  if (method === 'CapNhatKQGiaiQuyet') return withKeptEmpties(body);
  if (method !== 'CapNhatVuViec') return body;
  const complainants = body['NguoiKNTC'];
  return {
    ...body,
    NguoiKNTC:
      typeof complainants === 'object' && complainants !== null
        ? { DataNguoiKNTC: [], ...complainants }
        : complainants,
    NguoiUyQuyen: body['NguoiUyQuyen'] || {},
    CoQuanDaGiaiQuyet: body['CoQuanDaGiaiQuyet'] || {},
    PhanLoaiDon: body['PhanLoaiDon'] || [],
    Attachment: body['Attachment'] || [],
  };
}

/** An encoder that keeps empty lists writes them as one empty field. */
function withKeptEmpties(body: Record<string, unknown>): Record<string, unknown> {
  const lists = ['CaNhanBiXuLyHanhChinh', 'ToChucBiXuLyHanhChinh'].filter((key) => body[key] === '');
  return { ...body, ...Object.fromEntries(lists.map((key) => [key, []])) };
}
