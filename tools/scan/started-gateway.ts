import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const READY_WITHIN_MS = 300_000;
const LAUNCHER = ['tools/run.cjs', 'start', '--json'];

export type SessionHeaders = Readonly<Record<'cookie' | 'x-kntc-csrf', string>>;

/** `npm start` in a folder of its own, with the demo's petitions and the account it makes. */
export class StartedGateway {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'kntc-scan-'));
  #child: ChildProcess | undefined;
  #said = '';
  #api = '';

  /** Ready when the first synchronisation is over: then there are cases of every kind to ask for. */
  async start(): Promise<void> {
    chmodSync(this.dataDir, 0o711); // the account of PostgreSQL passes through
    const child = spawn(process.execPath, LAUNCHER, { env: this.#env(), stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    child.stderr.on('data', (chunk) => (this.#said += String(chunk)));
    this.#api = await new Promise<string>((resolve, reject) => {
      let out = '';
      const timer = setTimeout(() => reject(new Error(`not ready: ${this.#said}`)), READY_WITHIN_MS);
      child.stdout.on('data', (chunk) => {
        out += String(chunk);
        if (!out.includes('\n')) return;
        clearTimeout(timer);
        resolve((JSON.parse(out) as { readonly api: string }).api);
      });
      child.once('exit', () => reject(new Error(`ended: ${this.#said}`)));
    });
  }

  get api(): string {
    return this.#api;
  }

  get databaseUrl(): string {
    const note = readFileSync(join(this.dataDir, 'run', 'gateway.json'), 'utf8');
    return (JSON.parse(note) as { readonly databaseUrl: string }).databaseUrl;
  }

  /** Cookie and CSRF token of the demo's account (operator and inspector), as headers. */
  async officer(): Promise<SessionHeaders> {
    const password = /mật khẩu: (\S+)/.exec(this.#said)?.[1] ?? '';
    return this.#session(await this.#signIn('demo', password));
  }

  /** The same of an approver, who had to change the first password. */
  async approver(): Promise<SessionHeaders> {
    const [first, own] = ['năm con voi đi qua cầu gỗ', 'mười hai con trâu tắm dưới ao'];
    const words = ['accounts', 'create', 'duyet', '--roles', 'approver', '--no-code', '--password-stdin'];
    this.#kntc([...words, '--actor', 'scan', '--reason', 'scan'], `${first}\n`);
    const cookie = await this.#signIn('duyet', first);
    const page = await this.#ask('/dang-nhap', { headers: { cookie } });
    const form = { csrf: await csrfIn(page), old: first, password: own, again: own };
    return this.#session(cookieOf(await this.#send('/dang-nhap/doi-mat-khau', cookie, form)));
  }

  /** What ties a sign-in form to whoever opened it. */
  async visitor(): Promise<{ readonly cookie: string; readonly csrf: string }> {
    const page = await this.#ask('/dang-nhap');
    return { cookie: cookieOf(page), csrf: await csrfIn(page) };
  }

  async #signIn(login: string, password: string): Promise<string> {
    const { cookie, csrf } = await this.visitor();
    return cookieOf(await this.#send('/dang-nhap', cookie, { login, password, csrf }));
  }

  async #session(cookie: string): Promise<SessionHeaders> {
    const session = await this.#ask('/api/v1/session', { headers: { cookie } });
    if (session.status !== 200) throw new Error(`cannot sign in: ${session.status}`);
    const { csrf } = (await session.json()) as { readonly csrf: string };
    return { cookie, 'x-kntc-csrf': csrf };
  }

  #send(path: string, cookie: string, form: Readonly<Record<string, string>>): Promise<Response> {
    return this.#ask(path, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: this.#api, cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  }

  /** A connection that lay idle while a command ran may be closed by now: asked once more. */
  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    try {
      return await fetch(this.#api + path, init);
    } catch {
      return fetch(this.#api + path, init);
    }
  }

  /** A token for what the demo's account may not see: the audit. */
  auditToken(): string {
    const by = ['--actor', 'scan', '--reason', 'scan'];
    const input = 'năm con voi đi qua cầu gỗ\n';
    this.#kntc(
      ['accounts', 'create', 'auditor', '--roles', 'auditor', '--no-code', '--password-stdin', ...by],
      input,
    );
    const wish = ['--name', 'scan', '--scopes', 'audit.read,overview.read', '--days', '1', '--json'];
    const made = this.#kntc(['tokens', 'create', 'auditor', ...wish, ...by]);
    return (JSON.parse(made) as { readonly token: string }).token;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child !== undefined && child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  #kntc(args: readonly string[], input = ''): string {
    return execFileSync(process.execPath, ['tools/run.cjs', 'kntc', ...args], {
      env: this.#env(),
      input,
      encoding: 'utf8',
    });
  }

  #env(): NodeJS.ProcessEnv {
    return { ...process.env, KNTC_DATA_DIR: this.dataDir, PORT: '0' };
  }
}

function cookieOf(answer: Response): string {
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}

async function csrfIn(page: Response): Promise<string> {
  return /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
}
