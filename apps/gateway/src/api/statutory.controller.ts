import { Controller, Get, Inject, Post } from '@nestjs/common';
import { formsRemarks, formsWorkbook, usageReport, zipBytes } from '@kntc/documents';
import { compareSides, dateInVietnam, differencesIn, reportPeriod } from '@kntc/domain';
import type { Principal, ReportPeriod } from '@kntc/domain';
import type { PeriodOf } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { decided, deciding } from './decision';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import {
  ADJUST_PERIOD,
  CLOSE_PERIOD,
  comparedDto,
  LIST_CLOSINGS,
  LIST_FIGURE_CHANGES,
  LIST_FORM_DIFFERENCES,
  READ_FORMS,
  READ_FORMS_WORKBOOK,
  READ_USAGE_REPORT,
} from './statutory.dto';
import { GATEWAY } from './tokens';
import { DOCX, XLSX } from './written-file';

/** The report forms of TT 01/2024: both sides of every cell, and the periods that were signed. */
@Controller('api/v1/statutory')
export class StatutoryController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('forms')
  @Needs('records.read')
  @Does(READ_FORMS)
  async forms(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof READ_FORMS>,
  ): Promise<AnswerOf<typeof READ_FORMS>> {
    const of = await this.#of(asker, query);
    const book = await this.#read(asker, of);
    const { forms, undated } = compareSides(book, of.period);
    return {
      period: of.period,
      forms: forms
        .filter(({ form }) => query.form === undefined || form.id === query.form)
        .map((form) => comparedDto(form)),
      undated: [...undated],
      notCases: book.notCases.map((one) => ({ ...one })),
    };
  }

  @Get('workbook')
  @Needs('records.read')
  @Does(READ_FORMS_WORKBOOK)
  async workbook(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof READ_FORMS_WORKBOOK>,
  ): Promise<AnswerOf<typeof READ_FORMS_WORKBOOK>> {
    const of = await this.#of(asker, query);
    const book = await this.#read(asker, of);
    const { forms, undated } = compareSides(book, of.period);
    const { province, clock } = this.gateway.parts;
    const files = formsWorkbook(forms, {
      period: of.period,
      province: province.name,
      nameOf: (wanted) => province.agencies.find(({ id }) => id === wanted)?.name ?? wanted,
      remarks: formsRemarks(book, undated, of.period),
    });
    const content = (await zipBytes(files, clock.now())).toString('base64');
    return { fileName: `bieu-bao-cao-${of.period.id}.xlsx`, mediaType: XLSX, content };
  }

  @Get('usage-report')
  @Needs('records.read')
  @Does(READ_USAGE_REPORT)
  async usage(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof READ_USAGE_REPORT>,
  ): Promise<AnswerOf<typeof READ_USAGE_REPORT>> {
    const of = await this.#of(asker, query);
    const book = await this.#read(asker, of);
    const { province, clock } = this.gateway.parts;
    const now = clock.now();
    const { name, agencies } = province;
    const paper = { period: of.period, province: name, agencies, day: dateInVietnam(now) };
    const content = (await zipBytes(usageReport(book, paper), now)).toString('base64');
    return { fileName: `bao-cao-su-dung-${of.period.id}.docx`, mediaType: DOCX, content };
  }

  @Get('differences')
  @Needs('records.read')
  @Does(LIST_FORM_DIFFERENCES)
  async differences(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_FORM_DIFFERENCES>,
  ): Promise<AnswerOf<typeof LIST_FORM_DIFFERENCES>> {
    const of = await this.#of(asker, query);
    const book = await this.#read(asker, of);
    const found = differencesIn(book, of.period, query);
    if (found === undefined) throw refusal('not-there', 'Biểu không có cột này.');
    return {
      items: found.map(({ local, confirmed, ...one }) => ({
        ...one,
        local: Number(local),
        confirmed: Number(confirmed),
        class: book.standing.get(one.reference) ?? null,
      })),
    };
  }

  @Get('closings')
  @Needs('records.read')
  @Does(LIST_CLOSINGS)
  async closings(@Asker() asker: Principal): Promise<AnswerOf<typeof LIST_CLOSINGS>> {
    const items = await this.gateway.parts.periods.closed(asker);
    return {
      items: items.map(({ agency, adjustments, ...one }) => ({
        ...one,
        agency: agency === '' ? null : agency,
        adjustments: adjustments.map(({ changes, ...rest }) => ({ ...rest, changes: [...changes] })),
      })),
    };
  }

  @Get('changes')
  @Needs('records.read')
  @Does(LIST_FIGURE_CHANGES)
  async changes(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_FIGURE_CHANGES>,
  ): Promise<AnswerOf<typeof LIST_FIGURE_CHANGES>> {
    const items = await this.gateway.parts.periods.changes(await this.#of(asker, query), asker);
    if (items === undefined) throw refusal('not-there', 'Kỳ báo cáo này chưa chốt.');
    return { items: [...items] };
  }

  @Post('closings')
  @Needs('records.decide')
  @Does(CLOSE_PERIOD)
  async close(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof CLOSE_PERIOD>,
  ): Promise<AnswerOf<typeof CLOSE_PERIOD>> {
    const of = await this.#of(asker, asked.body);
    const by = await deciding(this.gateway.parts, asker, { name: 'forms close', asked });
    const result = await by.periods.close(of, by.command);
    return decided(result, { target: of.period.id, as: 'period-closed', missing: NOT_YOURS });
  }

  @Post('adjustments')
  @Needs('records.decide')
  @Does(ADJUST_PERIOD)
  async adjust(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof ADJUST_PERIOD>,
  ): Promise<AnswerOf<typeof ADJUST_PERIOD>> {
    const of = await this.#of(asker, asked.body);
    const by = await deciding(this.gateway.parts, asker, { name: 'forms adjust', asked });
    const result = await by.periods.adjust(of, by.command);
    return decided(result, { target: of.period.id, as: 'period-adjusted', missing: NOT_YOURS });
  }

  /** @throws HttpException for an agency that there is not */
  async #of(
    asker: Principal,
    { period, agency }: { readonly period: string; readonly agency?: string | undefined },
  ): Promise<PeriodOf> {
    await knownOnly(this.gateway.parts, asker, { agency });
    return { period: knownPeriod(period), agency };
  }

  async #read(asker: Principal, of: PeriodOf) {
    const { people, statutory } = this.gateway.parts;
    const books = await people.reading.page(`forms ${of.period.id}`, asker, async () => [
      await statutory.book(of, asker),
    ]);
    const book = books[0];
    if (book === undefined) throw new Error('one book was asked for');
    return book;
  }
}

const NOT_YOURS = 'Không có kỳ báo cáo nào của cơ quan này mà tài khoản được quyết định.';

/** The query was checked for it. */
function knownPeriod(id: string): ReportPeriod {
  const period = reportPeriod(id);
  if (period === undefined) throw refusal('not-there');
  return period;
}
