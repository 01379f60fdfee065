import { html, type Html } from './html';

const STYLE = {
  safe: `
body{margin:0;font:15px/1.5 "Segoe UI",Roboto,Arial,sans-serif;color:#1d2733;background:#f5f7fa}
header{background:#7a1f1f;color:#fff;padding:12px 24px}header a{color:#fff;text-decoration:none}
header h1{margin:0;font-size:20px}header p{margin:0;font-size:13px;opacity:.9}
main{max-width:1300px;margin:16px auto;padding:0 24px}h2{font-size:17px;margin:20px 0 8px}
.totals{display:flex;flex-wrap:wrap;gap:12px}.total{background:#fff;border:1px solid #d7dee7;border-radius:6px;padding:10px 14px;min-width:150px}
.total b{display:block;font-size:24px;line-height:1.2}.total small{color:#5a6b7d;display:block}
table{border-collapse:collapse;width:100%;background:#fff;border:1px solid #d7dee7}
th,td{text-align:left;vertical-align:top;padding:6px 10px;border-bottom:1px solid #e6ebf1}
th{background:#eef2f7;font-weight:600}td.key{width:34%;color:#43525f}td.text{white-space:pre-wrap;overflow-wrap:anywhere}
code{font:13px/1.4 Consolas,Menlo,monospace}.tag{display:inline-block;padding:0 8px;border-radius:9px;background:#dcefe0;color:#17552a}
.tag.refused{background:#f8dcdc;color:#7d1515}.tag.updated,.tag.attached{background:#dfe9f8;color:#1b4175}.muted{color:#5a6b7d}
section{margin-bottom:18px}nav{margin:10px 0}`,
};

export interface PageContent {
  readonly title: string;
  readonly refreshSeconds: number | null;
  readonly body: Html;
}

export function layout({ title, refreshSeconds, body }: PageContent): string {
  const refresh =
    refreshSeconds === null ? html`` : html`<meta http-equiv="refresh" content="${refreshSeconds}" />`;
  return html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex, nofollow" />
        ${refresh}
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header>
          <h1><a href="/">CSDLQG mô phỏng</a></h1>
          <p>Trình mô phỏng Cơ sở dữ liệu quốc gia về khiếu nại, tố cáo – những gì phía quốc gia đang lưu</p>
        </header>
        <main>${body}</main>
      </body>
    </html>`.safe;
}
