import { Controller, Get, Inject, Post } from '@nestjs/common';
import { shownCounts } from '@kntc/domain';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import {
  ACCEPT_CODE_LIST,
  changeDto,
  changeInFullDto,
  LIST_CODE_LIST_CHANGES,
  READ_CODE_LIST_CHANGE,
  REFUSE_CODE_LIST,
} from './code-list-changes.dto';
import { decided, deciding } from './decision';
import { Asked } from './operation/asked';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { GATEWAY } from './tokens';

const AREAS = 1;

/** National lists that changed at the far side, and what people decide about them. */
@Controller('api/v1/code-list-changes')
export class CodeListChangesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('overview.read')
  @Does(LIST_CODE_LIST_CHANGES)
  async changes(): Promise<AnswerOf<typeof LIST_CODE_LIST_CHANGES>> {
    return { items: (await this.gateway.parts.codeLists.changed()).map(changeDto) };
  }

  @Get(':list')
  @Needs('overview.read')
  @Does(READ_CODE_LIST_CHANGE)
  async change(
    @Asker() asker: Principal,
    @Asked() { params }: AskedOf<typeof READ_CODE_LIST_CHANGE>,
  ): Promise<AnswerOf<typeof READ_CODE_LIST_CHANGE>> {
    const wait = await this.gateway.parts.codeLists.waitOf(Number(params.list), asker);
    if (wait === undefined) throw refusal('not-there');
    // Of other lists public data on communes says nothing.
    const units = wait.list === AREAS ? this.gateway.parts.units() : undefined;
    return changeInFullDto(wait, shownCounts(asker), units);
  }

  @Post(':list/accept')
  @Needs('codes.decide')
  @Does(ACCEPT_CODE_LIST)
  async accept(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof ACCEPT_CODE_LIST>,
  ): Promise<AnswerOf<typeof ACCEPT_CODE_LIST>> {
    const { version, fromDay, evenIfMostGone: evenIfDoubtful } = asked.body;
    const list = Number(asked.params.list);
    const by = await deciding(this.gateway.parts, asker, { name: 'crosswalk accept-list', asked });
    const result = await by.codeLists.accept({ list, version, fromDay, evenIfDoubtful }, by.command);
    return decided(result, { target: asked.params.list, as: 'list-accepted' });
  }

  @Post(':list/refuse')
  @Needs('codes.decide')
  @Does(REFUSE_CODE_LIST)
  async refuse(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof REFUSE_CODE_LIST>,
  ): Promise<AnswerOf<typeof REFUSE_CODE_LIST>> {
    const list = Number(asked.params.list);
    const by = await deciding(this.gateway.parts, asker, { name: 'crosswalk refuse-list', asked });
    const result = await by.codeLists.refuse({ list, version: asked.body.version }, by.command);
    return decided(result, { target: asked.params.list, as: 'list-refused' });
  }
}
