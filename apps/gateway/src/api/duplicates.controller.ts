import { Controller, Get, Inject, Post } from '@nestjs/common';
import { seesField, type Principal } from '@kntc/domain';
import type { DuplicateRow, DuplicateView } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { decided, deciding } from './decision';
import {
  duplicateDto,
  duplicateViewDto,
  followsOf,
  isOfDenunciation,
  previewText,
} from './duplicate-answers';
import {
  DECIDE_DUPLICATE,
  DUPLICATES_WAY,
  LIST_DUPLICATES,
  READ_DUPLICATE,
  UNDO_DUPLICATE,
} from './duplicates.dto';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';

type Side = AnswerOf<typeof READ_DUPLICATE>['later'];

/** Pairs that may be one matter, side by side, and what people decide about them. Nothing here sends. */
@Controller('api/v1/duplicates')
export class DuplicatesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  @Does(LIST_DUPLICATES)
  async duplicates(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_DUPLICATES>,
  ): Promise<AnswerOf<typeof LIST_DUPLICATES>> {
    const { lists, people } = this.gateway.parts;
    const { limit, cursor, ...filter } = query;
    await knownOnly(this.gateway.parts, asker, filter);
    const { isEscalated, ...rest } = filter;
    const asked = pageAsked(DUPLICATES_WAY, { limit, cursor }, filter);
    const wanted = {
      ...asked,
      filter: { ...rest, isEscalated: isEscalated === undefined ? undefined : isEscalated === 'true' },
    };
    const page = await people.reading.page('duplicates', asker, () => lists.duplicates(wanted, asker));
    return pageAnswered(DUPLICATES_WAY, filter, page, duplicateDto);
  }

  @Get(':id')
  @Needs('cases.read')
  @Does(READ_DUPLICATE)
  async one(
    @Asker() asker: Principal,
    @Asked() { params }: AskedOf<typeof READ_DUPLICATE>,
  ): Promise<AnswerOf<typeof READ_DUPLICATE>> {
    const view = await this.#view(params.id, asker);
    const { row, earlierReference } = view;
    const isHidden = isOfDenunciation(row);
    const later = { agency: row.agency, reference: row.reference };
    const earlier = { agency: row.earlierAgency, reference: isHidden ? null : earlierReference };
    const sides = {
      later: isHidden ? later : await this.#side(later, asker),
      earlier: isHidden ? earlier : { ...(await this.#side(earlier, asker)), ...standing(row) },
    };
    return duplicateViewDto(view, sides, this.gateway.parts.duplicateModel);
  }

  @Post(':id/decision')
  @Needs('records.decide')
  @Does(DECIDE_DUPLICATE)
  async decide(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof DECIDE_DUPLICATE>,
  ): Promise<AnswerOf<typeof DECIDE_DUPLICATE>> {
    const { id: target } = asked.params;
    const { decision, isLaterHead } = asked.body;
    const view = await this.#view(target, asker);
    const follows = followsOf(decision, view);
    if (asked.query.preview === 'true')
      return { target, result: 'preview', ...follows, text: previewText(decision, follows, view) };
    const by = await deciding(this.gateway.parts, asker, { name: 'duplicates decide', asked });
    const result = await by.duplicates.decide(target, { decision, isLaterHead }, by.command);
    return { ...decided(result, { target, as: `duplicate-${decision}`, missing: MISSING }), ...follows };
  }

  @Post(':id/undo')
  @Needs('records.decide')
  @Does(UNDO_DUPLICATE)
  async undo(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof UNDO_DUPLICATE>,
  ): Promise<AnswerOf<typeof UNDO_DUPLICATE>> {
    const { id: target } = asked.params;
    const by = await deciding(this.gateway.parts, asker, { name: 'duplicates undo', asked });
    const result = await by.duplicates.undo(target, by.command);
    return decided(result, { target, as: 'duplicate-undo', missing: MISSING });
  }

  async #view(id: string, asker: Principal): Promise<DuplicateView> {
    const { duplicates, people } = this.gateway.parts;
    const look = async () => [await duplicates.view(id, asker)].filter((one) => one !== undefined);
    const [view] = await people.reading.page(`duplicate ${id}`, asker, look);
    if (view === undefined) throw refusal('not-there', MISSING);
    return view;
  }

  /** One petition as the reader sees any case; of one that must not be known only the agency. */
  async #side({ agency, reference }: Pick<Side, 'agency' | 'reference'>, asker: Principal): Promise<Side> {
    if (reference === null) return { agency, reference };
    const read = await this.gateway.parts.people.reading.one(reference, asker);
    if (read === undefined) return { agency, reference: null };
    const { view, parties } = read;
    return {
      agency,
      reference,
      state: view.class,
      ...(view.nationalId !== undefined && { nationalId: view.nationalId }),
      ...(parties !== undefined && seesField(asker.roles, 'parties') && { parties }),
    };
  }
}

/** A petition that stands at the far side only is known by its id there. */
function standing({ foundThere }: DuplicateRow): Pick<Side, 'nationalId'> {
  return foundThere === null ? {} : { nationalId: foundThere };
}

const MISSING = 'Không có cặp đơn này, hoặc tài khoản không được xem. Xem /api/v1/duplicates.';
