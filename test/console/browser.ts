import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { requireTool } from '../environment';

const FIRST = 'ba con ngỗng qua cầu';
const OWN = 'sáu cái nia phơi thóc';
/** Nothing on a page takes longer, also where two tests share a machine. */
const MOST_MS = 15_000;
/** The screen that offices have. */
const SCREEN = { width: 1366, height: 768 };
/** Looked at by people after a run. */
const SHOTS = join(__dirname, '..', '..', 'var', 'screenshots');

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: requireTool('chromium'), args: ['--no-sandbox'] });
}

/** Somebody in front of a browser of their own; whatever went wrong in it is kept. */
export class Person {
  readonly complaints: string[] = [];
  /** Bytes of every answer as they came over the wire. */
  readonly transferred = new Map<string, number>();

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly address: string,
  ) {
    page.on('console', (message) => {
      // What the API refuses is shown on the page; the browser writes it down as well.
      const isNews =
        ['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load');
      if (isNews) this.complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => this.complaints.push(message));
    page.on('request', (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith('data:'))
        this.complaints.push(`asked elsewhere: ${request.url()}`);
    });
    page.on('response', (response) => {
      const size = Number(response.headers()['content-length'] ?? 0);
      this.transferred.set(response.url(), size);
    });
  }

  static async sitDown(browser: Browser, address: string): Promise<Person> {
    const context = await browser.newContext({ viewport: SCREEN, locale: 'vi-VN' });
    context.setDefaultTimeout(MOST_MS);
    return new Person(context, await context.newPage(), address);
  }

  /** Signs in at the sign-in page; the first time everybody changes the password. */
  async signIn(login: string, page: Page = this.page): Promise<void> {
    await page.goto(`${this.address}/dang-nhap`);
    const isFirst = (await this.#try(page, login, FIRST)) === 'change';
    if (isFirst) {
      await page.fill('#old', FIRST);
      await page.fill('#password', OWN);
      await page.fill('#again', OWN);
      await page.click('form[action="/dang-nhap/doi-mat-khau"] button');
    } else if ((await page.$('#login')) !== null) await this.#try(page, login, OWN);
    await page.waitForSelector('a[href="/"]');
  }

  async #try(page: Page, login: string, password: string): Promise<'change' | 'other'> {
    await page.fill('#login', login);
    await page.fill('#password', password);
    await page.click('form button');
    await page.waitForLoadState();
    return (await page.$('#old')) === null ? 'other' : 'change';
  }

  /** Opens a screen and waits until it shows what it has. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.address}${path}`);
    await this.page.waitForSelector('h1, .ant-result');
    await this.page.waitForLoadState('networkidle');
  }

  async shoot(name: string): Promise<void> {
    mkdirSync(SHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }
}
