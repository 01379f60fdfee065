import { GatewayError, RECORDS_PER_READ, recordDigest } from '@kntc/domain';
import type {
  AcknowledgedStep,
  ChangesRead,
  Digest128,
  DigestSide,
  NationalAgency,
  NationalReading,
  ReadOptions,
  RecordsRead,
} from '@kntc/domain';
import type { NationalSettings } from '../../settings/national-settings';
import { STEP_METHODS } from '../ttcp-2018/body';
import type { Answer } from '../ttcp-2018/answers/answer';
import type { Wire } from '../ttcp-2018/wire/wire-calls';
import { agencyRows } from './answers/agency-rows';
import { changesAnswer } from './answers/changes-answer';
import { digestAnswer, digestRequest } from './answers/digest-answer';
import { recordsAnswer, recordsOfAnswer } from './answers/records-answer';

type Methods = NonNullable<NationalSettings['reading']>;

/** Changes of one answer. */
const CHANGES_PER_READ = 500;

/** The methods of the interface `next` that read back. Requests carry ids and ranges only, never a person's data. */
export class NextReading implements NationalReading {
  constructor(
    private readonly wire: Wire,
    private readonly settings: NationalSettings,
  ) {}

  digests(options: ReadOptions = {}): DigestSide {
    return {
      look: async (ranges, detail) =>
        digestAnswer(await this.#ask('digests', digestRequest(ranges, detail), options), detail),
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

  /** Records that carry one of at most {@link RECORDS_PER_READ} references; of each there may be several. */
  async recordsOf(references: readonly string[], options: ReadOptions = {}): Promise<RecordsRead> {
    const request = { MaVuViec: [], MaThamChieu: references };
    return recordsOfAnswer(await this.#ask('records', request, options), references);
  }

  async changes(cursor: string | undefined, options: ReadOptions = {}): Promise<ChangesRead> {
    const request = { ConTro: cursor ?? '', GioiHan: CHANGES_PER_READ };
    return changesAnswer(await this.#ask('changes', request, options));
  }

  async agencies(options: ReadOptions = {}): Promise<readonly NationalAgency[]> {
    return agencyRows(await this.#ask('agencies', {}, options));
  }

  async #ask(
    what: keyof Methods,
    request: Readonly<Record<string, unknown>>,
    options: ReadOptions,
  ): Promise<Answer> {
    const { reading } = this.settings;
    if (reading === undefined) throw new GatewayError('GW_P401', 'reading: names of methods expected');
    return this.wire.ask({ method: reading[what], body: 'json' }, request, options);
  }
}
