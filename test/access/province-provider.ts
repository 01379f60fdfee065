import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const CLIENT_ID = 'kntc';
export const CLIENT_SECRET = 'mat-khau-cua-ung-dung-trong-kiem-thu';

/**
 * A real OpenID provider of a province in a process of its own. It is at `localhost` while the gateway is at
 * `127.0.0.1`: for a browser these are two sites.
 */
export class ProvinceProvider {
  private constructor(
    private readonly child: ChildProcess,
    readonly issuer: string,
  ) {}

  static async start(): Promise<ProvinceProvider> {
    const child = fork(join(__dirname, '..', 'environment', 'identity-provider.cjs'), {
      // Where the provider warns about its own settings nobody reads.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
    });
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    return new ProvinceProvider(child, `http://localhost:${port}`);
  }

  /** Registers the gateway, which has its address only after this provider has one. */
  register(gateway: string): Promise<void> {
    const client = {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      redirect_uris: [`${gateway}/dang-nhap/sso/tra-loi`],
      post_logout_redirect_uris: [`${gateway}/dang-nhap`],
    };
    return this.#tell({ settings: { issuer: this.issuer, clients: [client] } });
  }

  /** New signing keys; the old ones are gone. */
  rotateKeys(): Promise<void> {
    return this.#tell({ rotate: true });
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  async #tell(message: object): Promise<void> {
    const ready = once(this.child, 'message');
    this.child.send(message);
    await ready;
  }
}
