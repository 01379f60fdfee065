import { kntcReading, variablesOf } from '../../apps/cli/test/kntc';
import { askAt, cookieOf, csrfOf, signInAt, type Answered } from '../access/signed-in-server';
import type { MiniRoad } from '../journey/mini-road';

const FIRST = 'ba con ngỗng qua cầu';
const OWN = 'sáu cái nia phơi thóc';
const BROWSER = { 'sec-fetch-site': 'same-origin', origin: 'null' };

/** Makes an account as an administrator does, at the command line. */
export async function makeAccount(road: MiniRoad, login: string, role: string): Promise<void> {
  const words = ['accounts', 'create', login, '--roles', role, '--no-code', '--password-stdin'];
  const who = ['--actor', 'quan-tri', '--approver', 'lanh-dao', '--reason', 'theo quyết định phân công'];
  const said = await kntcReading(FIRST, variablesOf(road), ...words, ...who);
  if (said.code !== 0) throw new Error(`no account ${login}: ${said.err}`);
}

/** Somebody with a browser, signed in over HTTP at the admin API. */
export class Officer {
  private constructor(
    private readonly port: number,
    private readonly cookie: string,
    private readonly csrf: string,
  ) {}

  /** The first time the password is changed, as everybody must. */
  static async signIn(port: number, login: string, isFirst: boolean): Promise<Officer> {
    const password = isFirst ? FIRST : OWN;
    let cookie = cookieOf(await signInAt(port, { login, password }, BROWSER));
    if (isFirst) cookie = await changePassword(port, cookie);
    const session = await askAt(port, '/api/v1/session', { headers: { cookie } });
    if (session.status !== 200) throw new Error(`${login} is not signed in: ${session.status}`);
    return new Officer(port, cookie, (JSON.parse(session.text) as { readonly csrf: string }).csrf);
  }

  get(path: string): Promise<Answered> {
    return askAt(this.port, path, { headers: { cookie: this.cookie } });
  }

  post(path: string, json: object = {}): Promise<Answered> {
    const headers = { ...BROWSER, cookie: this.cookie, 'x-kntc-csrf': this.csrf };
    return askAt(this.port, path, { headers, json });
  }
}

async function changePassword(port: number, cookie: string): Promise<string> {
  const page = await askAt(port, '/dang-nhap/doi-mat-khau', { headers: { cookie } });
  const changed = await askAt(port, '/dang-nhap/doi-mat-khau', {
    form: { csrf: csrfOf(page), old: FIRST, password: OWN, again: OWN },
    headers: { ...BROWSER, cookie },
  });
  return cookieOf(changed);
}
