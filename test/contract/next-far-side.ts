import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BodyProblem, type AttachmentFiles, type NationalProfile, type NationalReading } from '@kntc/domain';
import { createNationalProfile, Credentials, loadNationalSettings } from '@kntc/national';
import { createHttp, systemClock } from '@kntc/platform';
import { startSimulator, type Simulator } from '../../apps/national-simulator/src/simulator';
import { fakeDigest } from '../fakes';

const ROOT = join(__dirname, '..', '..');
const LOGIN = { username: 'kntc_demo', password: 'kntc_demo' };

const NO_FILES: AttachmentFiles = {
  // eslint-disable-next-line require-yield
  async *read() {
    throw new BodyProblem('ATTACHMENT_CHANGED', 'gone');
  },
};

export interface LedgerLine {
  readonly id: string | null;
  readonly method: string;
  readonly decision: string;
  readonly bodySha256: string;
  readonly reference: string | null;
}

/** The bundled simulator on a free port, and the shipped profile `next` in front of it. */
export class NextFarSide {
  readonly #http = createHttp({ client: 'undici', connections: 4 });
  /** Paths of everything that was asked over the profile's wire. */
  readonly asked: string[] = [];
  /** What each of them was answered with. */
  readonly statuses: number[] = [];

  private constructor(
    private readonly simulator: Simulator,
    private readonly folder: string,
  ) {}

  static async open(settings: object = {}): Promise<NextFarSide> {
    const folder = mkdtempSync(join(tmpdir(), 'kntc-next-'));
    const options = { host: '127.0.0.1', port: 0, dataDirectory: folder, productRoot: ROOT, settings };
    return new NextFarSide(await startSimulator(options), folder);
  }

  get url(): string {
    return this.simulator.url;
  }

  profile(account = LOGIN): NationalProfile {
    const settings = loadNationalSettings(join(ROOT, 'config'), 'next', 'demo');
    return createNationalProfile({
      settings,
      baseUrl: this.url,
      credentials: new Credentials(settings.credentials, () => undefined, systemClock, account),
      http: {
        post: async (request) => {
          this.asked.push(new URL(request.url).pathname.split('/').at(-1) ?? '');
          const outcome = await this.#http.post(request);
          if (outcome.kind === 'answered') this.statuses.push(outcome.status);
          return outcome;
        },
      },
      files: NO_FILES,
      keyedDigest: fakeDigest,
      clock: systemClock,
    });
  }

  reading(account = LOGIN): NationalReading {
    const { reading } = this.profile(account);
    if (reading === undefined) throw new Error('the profile reads nothing back');
    return reading;
  }

  /** What is answered to one request over the wire. */
  async raw(method: string, body: unknown): Promise<unknown> {
    return (await this.answer(method, body)).json();
  }

  answer(method: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.url}/KNTC/v2/${method}`, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from('kntc_demo:kntc_demo').toString('base64')}`,
      },
      body: JSON.stringify(body),
    });
  }

  /** What a clerk types on the national web: the same steps, sent by somebody else than the gateway. */
  async typed(method: string, body: unknown): Promise<string> {
    const { Id, Message } = (await this.raw(method, body)) as {
      readonly Id: string;
      readonly Message: string;
    };
    if (Id === '') throw new Error(Message);
    return Id;
  }

  async ledger(): Promise<readonly LedgerLine[]> {
    const answer = await fetch(`${this.url}/_control/ledger`);
    return ((await answer.json()) as { readonly entries: readonly LedgerLine[] }).entries;
  }

  async control(verb: string, name: string, body?: unknown): Promise<void> {
    const answer = await fetch(`${this.url}/_control/${name}`, {
      method: verb,
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (answer.status !== 200) throw new Error(await answer.text());
  }

  async close(): Promise<void> {
    this.#http.close();
    await this.simulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
