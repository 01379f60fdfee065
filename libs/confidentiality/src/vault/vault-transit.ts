import { GatewayError } from '@kntc/domain';
import type { Http } from '@kntc/domain';

export interface VaultOptions {
  readonly http: Http;
  /** `https://vault.example:8200`, without a slash at its end. */
  readonly address: string;
  /** Where the transit engine is mounted. */
  readonly mount: string;
  readonly key: string;
  readonly namespace?: string | undefined;
  /** Read at every call: an agent renews it in its file. @throws GatewayError `GW_T306` */
  readonly token: () => string;
}

/** One item of an answer: what was asked for, or nothing when Vault refused this one. */
export interface BatchResult {
  readonly ciphertext: string | undefined;
  readonly plaintext: string | undefined;
}

const DEADLINE_MS = 5_000;
/** A page of data keys is a tenth of it. */
const MAX_ANSWER_BYTES = 1_048_576;

type Fields = Readonly<Record<string, unknown>>;

/** The calls to the transit engine that wrapping needs, and what their refusals mean. */
export class VaultTransit {
  constructor(private readonly options: VaultOptions) {}

  /** Encrypts or decrypts; the answer has the order of the items. */
  async batch(operation: 'encrypt' | 'decrypt', items: readonly Fields[]): Promise<readonly BatchResult[]> {
    const { status, body } = await this.#post(`${operation}/${this.options.key}`, { batch_input: items });
    const results = resultsOf(body);
    // Where one item is refused the status is 400, and the answer holds the others all the same.
    if (results?.length === items.length && (status < 300 || status === 400)) return results;
    throw this.#refusal(status, operation);
  }

  async rotate(): Promise<void> {
    const { status } = await this.#post(`keys/${this.options.key}/rotate`, {});
    if (status >= 300) throw this.#refusal(status, 'rotate');
  }

  /** Versions below are never decrypted again. */
  async refuseBelow(version: number): Promise<void> {
    const { status } = await this.#post(`keys/${this.options.key}/config`, {
      min_decryption_version: version,
    });
    if (status >= 300) throw this.#refusal(status, 'config');
  }

  async #post(path: string, body: Fields): Promise<{ readonly status: number; readonly body: unknown }> {
    const { http, address, mount, namespace, token } = this.options;
    const outcome = await http.post({
      url: `${address}/v1/${mount}/${path}`,
      headers: {
        'content-type': 'application/json',
        'x-vault-request': 'true',
        'x-vault-token': token(),
        ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
      },
      body: Buffer.from(JSON.stringify(body)),
      deadlineMs: DEADLINE_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    });
    if (outcome.kind !== 'answered') throw new GatewayError('GW_T305', `${address}: ${outcome.reason}`);
    return { status: outcome.status, body: parsed(outcome.body) };
  }

  #refusal(status: number, operation: string): GatewayError {
    const { address, mount, key } = this.options;
    const where = `${address} ${mount}/${operation}/${key}: HTTP ${status}`;
    if (status === 403 || status === 401) return new GatewayError('GW_T306', where);
    if (status === 400 || status === 404) return new GatewayError('GW_T307', where);
    // 503 sealed or not initialised, 429, 472 and 473 a standby, 5xx its own trouble: all of them pass
    return new GatewayError('GW_T305', where);
  }
}

function resultsOf(body: unknown): readonly BatchResult[] | undefined {
  const data = isObject(body) ? body['data'] : undefined;
  const results: unknown = isObject(data) ? data['batch_results'] : undefined;
  if (!Array.isArray(results)) return undefined;
  return results.map((one: unknown) => ({
    ciphertext: textOf(one, 'ciphertext'),
    plaintext: textOf(one, 'plaintext'),
  }));
}

function textOf(one: unknown, field: string): string | undefined {
  const value = isObject(one) && one['error'] === undefined ? one[field] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    // No answer of Vault's: its status says enough, and its text may quote what was sent.
    return undefined;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
