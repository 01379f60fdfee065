import { canonicalJson, digest128, GatewayError, RECORDS_PER_READ, recordDigest } from '@kntc/domain';
import type {
  AcknowledgedStep,
  ChangesRead,
  Digest128,
  DigestSide,
  NationalAgency,
  NationalFacts,
  NationalReading,
  NationalRecordRead,
  ReadOptions,
  RecordsRead,
} from '@kntc/domain';
import type { NationalSettings } from '../../settings/national-settings';
import { STEP_METHODS } from '../ttcp-2018/body';
import { type Answer, isUnchanged } from '../ttcp-2018/answers/answer';
import type { Wire } from '../ttcp-2018/wire/wire-calls';
import { agencyRows } from './answers/agency-rows';
import { changesAnswer } from './answers/changes-answer';
import { digestAnswer, digestRequest } from './answers/digest-answer';
import { recordsAnswer, recordsOfAnswer } from './answers/records-answer';
import { factsOf } from './read-back/record-facts';

type Methods = NonNullable<NationalSettings['reading']>;

/** Changes of one answer. */
const CHANGES_PER_READ = 500;

/** Answers that are kept to be asked for only if they changed; the largest has some 300 KB. */
const MOST_REMEMBERED = 16;

/** The methods of the interface `next` that read back. Requests carry ids and ranges only, never a person's data. */
export class NextReading implements NationalReading {
  readonly #remembered = new Map<string, Extract<Answer, { readonly kind: 'value' }>>();

  constructor(
    private readonly wire: Wire,
    private readonly settings: NationalSettings,
  ) {}

  digests(options: ReadOptions = {}): DigestSide {
    return {
      look: async (ranges, detail) =>
        digestAnswer(await this.#remembering('digests', digestRequest(ranges, detail), options), detail),
    };
  }

  recordDigest(steps: readonly AcknowledgedStep[]): Digest128 | undefined {
    const digested = steps.flatMap(({ key, resultId, comparableDigest: digest }) => {
      const name = STEP_METHODS[key.kind];
      const ownId = this.settings.steps[name].answer.names === 'own' ? resultId : '';
      return digest === undefined ? [] : [{ name, ownId, digest }];
    });
    return digested.length === steps.length ? recordDigest(digested) : undefined;
  }

  async records(ids: readonly string[], options: ReadOptions = {}): Promise<RecordsRead> {
    if (ids.length > RECORDS_PER_READ) throw new Error(`more than ${RECORDS_PER_READ} records at once`);
    return recordsAnswer(await this.#ask('records', { MaVuViec: ids, MaThamChieu: [] }, options), ids);
  }

  /**
   * Records that carry one of at most {@link RECORDS_PER_READ} references; of each there may be several. `unchanged`: what
   * stands is exactly what `options.standing` says of all of them, and nothing was read.
   */
  async recordsOf(
    references: readonly string[],
    options: ReadOptions = {},
  ): Promise<RecordsRead | { readonly kind: 'unchanged' }> {
    const request = { MaVuViec: [], MaThamChieu: references };
    const knownTag = tagOf(references, options.standing);
    const answer = await this.#ask('records', request, { ...options, knownTag });
    if (knownTag !== undefined && isUnchanged(answer)) return { kind: 'unchanged' };
    return recordsOfAnswer(answer, references);
  }

  facts(record: NationalRecordRead): NationalFacts {
    return factsOf(record, this.settings);
  }

  async changes(cursor: string | undefined, options: ReadOptions = {}): Promise<ChangesRead> {
    const request = { ConTro: cursor ?? '', GioiHan: CHANGES_PER_READ };
    return changesAnswer(await this.#ask('changes', request, options));
  }

  async agencies(options: ReadOptions = {}): Promise<readonly NationalAgency[]> {
    return agencyRows(await this.#remembering('agencies', {}, options));
  }

  /** Asks again only for what changed. Of answers without anybody's data alone: ranges and the directory. */
  async #remembering(
    what: keyof Methods,
    request: Readonly<Record<string, unknown>>,
    options: ReadOptions,
  ): Promise<Answer> {
    const key = JSON.stringify([what, options.account, request]);
    const known = this.#remembered.get(key);
    const answer = await this.#ask(what, request, { ...options, knownTag: known?.etag });
    if (known !== undefined && isUnchanged(answer)) return known;
    this.#remembered.delete(key);
    if (answer.kind === 'value' && answer.etag !== undefined) this.#remembered.set(key, answer);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return answer;
  }

  async #ask(
    what: keyof Methods,
    request: Readonly<Record<string, unknown>>,
    options: ReadOptions & { readonly knownTag?: string | undefined },
  ): Promise<Answer> {
    const { reading } = this.settings;
    if (reading === undefined) throw new GatewayError('GW_P401', 'reading: names of methods expected');
    return this.wire.ask({ method: reading[what], body: 'json' }, request, options);
  }
}

/** The tag of the answer if everything stands as it is believed to; `undefined`: of one of them nothing is believed. */
function tagOf(references: readonly string[], standing: ReadOptions['standing']): string | undefined {
  const lines = references.flatMap((reference) => {
    const one = standing?.get(reference);
    return one === undefined ? [] : [canonicalJson([one.id.toLowerCase(), one.digest])];
  });
  if (lines.length === 0 || lines.length < references.length) return undefined;
  return `"${digest128(`[${lines.toSorted().join(',')}]`)}"`;
}
