import { createPublicKey, type KeyObject } from 'node:crypto';
import { GatewayError } from '@kntc/domain';
import type { AuditWitness, ChainHead, Http } from '@kntc/domain';
import { signedLine, type SaidByLine } from './witness-line';
import {
  MAX_ANSWER_BYTES,
  WITNESS_ANSWER,
  type WitnessAnswer,
  type WitnessQuestion,
} from './witness-protocol';
import { unusable, WitnessText } from './witness-text';

const DEADLINE_MS = 5_000;

/**
 * {@link AuditWitness} on another host (`kntc audit witness`), which refuses whatever does not grow on from what it
 * remembers: an older database cannot even begin another history. What it answers is believed only as far as our own
 * signatures go.
 */
export class HttpWitness implements AuditWitness {
  readonly isReadable = true;
  readonly #signer: KeyObject;
  readonly #key: string;

  /** @param place address with the name of the database as its last part */
  constructor(
    readonly place: string,
    signer: KeyObject,
    private readonly http: Http,
  ) {
    this.#signer = signer;
    this.#key = createPublicKey(signer).export({ format: 'der', type: 'spki' }).toString('base64');
  }

  async ready(): Promise<void> {
    await this.#ask({ ask: 'ready', key: this.#key });
  }

  remember(head: ChainHead, at: string): Promise<void> {
    return this.#tell({ seq: head.seq, hash: head.hash, at });
  }

  restart(head: ChainHead, agreed: number, at: string): Promise<void> {
    return this.#tell({ seq: head.seq, hash: head.hash, at, restart: agreed });
  }

  async newest(): Promise<ChainHead | undefined> {
    const answer = await this.#ask({ ask: 'newest' });
    if (answer.kind !== 'newest') throw unusable(`${this.place} gave no answer to the question`);
    if (answer.line === null) return undefined;
    const text = this.#text();
    text.take(answer.line);
    text.noneSuspicious();
    return text.heads.newest;
  }

  async remembered(): Promise<ReadonlyMap<number, string>> {
    const text = this.#text();
    for (let from: number | null = 0; from !== null;) {
      const answer = await this.#ask({ ask: 'read', from });
      if (answer.kind !== 'lines') throw unusable(`${this.place} gave no answer to the question`);
      if (answer.next !== null && answer.next <= from) throw unusable(`${this.place} reads in circles`);
      for (const line of answer.text.split('\n')) text.take(line);
      text.noneSuspicious(); // the host writes whole lines
      from = answer.next;
    }
    return text.heads.hashes;
  }

  async #tell(said: SaidByLine): Promise<void> {
    await this.#ask({ ask: 'remember', key: this.#key, line: signedLine(said, this.#signer) });
  }

  async #ask(question: WitnessQuestion): Promise<WitnessAnswer> {
    const outcome = await this.http.post({
      url: this.place,
      headers: { 'Content-Type': 'application/json' },
      body: Buffer.from(JSON.stringify(question)),
      deadlineMs: DEADLINE_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    });
    if (outcome.kind !== 'answered') throw unusable(`${this.place} does not answer (${outcome.reason})`);
    const answer = answerOf(outcome.body);
    if (answer === undefined) throw unusable(`${this.place} is no witness (HTTP ${outcome.status})`);
    if (answer.kind !== 'refused') return answer;
    if (answer.why === 'contradicts')
      throw new GatewayError('GW_T309', `${this.place} remembers another history`);
    throw unusable(`${this.place} refused (${answer.why})`);
  }

  #text(): WitnessText {
    return new WitnessText(this.place, this.#signer);
  }
}

function answerOf(body: Uint8Array): WitnessAnswer | undefined {
  try {
    return WITNESS_ANSWER.safeParse(JSON.parse(Buffer.from(body).toString())).data;
  } catch {
    return undefined;
  }
}
