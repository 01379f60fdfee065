import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface TransitKey {
  /** Version 1 first. */
  readonly versions: Buffer[];
  minDecryptionVersion: number;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Item = Readonly<Record<string, unknown>>;

const refused = (status: number, ...errors: readonly string[]): Answer => ({ status, body: { errors } });

/**
 * The transit engine of a Vault, over real HTTP and with real AES-256-GCM: versions, batches with single refusals (status
 * 400 with the other results, as Vault answers), associated data, `min_decryption_version`, tokens, namespaces, sealing.
 * As with a policy that only updates, encrypting with a key that is not there is refused instead of making one.
 */
export class FakeVault {
  token = 'hvs.test-token';
  isSealed = false;
  namespace: string | undefined;
  readonly mount = 'transit';
  readonly keys = new Map<string, TransitKey>();
  /** Path of every request, in order. */
  readonly calls: string[] = [];
  #server: Server | undefined;

  async start(...keys: readonly string[]): Promise<this> {
    for (const name of keys) this.addKey(name);
    const server = createServer((request, response) => {
      void this.#serve(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#server = server;
    return this;
  }

  addKey(name: string): void {
    this.keys.set(name, { versions: [randomBytes(32)], minDecryptionVersion: 1 });
  }

  get address(): string {
    const { port } = (this.#server?.address() ?? { port: 0 }) as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, body } = this.#answer(request, Buffer.concat(chunks).toString());
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  #answer(request: IncomingMessage, text: string): Answer {
    const { url: path = '' } = request;
    this.calls.push(path);
    if (this.isSealed) return refused(503, 'Vault is sealed');
    const isKnown = request.headers['x-vault-token'] === this.token;
    const isHere = request.headers['x-vault-namespace'] === this.namespace;
    if (!isKnown || !isHere) return refused(403, 'permission denied');
    const [, version, mount, ...rest] = path.split('/');
    if (version !== 'v1' || mount !== this.mount) return refused(404, `no handler for route "${path}"`);
    return this.#transit(rest, JSON.parse(text) as Item);
  }

  #transit([first = '', second = '', third = '']: readonly string[], body: Item): Answer {
    if (first === 'keys') return this.#manage(second, third, body);
    return this.#batch(first, second, body['batch_input'] as readonly Item[]);
  }

  #manage(name: string, action: string, body: Item): Answer {
    const key = this.keys.get(name);
    if (key === undefined) return refused(400, 'no existing key named');
    if (action === 'rotate') {
      key.versions.push(randomBytes(32));
      return { status: 200, body: { data: { latest_version: key.versions.length } } };
    }
    const min = Number(body['min_decryption_version']);
    if (min > key.versions.length)
      return refused(400, 'cannot set min decryption version of greater than latest key version');
    key.minDecryptionVersion = min;
    return { status: 200, body: { data: { min_decryption_version: min } } };
  }

  #batch(operation: string, name: string, items: readonly Item[]): Answer {
    const key = this.keys.get(name);
    if (key === undefined)
      return operation === 'encrypt'
        ? refused(403, 'permission denied')
        : refused(400, 'encryption key not found');
    const results = items.map((item) =>
      operation === 'encrypt' ? encrypted(key, item) : decrypted(key, item),
    );
    const status = results.some((one) => 'error' in one) ? 400 : 200;
    return { status, body: { data: { batch_results: results } } };
  }
}

/** Starts one that is stopped after the tests of the `describe` it is called in. */
export function useVault(...keys: readonly string[]): FakeVault {
  const vault = new FakeVault();
  beforeAll(() => vault.start(...keys));
  afterAll(() => vault.stop());
  return vault;
}

function encrypted(key: TransitKey, item: Item): Record<string, unknown> {
  const version = Number(item['key_version'] ?? key.versions.length);
  const secret = key.versions[version - 1];
  if (secret === undefined)
    return { error: 'requested version for encryption is higher than the latest key version' };
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  cipher.setAAD(bytesOf(item['associated_data']));
  const text = Buffer.concat([
    nonce,
    cipher.update(bytesOf(item['plaintext'])),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return { ciphertext: `vault:v${version}:${text.toString('base64')}`, key_version: version };
}

function decrypted(key: TransitKey, item: Item): Record<string, unknown> {
  const [, version = '', text = ''] = /^vault:v(\d+):(.+)$/.exec(String(item['ciphertext'])) ?? [];
  const secret = key.versions[Number(version) - 1];
  if (secret === undefined) return { error: 'invalid ciphertext: version is too new' };
  if (Number(version) < key.minDecryptionVersion)
    return { error: 'ciphertext or signature version is disallowed by policy (too old)' };
  const bytes = Buffer.from(text, 'base64');
  try {
    const cipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12));
    cipher.setAAD(bytesOf(item['associated_data']));
    cipher.setAuthTag(bytes.subarray(-16));
    const plain = Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()]);
    return { plaintext: plain.toString('base64') };
  } catch {
    return { error: 'cipher: message authentication failed' };
  }
}

function bytesOf(value: unknown): Buffer {
  return Buffer.from(typeof value === 'string' ? value : '', 'base64');
}
