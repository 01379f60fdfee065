import type { NationalStore } from '../state/national-store';
import type { StoredCase } from '../state/stored-case';
import type { CodeLists } from '../wire/code-lists';
import { METHOD_NAMES } from '../wire/methods';
import { html, type Html } from './html';
import { layout } from './layout';
import { DECISION_NAMES, vietnamTime } from './words';

interface Part {
  readonly title: string;
  readonly seq: number;
}

const LONGEST_VALUE = 20_000;

/** Everything stored of one case: its petitions and the five steps as they stand now. */
export async function recordPage(found: StoredCase, store: NationalStore, lists: CodeLists): Promise<string> {
  const sections: Html[] = [];
  for (const part of partsOf(found)) sections.push(await section(part, store));
  const missing = stepsMissing(found);
  return layout({
    title: `Vụ việc ${found.id}`,
    refreshSeconds: null,
    body: html`<nav><a href="/">« Danh sách</a></nav>
      <h2>Vụ việc <code>${found.id}</code></h2>
      <p>
        ${lists.nameOf(6, found.type) ?? found.type} · ${lists.nameOf(2, found.agency) ?? ''}
        <code>${found.agency}</code>
      </p>
      ${sections} ${missing === '' ? html`` : html`<p class="muted">Chưa có: ${missing}.</p>`}`,
  });
}

function partsOf(found: StoredCase): readonly Part[] {
  const numbered = (name: string, steps: readonly { readonly seq: number }[]): readonly Part[] =>
    steps.map(({ seq }, index) => ({ title: steps.length > 1 ? `${name} (lần ${index + 1})` : name, seq }));
  const [head, ...attached] = found.petitions;
  return [
    ...(head ? [{ title: `1. ${METHOD_NAMES.CapNhatVuViec}`, seq: head.seq }] : []),
    ...attached.map(({ seq }, index) => ({ title: `1. Đơn được gắn thêm (${index + 1})`, seq })),
    ...numbered(`2. ${METHOD_NAMES.CapNhatKQXuLy}`, found.processing),
    ...numbered(`3. ${METHOD_NAMES.CapNhatGiaiQuyet}`, found.acceptance),
    ...numbered(`4. ${METHOD_NAMES.CapNhatKQGiaiQuyet}`, found.decisions),
    ...numbered(`5. ${METHOD_NAMES.CapNhatThiHanh}`, found.enforcements),
  ];
}

function stepsMissing(found: StoredCase): string {
  const steps = [
    { name: METHOD_NAMES.CapNhatKQXuLy, count: found.processing.length },
    { name: METHOD_NAMES.CapNhatGiaiQuyet, count: found.acceptance.length },
    { name: METHOD_NAMES.CapNhatKQGiaiQuyet, count: found.decisions.length },
    { name: METHOD_NAMES.CapNhatThiHanh, count: found.enforcements.length },
  ];
  return steps
    .filter(({ count }) => count === 0)
    .map(({ name }) => name.toLowerCase())
    .join(', ');
}

async function section({ title, seq }: Part, store: NationalStore): Promise<Html> {
  const record = await store.ledger.read(seq);
  if (!record) return html``;
  const rows = flatten('', record.body).map(
    ([key, value]) =>
      html`<tr>
        <td class="key"><code>${key}</code></td>
        <td class="text">${value}</td>
      </tr>`,
  );
  return html`<section>
    <h2>${title}</h2>
    <p class="muted">
      ${DECISION_NAMES[record.decision]} lúc ${vietnamTime(record.committedAt)} · trả về mã
      <code>${record.id}</code
      >${record.reference === null ? '' : ` · mã hồ sơ địa phương ${record.reference}`}
    </p>
    <table>
      ${rows}
    </table>
  </section>`;
}

/** Filled fields only, each with its whole path; file contents are named by size. */
function flatten(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value === 'object') {
    const isList = Array.isArray(value);
    return Object.entries(value).flatMap(([key, entry]) => flatten(joined(path, key, isList), entry));
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const isFile = /(^|\.)File[A-Z]\w*$/.test(path);
  if (isFile) return [[path, `(tệp, ${Math.floor((text.length * 3) / 4).toLocaleString('vi-VN')} byte)`]];
  return [[path, text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text]];
}

function joined(path: string, key: string, isListIndex: boolean): string {
  if (isListIndex) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}
