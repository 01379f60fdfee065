import type { ServerResponse } from 'node:http';
import { sendAnswer } from '../faults/play-fault';
import type { NationalStore } from '../state/national-store';
import { textAnswer } from '../wire/answers';
import type { CodeLists } from '../wire/code-lists';
import { html } from './html';
import { layout } from './layout';
import { overviewPage } from './overview-page';
import { recordPage } from './record-page';

export interface PageTools {
  readonly store: NationalStore;
  readonly lists: CodeLists;
}

/** The pages for a person: `/` with `?before=<seq>`, and `/ban-ghi/<Id>`. */
export async function handlePage(
  url: URL,
  response: ServerResponse,
  { store, lists }: PageTools,
): Promise<void> {
  const [, area, id = ''] = url.pathname.split('/');
  if (url.pathname === '/') {
    sendPage(response, 200, await overviewPage(store, cursorOf(url)));
    return;
  }
  const found = area === 'ban-ghi' ? store.state.find(id) : null;
  if (found) sendPage(response, 200, await recordPage(found, store, lists));
  else sendPage(response, 404, notFound());
}

function cursorOf(url: URL): number | null {
  const before = Number(url.searchParams.get('before') ?? '');
  return Number.isSafeInteger(before) && before > 1 ? before : null;
}

function notFound(): string {
  const body = html`<p>
    Không có trang hoặc bản ghi này trên CSDLQG mô phỏng. <a href="/">Về danh sách</a>
  </p>`;
  return layout({ title: 'Không tìm thấy', refreshSeconds: null, body });
}

function sendPage(response: ServerResponse, status: number, page: string): void {
  const answer = textAnswer(status, 'text/html; charset=utf-8', page);
  const headers = {
    ...answer.headers,
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  };
  sendAnswer(response, { ...answer, headers });
}
