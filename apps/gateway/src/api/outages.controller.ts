import { Controller, Get, Inject } from '@nestjs/common';
import { outageDocument, outageSheets, zipBytes, type OutageForm } from '@kntc/documents';
import { shownCounts } from '@kntc/domain';
import type { Outage, Principal } from '@kntc/domain';
import { workbookBytes } from '@kntc/sources';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import {
  affectedDto,
  AFFECTED_WAY,
  LIST_AFFECTED,
  LIST_OUTAGES,
  OUTAGES_WAY,
  pastOutageDto,
  READ_OUTAGE_FILE,
} from './outages.dto';
import { GATEWAY } from './tokens';
import { DOCX, XLSX } from './written-file';

const MISSING = 'Không có lần gián đoạn kết nối này. Xem /api/v1/outages.';
const OPERATOR = 'Đơn vị vận hành cổng liên thông KNTC';

/** Interruptions of the connection to the national side, and the paper about one. */
@Controller('api/v1/outages')
export class OutagesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('overview.read')
  @Does(LIST_OUTAGES)
  async outages(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_OUTAGES>,
  ): Promise<AnswerOf<typeof LIST_OUTAGES>> {
    const { limit, cursor, isOver } = query;
    const filter = { isOver: isOver === undefined ? undefined : isOver === 'true' };
    const wanted = pageAsked(OUTAGES_WAY, { limit, cursor }, filter);
    const page = await this.gateway.parts.lists.outages(wanted, 'everything');
    const shown = shownCounts(asker);
    return pageAnswered(OUTAGES_WAY, filter, page, (outage) => pastOutageDto(outage, shown));
  }

  @Get(':id/records')
  @Needs('records.read')
  @Does(LIST_AFFECTED)
  async records(
    @Asker() asker: Principal,
    @Asked() { params, query }: AskedOf<typeof LIST_AFFECTED>,
  ): Promise<AnswerOf<typeof LIST_AFFECTED>> {
    const { lists, people } = this.gateway.parts;
    const { limit, cursor, agency } = query;
    await knownOnly(this.gateway.parts, asker, { agency });
    await this.#outage(params.id);
    const filter = { outage: params.id, agency };
    const wanted = pageAsked(AFFECTED_WAY, { limit, cursor }, filter);
    const page = await people.reading.page(`outage ${params.id}`, asker, () => lists.affected(wanted, asker));
    return pageAnswered(AFFECTED_WAY, filter, page, affectedDto);
  }

  @Get(':id/files/:file')
  @Needs('records.read')
  @Does(READ_OUTAGE_FILE)
  async file(
    @Asker() asker: Principal,
    @Asked() { params, query }: AskedOf<typeof READ_OUTAGE_FILE>,
  ): Promise<AnswerOf<typeof READ_OUTAGE_FILE>> {
    await knownOnly(this.gateway.parts, asker, query);
    const form = await this.#form(await this.#outage(params.id), asker, query.agency);
    const isPaper = params.file === 'bien-ban.docx';
    const bytes = isPaper
      ? await zipBytes(outageDocument(form), form.madeAt)
      : await workbookBytes(outageSheets(form));
    return {
      fileName: params.file,
      mediaType: isPaper ? DOCX : XLSX,
      content: bytes.toString('base64'),
    };
  }

  async #outage(id: string): Promise<Outage> {
    const outage = await this.gateway.parts.looks.outage(id);
    if (outage === undefined) throw refusal('not-there', MISSING);
    return outage;
  }

  async #form(outage: Outage, asker: Principal, agency: string | undefined): Promise<OutageForm> {
    const { looks, people, province, clock } = this.gateway.parts;
    const nameOf = (wanted: string): string =>
      province.agencies.find(({ id }) => id === wanted)?.name ?? wanted;
    const affected = await people.reading.page(`outage ${outage.id}`, asker, () =>
      looks.affected(outage.id, asker),
    );
    return {
      outage,
      province: province.name,
      agency: agency === undefined ? OPERATOR : nameOf(agency),
      affected: agency === undefined ? affected : affected.filter((one) => one.agency === agency),
      nameOf,
      recovery: outage.endedAt === null ? (await looks.look()).recovery : undefined,
      madeAt: clock.now(),
    };
  }
}
