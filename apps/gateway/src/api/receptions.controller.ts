import { Controller, Get, Header, Inject, Post } from '@nestjs/common';
import { receptionBook } from '@kntc/documents';
import { reportPeriod } from '@kntc/domain';
import type { Principal, ReportPeriod } from '@kntc/domain';
import { workbookBytes } from '@kntc/sources';
import type { ReceptionBook } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { decided, deciding, refusedDecision } from './decision';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import {
  ENTER_RECEPTIONS,
  LIST_RECEPTIONS,
  READ_NAMED_BOOK,
  READ_RECEPTION_BOOK,
  receptionDto,
} from './receptions.dto';
import { GATEWAY } from './tokens';

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MISSING = 'Không có lượt tiếp nào như vậy, hoặc đã phát sinh đơn. Xem /api/v1/receptions?isOpen=true.';

interface Paper {
  readonly period: ReportPeriod;
  readonly agency: string | undefined;
  readonly isNamed: boolean;
}

/** The Sổ tiếp công dân: visits with and without a petition, its workbook, and proof of manual entry. Nothing here sends. */
@Controller('api/v1/receptions')
export class ReceptionsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  @Does(LIST_RECEPTIONS)
  async receptions(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_RECEPTIONS>,
  ): Promise<AnswerOf<typeof LIST_RECEPTIONS>> {
    const { entries, proofs } = await this.#book(asker, query);
    return {
      items: entries
        .filter(
          ({ hasPetition, reference }) =>
            query.isOpen === 'false' || (!hasPetition && !proofs.has(reference)),
        )
        .map((entry) => receptionDto(entry, proofs.get(entry.reference))),
    };
  }

  @Get('book')
  @Needs('records.read')
  @Does(READ_RECEPTION_BOOK)
  async book(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof READ_RECEPTION_BOOK>,
  ): Promise<AnswerOf<typeof READ_RECEPTION_BOOK>> {
    const book = await this.#book(asker, query);
    return this.#file(book, { period: knownPeriod(query.period), agency: query.agency, isNamed: false });
  }

  @Post('book')
  @Header('cache-control', 'no-store, private')
  @Needs('unmask.request')
  @Does(READ_NAMED_BOOK)
  async named(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof READ_NAMED_BOOK>,
  ): Promise<AnswerOf<typeof READ_NAMED_BOOK>> {
    const { agency } = asked.body;
    const period = knownPeriod(asked.body.period);
    await knownOnly(this.gateway.parts, asker, { agency });
    // A look is not an act: it may be asked for again, and each time is on record.
    const by = await deciding(this.gateway.parts, asker, {
      name: 'receptions export-named',
      asked: { ...asked, key: '' },
    });
    const answer = await by.receptions.named({ period, agency }, by.command);
    if (answer.kind === 'refused') throw refusedDecision({ kind: 'refused', why: answer.why, of: 'unmask' });
    return this.#file(answer.book, { period, agency, isNamed: true });
  }

  @Post('entered')
  @Needs('records.decide')
  @Does(ENTER_RECEPTIONS)
  async entered(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof ENTER_RECEPTIONS>,
  ): Promise<AnswerOf<typeof ENTER_RECEPTIONS>> {
    const { agency, references, enteredOn, evidence } = asked.body;
    const period = knownPeriod(asked.body.period);
    await knownOnly(this.gateway.parts, asker, { agency });
    const by = await deciding(this.gateway.parts, asker, { name: 'receptions entered', asked });
    const of = references === undefined ? { period } : { references };
    const result = await by.receptions.entered({ agency, of, enteredOn, evidence }, by.command);
    return decided(result, { target: `${agency} ${period.id}`, as: 'receptions-entered', missing: MISSING });
  }

  async #book(
    asker: Principal,
    { period: id, agency }: { readonly period: string; readonly agency?: string | undefined },
  ): Promise<ReceptionBook> {
    const { people, receptions } = this.gateway.parts;
    await knownOnly(this.gateway.parts, asker, { agency });
    const period = knownPeriod(id);
    const books = await people.reading.page(`receptions ${id}`, asker, async () => [
      await receptions.book({ period, agency }, asker),
    ]);
    return books[0] ?? { entries: [], proofs: new Map() };
  }

  async #file({ entries, proofs }: ReceptionBook, { period, agency, isNamed }: Paper) {
    const { province, receptions } = this.gateway.parts;
    const names = await receptions.names(isNamed);
    const sheets = receptionBook(entries, {
      period,
      agency: province.agencies.find(({ id }) => id === agency)?.name ?? province.name,
      isNamed,
      nameOf: (list, code) => names.get(`${list}/${code}`) ?? code,
      proofOf: (reference) => proofs.get(reference),
    });
    const bytes = await workbookBytes(sheets);
    return {
      fileName: `so-tiep-cong-dan-${period.id}.xlsx`,
      mediaType: SHEET,
      content: bytes.toString('base64'),
    };
  }
}

/** The query was checked for it. */
function knownPeriod(id: string): ReportPeriod {
  const period = reportPeriod(id);
  if (period === undefined) throw refusal('not-there');
  return period;
}
