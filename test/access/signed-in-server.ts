import 'reflect-metadata';
import { request, type IncomingHttpHeaders } from 'node:http';
import { AddressGuard, systemClock } from '@kntc/platform';
import type { Environment, OidcEnvironment } from '@kntc/platform';
import { FakeSealBox, RecordingLogger, fakeDigest } from '../fakes';
import { createServer } from '../../apps/gateway/src/api/edge/create-server';
import {
  composeAccess,
  type AccessFoundation,
  type GatewayAccess,
} from '../../apps/gateway/src/composition/compose-access';
import type { Gateway } from '../../apps/gateway/src/composition/gateway';
import { GatewayModule } from '../../apps/gateway/src/gateway.module';

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A form, or a JSON body. */
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The API of a gateway of which only the sign-in works; what a browser does not let one set can be set here. */
export class SignedInServer {
  readonly logger = new RecordingLogger();
  #close: () => Promise<void> = async () => undefined;
  #port = 0;

  constructor(readonly access: GatewayAccess) {}

  static async start(
    on: Omit<AccessFoundation, 'seal' | 'keyedDigest' | 'clock' | 'addresses'>,
    { publicUrl, oidc }: { readonly publicUrl?: string; readonly oidc?: OidcEnvironment } = {},
  ): Promise<SignedInServer> {
    const foundation = {
      ...on,
      seal: new FakeSealBox(),
      keyedDigest: fakeDigest,
      clock: systemClock,
      addresses: new AddressGuard(),
    };
    const server = new SignedInServer(composeAccess({ publicUrl, oidc } as Environment, foundation));
    await server.#start();
    return server;
  }

  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  get origin(): string {
    return `http://${this.host}`;
  }

  ask(path: string, asked: Asked = {}): Promise<Answered> {
    return askAt(this.#port, path, asked);
  }

  /** Opens the sign-in page and sends its form, as a browser does. */
  signIn(
    form: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answered> {
    return signInAt(this.#port, form, headers);
  }

  async close(): Promise<void> {
    await this.#close();
    await this.access.close();
  }

  async #start(): Promise<void> {
    const parts = { access: this.access, clock: systemClock, logger: this.logger };
    const gateway = { parts } as unknown as Gateway;
    const app = await createServer(GatewayModule.of(gateway, ['api']), {
      logger: this.logger,
      nestLogs: false,
      limits: {
        perAddress: { atOnce: 10_000, perSecond: 10_000 },
        perAccount: { atOnce: 10_000, perSecond: 10_000 },
      },
    });
    await app.listen(0, '127.0.0.1');
    this.#port = Number(new URL(await app.getUrl()).port);
    this.#close = () => app.close();
  }
}

/** What a browser keeps of an answer: `name=value`. */
export function cookieOf({ headers }: Answered): string {
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** The token hidden in a form of a page. */
export function csrfOf({ text }: Answered): string {
  return /name="csrf" value="([\w-]+)"/.exec(text)?.[1] ?? '';
}

/** Asks a server of this machine as a browser can, with whatever headers a test needs. */
export function askAt(
  port: number,
  path: string,
  { method = 'GET', headers = {}, form, json }: Asked = {},
): Promise<Answered> {
  const body = form === undefined ? json && JSON.stringify(json) : new URLSearchParams(form).toString();
  const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: body === undefined ? method : method === 'GET' ? 'POST' : method,
        headers: { ...(body === undefined ? {} : { 'content-type': type }), ...headers },
        agent: false,
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Opens the sign-in page of a server and sends its form, as a browser does. */
export async function signInAt(
  port: number,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Promise<Answered> {
  const page = await askAt(port, '/dang-nhap', { headers });
  const own = [headers['cookie'], cookieOf(page)].filter((one) => one !== undefined && one !== '');
  return askAt(port, '/dang-nhap', {
    form: { csrf: csrfOf(page), ...form },
    headers: { ...headers, cookie: own.join('; ') },
  });
}
