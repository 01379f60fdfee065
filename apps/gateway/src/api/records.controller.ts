import { Controller, Get, Inject } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import type { RecordRow } from '@kntc/storage';
import type { z } from 'zod';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { reasonsDto } from './reasons-dto';
import { recordFilter } from './record-filters';
import { LIST_RECORDS, RECORDS_WAY, type RECORD } from './records.dto';
import { GATEWAY } from './tokens';

/** Records of the sources, masked: references, codes and reasons, never a name, number or text of a petition. */
@Controller('api/v1/records')
export class RecordsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  @Does(LIST_RECORDS)
  async records(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof LIST_RECORDS>,
  ): Promise<AnswerOf<typeof LIST_RECORDS>> {
    const { lists, people } = this.gateway.parts;
    const { limit, cursor, ...query } = asked.query;
    const filter = recordFilter(query);
    await knownOnly(this.gateway.parts, asker, filter);
    const wanted = pageAsked(RECORDS_WAY, { limit, cursor }, filter);
    const page = await people.reading.page(`records ${filter.class ?? 'all'}`, asker, () =>
      lists.records(wanted, asker),
    );
    return pageAnswered(RECORDS_WAY, filter, page, (row) => recordDto(row, asker));
  }
}

/** A record as far as the roles of whoever asks see it. */
export function recordDto(row: RecordRow, { roles }: Principal): z.input<typeof RECORD> {
  const { reasons: _reasons, holdCode: _holdCode, ...rest } = row;
  return { ...rest, reasons: reasonsDto(row, roles) };
}
