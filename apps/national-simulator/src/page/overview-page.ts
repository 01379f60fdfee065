import { parseHead, type LedgerEntry } from '../state/ledger-entry';
import type { NationalStore } from '../state/national-store';
import { METHOD_NAMES, UPDATE_METHODS } from '../wire/methods';
import { html, type Html } from './html';
import { layout } from './layout';
import { DECISION_NAMES, vietnamTime } from './words';

const ROWS = 30;
const HEAD_BYTES = 4096; // a head carries no petition text, only ids, times and one sentence
const REFRESH_SECONDS = 5;

/** Totals and the latest records; `before` is the cursor of an older page (which does not refresh itself). */
export async function overviewPage(store: NationalStore, before: number | null): Promise<string> {
  const newest = before === null ? store.ledger.durableSeq : Math.min(before - 1, store.ledger.durableSeq);
  const oldest = Math.max(1, newest - ROWS + 1);
  const entries: LedgerEntry[] = [];
  for (let seq = newest; seq >= oldest; seq -= 1) {
    const start = await store.ledger.readStart(seq, HEAD_BYTES);
    const entry = start === null ? null : parseHead(start);
    if (entry) entries.push(entry);
  }
  return layout({
    title: 'CSDLQG mô phỏng',
    refreshSeconds: before === null ? REFRESH_SECONDS : null,
    body: html`${totals(store)}
      <h2>Bản ghi mới nhận</h2>
      ${entries.length === 0 ? html`<p class="muted">Chưa nhận được bản ghi nào.</p>` : table(entries, store)}
      <nav>
        ${before === null ? html`` : html`<a href="/">« Mới nhất</a> `}
        ${oldest > 1 ? html`<a href="/?before=${oldest}">Cũ hơn »</a>` : html``}
      </nav>`,
  });
}

function totals(store: NationalStore): Html {
  const counts = store.statistics.asRecord();
  const cards = UPDATE_METHODS.map((method) => {
    const { refused = 0, ...taken } = counts[method] ?? {};
    const sum = Object.values(taken).reduce((total, count) => total + count, 0);
    return html`<div class="total">
      <b>${sum}</b>${METHOD_NAMES[method]}
      <small>${method}${refused > 0 ? ` · từ chối ${refused}` : ''}</small>
    </div>`;
  });
  return html`<h2>Tổng số đã nhận</h2>
    <div class="totals">
      <div class="total"><b>${store.state.caseCount}</b>Vụ việc đang lưu <small>mã khác nhau</small></div>
      ${cards}
    </div>`;
}

function table(entries: readonly LedgerEntry[], store: NationalStore): Html {
  return html`<table>
    <thead>
      <tr>
        <th>Thời gian</th>
        <th>Bước</th>
        <th>Kết quả</th>
        <th>Loại · Cơ quan</th>
        <th>Mã hồ sơ địa phương</th>
        <th>Mã vụ việc</th>
      </tr>
    </thead>
    <tbody>
      ${entries.map((entry) => row(entry, store))}
    </tbody>
  </table>`;
}

function row(entry: LedgerEntry, store: NationalStore): Html {
  const found = entry.caseId === null ? null : store.state.find(entry.caseId);
  const link = found ? html`<a href="/ban-ghi/${found.id}"><code>${found.id}</code></a>` : html``;
  return html`<tr>
    <td>${vietnamTime(entry.arrivedAt)}</td>
    <td>${METHOD_NAMES[entry.method]}</td>
    <td>
      <span class="tag ${entry.decision}">${DECISION_NAMES[entry.decision]}</span>
      ${entry.message === undefined ? html`` : html`<div class="muted">${entry.message}</div>`}
    </td>
    <td>${found ? `${found.type} · ${found.agency}` : ''}</td>
    <td><code>${entry.reference}</code></td>
    <td>${link}</td>
  </tr>`;
}
