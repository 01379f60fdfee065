import type { ServerResponse } from 'node:http';
import { allowPage } from '../security-headers';

/** HTML that is meant as HTML; everything else that stands in a page is text. */
export class Html {
  constructor(readonly text: string) {}
}

/** Tagged template: what is put in is text, unless it is {@link Html} itself. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (Html | string | readonly Html[])[]
): Html {
  const parts = strings.map((part, index) => part + shown(values[index] ?? ''));
  return new Html(parts.join(''));
}

function shown(value: Html | string | readonly Html[]): string {
  if (typeof value === 'string') return escape(value);
  return value instanceof Html ? value.text : value.map(({ text }) => text).join('');
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * Sends a whole page: no script, its own style, nothing from elsewhere.
 * @param goesOnTo address the browser opens by itself at once, as if somebody had clicked there
 */
export function sendPage(
  response: ServerResponse,
  status: number,
  title: string,
  { body, goesOnTo }: { readonly body: Html; readonly goesOnTo?: string },
): void {
  const nonce = allowPage(response);
  const refresh =
    goesOnTo === undefined ? html`` : html`<meta http-equiv="refresh" content="0;url=${goesOnTo}" />`;
  response.statusCode = status;
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(
    html`<!doctype html>
      <html lang="vi">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} – Cổng liên thông KNTC</title>
          ${refresh}
          <style nonce="${nonce}">
            ${new Html(STYLE)}
          </style>
        </head>
        <body>
          <header>Cổng liên thông KNTC</header>
          <main>
            <h1>${title}</h1>
            ${body}
          </main>
        </body>
      </html>`.text,
  );
}

/** Contrast at least 4.5:1, focus always visible, readable at 200 % and without colour. */
const STYLE = `
  body { margin: 0; font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: #1b1b1b; background: #f3f5f7; }
  header { padding: .75rem 1.5rem; background: #0b3d66; color: #fff; font-weight: 600; }
  main { max-width: 28rem; margin: 2rem auto; padding: 1.5rem 2rem 2rem; background: #fff; border: 1px solid #8a949e; border-radius: .25rem; }
  h1 { margin: 0 0 1rem; font-size: 1.4rem; }
  label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
  input { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; border: 1px solid #5c6670; border-radius: .25rem; }
  button { margin-top: 1.25rem; padding: .55rem 1.25rem; font: inherit; font-weight: 600; color: #fff; background: #0b5cad; border: 0; border-radius: .25rem; cursor: pointer; }
  button.other { color: #0b3d66; background: #e4ebf2; }
  a { color: #0b4f94; }
  a.button { display: block; padding: .55rem 1.25rem; font-weight: 600; text-align: center; text-decoration: none; color: #fff; background: #0b5cad; border-radius: .25rem; }
  .or { margin: 1.5rem 0 .5rem; padding-top: 1rem; border-top: 1px solid #8a949e; }
  :focus-visible { outline: 3px solid #b45300; outline-offset: 2px; }
  form + p { margin-top: 1.25rem; }
  .hint { margin: .25rem 0 0; color: #3d454d; font-size: .95rem; }
  .error { margin: 0 0 1rem; padding: .6rem .8rem; border-left: .3rem solid #a50e0e; background: #fdeeee; }
  .secret { padding: .6rem .8rem; background: #eef2f6; font-family: ui-monospace, monospace; font-size: 1.05rem; overflow-wrap: anywhere; }
  ol.secret { padding-left: 2.5rem; }
  @media (max-width: 32rem) { main { margin: 0; border: 0; border-radius: 0; } }
`;
