/** What stands in a browser's window. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

interface Kept {
  readonly value: string;
  readonly isStrict: boolean;
}

interface Going {
  readonly url: string;
  readonly form?: Readonly<Record<string, string>>;
  /** Who sends the browser there; a redirect does not change it. */
  readonly from: string | undefined;
}

const MOST_REDIRECTS = 20;
const REFRESH = /<meta http-equiv="refresh" content="0;url=([^"]+)"/;

/**
 * As much of a browser as signing in takes: cookies of each origin, `SameSite=Strict` ones withheld where another site
 * sends the browser (however many redirects ago), redirects, pages that go on by themselves, forms, `Sec-Fetch-Site`.
 */
export class UserAgent {
  readonly #cookies = new Map<string, Map<string, Kept>>();
  /** Every address asked for. */
  readonly visited: string[] = [];
  page: Page | undefined;

  /** Types an address. @param until stop before asking for an address of this kind */
  open(url: string, until?: RegExp): Promise<Page> {
    return this.#go({ url, from: undefined }, until);
  }

  /** Clicks a link of the page to this path or address. */
  click(href: string, until?: RegExp): Promise<Page> {
    const page = this.#here();
    if (!page.text.includes(`href="${href}"`)) throw new Error(`${page.url} has no link to ${href}`);
    return this.#go({ url: new URL(href, page.url).href, from: page.url }, until);
  }

  /** Fills in the form of the page, whose hidden fields go along. */
  submit(fields: Readonly<Record<string, string>>, until?: RegExp): Promise<Page> {
    const page = this.#here();
    const action = /<form[^>]*action="([^"]+)"/.exec(page.text)?.[1] ?? page.url;
    const hidden = [...page.text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
    const form = { ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])), ...fields };
    return this.#go({ url: new URL(unescaped(action), page.url).href, form, from: page.url }, until);
  }

  cookiesOf(origin: string): ReadonlyMap<string, string> {
    return new Map([...(this.#cookies.get(origin) ?? [])].map(([name, { value }]) => [name, value]));
  }

  forget(origin: string): void {
    this.#cookies.delete(origin);
  }

  #here(): Page {
    if (this.page === undefined) throw new Error('no page is open');
    return this.page;
  }

  async #go(first: Going, until: RegExp | undefined): Promise<Page> {
    let going = first;
    for (let step = 0; step < MOST_REDIRECTS; step += 1) {
      const answer = await this.#ask(going);
      this.page = { ...answer, url: going.url };
      const next = answer.headers.get('location');
      const refresh = REFRESH.exec(answer.text)?.[1];
      if (next === null && refresh === undefined) return this.page;
      const url = new URL(next ?? unescaped(refresh ?? ''), going.url).href;
      if (until?.test(url) === true) return { ...this.page, url };
      // A page that goes on is the one that sends the browser; a redirect is not.
      going = { url, from: next === null ? going.url : going.from };
    }
    throw new Error('redirects without end');
  }

  async #ask({ url, form, from }: Going): Promise<Omit<Page, 'url'>> {
    this.visited.push(url);
    const { origin } = new URL(url);
    const isOwn = from === undefined || new URL(from).origin === origin;
    const cookies = [...(this.#cookies.get(origin) ?? [])].filter(([, { isStrict }]) => isOwn || !isStrict);
    const answer = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        cookie: cookies.map(([name, { value }]) => `${name}=${value}`).join('; '),
        'sec-fetch-site': from === undefined ? 'none' : isOwn ? 'same-origin' : 'cross-site',
      },
      ...(form !== undefined && { body: new URLSearchParams(form) }),
    });
    this.#keep(origin, answer.headers.getSetCookie());
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }

  #keep(origin: string, set: readonly string[]): void {
    const kept = this.#cookies.get(origin) ?? new Map<string, Kept>();
    this.#cookies.set(origin, kept);
    for (const line of set) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const isGone = /max-age=0|expires=Thu, 01 Jan 1970/i.test(line);
      if (isGone) kept.delete(name);
      else kept.set(name, { value, isStrict: /samesite=strict/i.test(line) });
    }
  }
}

function unescaped(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)));
}
