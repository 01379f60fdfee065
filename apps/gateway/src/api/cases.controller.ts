import { Controller, Get, Inject } from '@nestjs/common';
import { visibleFields, waitText } from '@kntc/domain';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { ATTEMPTS_WAY, LIST_ATTEMPTS, READ_CASE } from './cases.dto';
import { Asked } from './operation/asked';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { reasonsDto } from './reasons-dto';
import { GATEWAY } from './tokens';

/** One case, masked; every look is on record. A case somebody may not know of is answered like one that does not exist. */
@Controller('api/v1/cases')
export class CasesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get(':reference')
  @Needs('cases.read')
  @Does(READ_CASE)
  async one(
    @Asker() asker: Principal,
    @Asked() { params }: AskedOf<typeof READ_CASE>,
  ): Promise<AnswerOf<typeof READ_CASE>> {
    const read = await this.gateway.parts.people.reading.one(params.reference, asker);
    if (read === undefined) throw refusal('not-there');
    const { view, parties, overlays } = read;
    return visibleFields<AnswerOf<typeof READ_CASE>>(asker.roles, {
      reference: params.reference,
      kind: view.kind,
      agency: view.agency,
      state: view.class,
      nationalId: view.nationalId,
      steps: view.steps,
      changedAt: view.changedAt,
      reasons: reasonsDto(view, asker.roles),
      waiting: view.wait && { ...view.wait, text: waitText(view.wait) },
      overlays: overlays.map(({ field, documentNo, author, approver, reason, setAt }) => ({
        field,
        documentNo,
        author,
        approver,
        reason,
        setAt: setAt.toISOString(),
      })),
      parties,
    });
  }

  @Get(':reference/attempts')
  @Needs('cases.read')
  @Does(LIST_ATTEMPTS)
  async attempts(
    @Asker() asker: Principal,
    @Asked() { params, query }: AskedOf<typeof LIST_ATTEMPTS>,
  ): Promise<AnswerOf<typeof LIST_ATTEMPTS>> {
    const { lists, people } = this.gateway.parts;
    const wanted = pageAsked(ATTEMPTS_WAY, query, params);
    const page = await people.reading.about(params.reference, asker, () => lists.attempts(wanted, asker));
    if (page === undefined) throw refusal('not-there');
    return pageAnswered(ATTEMPTS_WAY, params, page, (attempt) => attempt);
  }
}
