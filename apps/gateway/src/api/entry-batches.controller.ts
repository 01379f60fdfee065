import { createHash } from 'node:crypto';
import {
  ConflictException,
  Controller,
  Get,
  Inject,
  Post,
  UnprocessableEntityException,
} from '@nestjs/common';
import { entrySheets } from '@kntc/documents';
import { leftOutLines, OPERATION_REFUSALS, rowCode, shownCounts } from '@kntc/domain';
import type { JudgedEntries, Principal } from '@kntc/domain';
import { readWorkbook, workbookBytes } from '@kntc/sources';
import type { OperationResult, WorkbookRow } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { decided, deciding } from './decision';
import { NEXT } from './decision-words';
import {
  batchDto,
  CANCEL_ENTRY_BATCH,
  EXPORT_ENTRY_BATCH,
  handDto,
  judgedDto,
  LIST_ENTRY_BATCHES,
  READ_ENTRY_RESULT,
  READ_ENTRY_WORKBOOK,
} from './entry-batches.dto';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { GATEWAY } from './tokens';

const MISSING = 'Không có đợt này, hoặc tài khoản không được xem. Xem /api/v1/entry-batches.';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Batches of steps that people type where no interface may be used. Nothing here sends anything. */
@Controller('api/v1/entry-batches')
export class EntryBatchesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  @Does(LIST_ENTRY_BATCHES)
  async batches(@Asker() asker: Principal): Promise<AnswerOf<typeof LIST_ENTRY_BATCHES>> {
    const { entryBatches, hands, people } = this.gateway.parts;
    const isTheirs = (agency: string): boolean => asker.agencies === 'all' || asker.agencies.includes(agency);
    const shown = shownCounts(asker);
    const standing = (await hands.standing()).filter(({ agency }) => isTheirs(agency));
    const batches = await people.reading.page('batches', asker, () => entryBatches.list(asker));
    return {
      agencies: standing.map((one) => handDto(one, shown)),
      batches: batches.map((one) => batchDto(one)),
    };
  }

  @Post()
  @Needs('records.decide')
  @Does(EXPORT_ENTRY_BATCH)
  async export(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof EXPORT_ENTRY_BATCH>,
  ): Promise<AnswerOf<typeof EXPORT_ENTRY_BATCH>> {
    const { agency, limit, withDenunciations } = asked.body;
    await knownOnly(this.gateway.parts, asker, { agency });
    const by = await deciding(this.gateway.parts, asker, { name: 'batch export', asked });
    const { result, leftOut } = await by.entryBatches.export(
      { agency, limit, withDenunciations },
      by.command,
    );
    const said = decided(result, { target: idOf(result), as: 'batch-exported', missing: MISSING });
    return { ...said, text: [...said.text, ...leftOutLines(leftOut)] };
  }

  @Post(':id/workbook')
  @Needs('records.decide')
  @Does(READ_ENTRY_WORKBOOK)
  async workbook(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof READ_ENTRY_WORKBOOK>,
  ): Promise<AnswerOf<typeof READ_ENTRY_WORKBOOK>> {
    const { id } = asked.params;
    const by = await deciding(this.gateway.parts, asker, { name: 'batch workbook', asked });
    const { result, rows } = await by.entryBatches.workbook(id, by.command);
    decided(result, { target: id, as: 'batch-workbook', missing: MISSING });
    const content = (await this.#file(id, asker, rows)).toString('base64');
    return { fileName: `dot-nhap-tay-${id}.xlsx`, mediaType: XLSX, content };
  }

  @Post(':id/result')
  @Needs('records.decide')
  @Does(READ_ENTRY_RESULT)
  async result(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof READ_ENTRY_RESULT>,
  ): Promise<AnswerOf<typeof READ_ENTRY_RESULT>> {
    const { id } = asked.params;
    const { content, fileName, ...rest } = asked.body;
    const bytes = Buffer.from(content, 'base64');
    const workbookSha256 = createHash('sha256').update(bytes).digest('hex');
    // The file counts by its hash: a repeated key is compared without keeping megabytes.
    const short = { ...asked, body: { ...rest, workbookSha256 } };
    const by = await deciding(this.gateway.parts, asker, { name: 'batch read', asked: short });
    const read = await readWorkbook(bytes, fileName);
    if (read.kind === 'refused')
      throw new UnprocessableEntityException({
        code: 'not-a-batch',
        detail: read.text.join(' '),
        text: read.text,
      });
    const judged = judgedOr404(await by.entryBatches.judge(id, read.sheets, this.gateway.parts.clock.now()));
    const outcome = await by.entryBatches.read(id, { answers: judged.answers, workbookSha256 }, by.command);
    const { text } = decided(outcome, { target: id, as: 'batch-read', missing: MISSING });
    return { target: id, workbookSha256, ...judgedDto(judged), text };
  }

  @Post(':id/cancel')
  @Needs('records.decide')
  @Does(CANCEL_ENTRY_BATCH)
  async cancel(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof CANCEL_ENTRY_BATCH>,
  ): Promise<AnswerOf<typeof CANCEL_ENTRY_BATCH>> {
    const { id } = asked.params;
    const by = await deciding(this.gateway.parts, asker, { name: 'batch cancel', asked });
    const result = await by.entryBatches.cancel(id, by.command);
    return decided(result, { target: id, as: 'batch-cancelled', missing: MISSING });
  }

  async #file(id: string, asker: Principal, rows: readonly WorkbookRow[]): Promise<Buffer> {
    const { entryBatches, province, keyedDigest } = this.gateway.parts;
    const view = await entryBatches.view(id, asker);
    const agency = province.agencies.find((one) => one.id === view?.agency)?.name ?? '';
    const cover = { batch: id, agency, madeAt: inVietnam(view?.madeAt), madeBy: view?.madeBy ?? '' };
    const coded = rows.map((row) => ({ ...row, kind: row.key.kind, code: rowCode(id, row, keyedDigest) }));
    return workbookBytes(entrySheets(cover, coded));
  }
}

/** @throws HttpException where there is no such batch, or the file is of none */
function judgedOr404(judged: JudgedEntries | 'not-a-batch' | undefined): JudgedEntries {
  if (judged === undefined) throw refusal('not-there', MISSING);
  if (judged !== 'not-a-batch') return judged;
  const text = [...OPERATION_REFUSALS['not-a-batch'], NEXT['not-a-batch']];
  throw new ConflictException({ code: 'not-a-batch', detail: text.join(' '), text });
}

/** Of what was made, now or the first time this was asked. */
function idOf(result: OperationResult): string {
  const done = result.kind === 'repeated' ? result.before : result;
  return (done?.kind === 'done' ? done.id : undefined) ?? '';
}

function inVietnam(moment: string | undefined): string {
  if (moment === undefined) return '';
  const options = { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat('vi-VN', options).format(new Date(moment));
}
