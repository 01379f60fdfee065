import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import type { WantedProposalDecision } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { decided, deciding } from './decision';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import {
  DECIDE_PROPOSAL,
  LIST_PROPOSALS,
  proposalDto,
  PROPOSALS_WAY,
  proposalViewDto,
  READ_PROPOSAL,
} from './proposals.dto';
import { GATEWAY } from './tokens';

/** Cases that only the far side knows, and what people say of them. Nothing here creates or sends anything. */
@Controller('api/v1/proposals')
export class ProposalsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  @Does(LIST_PROPOSALS)
  async proposals(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_PROPOSALS>,
  ): Promise<AnswerOf<typeof LIST_PROPOSALS>> {
    const { lists, people } = this.gateway.parts;
    const { limit, cursor, ...filter } = query;
    await knownOnly(this.gateway.parts, asker, filter);
    const wanted = pageAsked(PROPOSALS_WAY, { limit, cursor }, filter);
    const page = await people.reading.page('proposals', asker, () => lists.proposals(wanted, asker));
    return pageAnswered(PROPOSALS_WAY, filter, page, proposalDto);
  }

  @Get(':id')
  @Needs('cases.read')
  @Does(READ_PROPOSAL)
  async one(
    @Asker() asker: Principal,
    @Asked() { params }: AskedOf<typeof READ_PROPOSAL>,
  ): Promise<AnswerOf<typeof READ_PROPOSAL>> {
    const { proposals, people } = this.gateway.parts;
    const look = async () => [await proposals.view(params.id, asker)].filter((one) => one !== undefined);
    const [view] = await people.reading.page(`proposal ${params.id}`, asker, look);
    if (view === undefined) throw refusal('not-there', MISSING);
    return proposalViewDto(view, asker.roles);
  }

  @Post(':id/decision')
  @Needs('records.decide')
  @Does(DECIDE_PROPOSAL)
  async decide(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof DECIDE_PROPOSAL>,
  ): Promise<AnswerOf<typeof DECIDE_PROPOSAL>> {
    const { decision, reference = '' } = asked.body;
    const { proposals, command } = await deciding(this.gateway.parts, asker, {
      name: 'proposals decide',
      asked,
    });
    const wanted: WantedProposalDecision = decision === 'link' ? { decision, reference } : { decision };
    const result = await proposals.decide(asked.params.id, wanted, command);
    return decided(result, { target: asked.params.id, as: `proposal-${decision}`, missing: MISSING });
  }
}

const MISSING = 'Không có đề xuất này, hoặc tài khoản không được xem. Xem /api/v1/proposals.';
