import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { isStamped, timeStampText } from '@kntc/domain';
import type { Clock, Http, TimeStamp, TimeStampAuthority } from '@kntc/domain';
import { MAX_ANSWER_BYTES, WITNESS_ANSWER } from '../audit/witness-protocol';
import { unusable } from '../audit/witness-text';
import { createPrivateFile, readPrivateFile } from '../private-file';

const DEADLINE_MS = 5_000;

/**
 * {@link TimeStampAuthority} with a key of its own in a file that only its owner reads: what a host outside the province
 * runs, and tests. The key is made at the first stamp; whoever trusts it compares its fingerprint.
 */
export class LocalTimeStamps implements TimeStampAuthority {
  constructor(
    readonly place: string,
    private readonly clock: Clock,
  ) {}

  async stamp(digest: string): Promise<TimeStamp> {
    const text = readPrivateFile(this.place) ?? createPrivateFile(this.place, newKey());
    if (text === undefined) throw unusable(`${this.place} cannot be read`);
    const key = createPrivateKey(text);
    const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
    const said = { digest, at: this.clock.now().toISOString() };
    return { ...said, publicKey, signature: sign(null, timeStampText(said), key).toString('base64') };
  }
}

function newKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** {@link TimeStampAuthority} on another host that runs `kntc audit witness`. It is told a digest and nothing else. */
export class HttpTimeStamps implements TimeStampAuthority {
  /** @param place address as a witness of the audit has it */
  constructor(
    readonly place: string,
    private readonly http: Http,
  ) {}

  async stamp(digest: string): Promise<TimeStamp> {
    const outcome = await this.http.post({
      url: this.place,
      headers: { 'Content-Type': 'application/json' },
      body: Buffer.from(JSON.stringify({ ask: 'stamp', digest })),
      deadlineMs: DEADLINE_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    });
    if (outcome.kind !== 'answered') throw unusable(`${this.place} does not answer (${outcome.reason})`);
    const answer = answerOf(outcome.body);
    if (answer?.kind !== 'stamp')
      throw unusable(`${this.place} gives no time stamps (HTTP ${outcome.status})`);
    const { at, publicKey, signature } = answer;
    const stamp = { digest, at, publicKey, signature };
    if (!isStamped(stamp)) throw unusable(`${this.place} gave a time stamp that is none`);
    return stamp;
  }
}

function answerOf(body: Uint8Array) {
  try {
    return WITNESS_ANSWER.safeParse(JSON.parse(Buffer.from(body).toString())).data;
  } catch {
    return undefined;
  }
}
