import { Controller, Get, Inject, Post } from '@nestjs/common';
import { approvalOfResolution, resolutionSteps, type DecisionWay, type Principal } from '@kntc/domain';
import { groupOf, type ConflictListRow, type OperationResult } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { conflictDto, resultingDto, sideBySideDto } from './conflict-answers';
import {
  CONFLICTS_WAY,
  LIST_CONFLICTS,
  MOST_AT_ONCE,
  READ_CONFLICT,
  RESOLVE_CONFLICT,
  RESOLVE_GROUP,
  UNDO_RESOLUTION,
} from './conflicts.dto';
import { decided, deciding, refusedDecision } from './decision';
import { firstOf, oneOfMany, type OneOfMany } from './one-of-many';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';

type Deciding = Awaited<ReturnType<typeof deciding>>;

/** Fields both sides see differently, side by side, and what people decide about them. Nothing here sends. */
@Controller('api/v1/conflicts')
export class ConflictsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  @Does(LIST_CONFLICTS)
  async conflicts(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_CONFLICTS>,
  ): Promise<AnswerOf<typeof LIST_CONFLICTS>> {
    const { lists, people } = this.gateway.parts;
    const { limit, cursor, ...filter } = query;
    await knownOnly(this.gateway.parts, asker, filter);
    const wanted = pageAsked(CONFLICTS_WAY, { limit, cursor }, filter);
    const page = await people.reading.page('conflicts', asker, () => lists.conflicts(wanted, asker));
    return pageAnswered(CONFLICTS_WAY, filter, page, conflictDto);
  }

  @Get(':reference')
  @Needs('cases.read')
  @Does(READ_CONFLICT)
  async one(
    @Asker() asker: Principal,
    @Asked() { params }: AskedOf<typeof READ_CONFLICT>,
  ): Promise<AnswerOf<typeof READ_CONFLICT>> {
    const { people, sides, keyedDigest } = this.gateway.parts;
    const { reference } = params;
    // Only behind the entry of the audit is anything read that may be somebody's.
    const read = await people.reading.about(reference, asker, async ({ agency, nationalId }) => {
      const rows = await this.#rows({ reference }, asker);
      if (rows.length === 0) return undefined;
      const [local, national] = [
        await sides.local(reference),
        await sides.national({ nationalId, agencyId: agency }),
      ];
      return sideBySideDto(rows, { local, national }, { roles: asker.roles, keyedDigest });
    });
    if (read === undefined) throw refusal('not-there');
    return read;
  }

  @Post(':reference/resolve')
  @Needs('records.decide')
  @Does(RESOLVE_CONFLICT)
  async resolve(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof RESOLVE_CONFLICT>,
  ): Promise<AnswerOf<typeof RESOLVE_CONFLICT>> {
    const { reference } = asked.params;
    const { fields } = asked.body;
    const [row] = await this.#rows({ reference }, asker);
    const follows = this.#follows(fields, row);
    const target = `${reference} ${fields.map(({ field }) => field).join(' ')}`;
    if (asked.query.preview === 'true') {
      if (row === undefined) throw refusal('not-there');
      return { target, result: 'preview', ...follows, text: PREVIEWED };
    }
    const by = await deciding(this.gateway.parts, asker, { name: 'conflicts resolve', asked });
    const wanted = fields.map(({ field, way, value }) => ({ field, way, text: value?.trim() }));
    return {
      ...decided(await this.#resolved(by, reference, wanted), { target, as: 'resolved' }),
      ...follows,
    };
  }

  @Post(':reference/undo')
  @Needs('records.decide')
  @Does(UNDO_RESOLUTION)
  async undo(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof UNDO_RESOLUTION>,
  ): Promise<AnswerOf<typeof UNDO_RESOLUTION>> {
    const { reference } = asked.params;
    const by = await deciding(this.gateway.parts, asker, { name: 'conflicts undo', asked });
    const result = await by.conflicts.undo(reference, asked.body.field, by.command);
    return decided(result, { target: reference, as: 'unresolved' });
  }

  /** Each record by itself: what one of them is refused stops none of the others. */
  @Post('groups/:group/resolve')
  @Needs('records.decide')
  @Does(RESOLVE_GROUP)
  async resolveGroup(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof RESOLVE_GROUP>,
  ): Promise<AnswerOf<typeof RESOLVE_GROUP>> {
    const { group } = asked.params;
    const { way } = asked.body;
    const page = await this.#page({ group }, asker);
    const [first] = page.items;
    const field = first?.fields.find((one) => groupOf(first.kind, one) === group)?.field;
    if (field === undefined) throw refusal('not-there');
    const head = {
      field,
      hasMore: page.next !== undefined,
      ...this.#follows([{ field, way }], first),
    };
    if (asked.query.preview === 'true')
      return {
        ...head,
        items: page.items.map(({ reference }) => ({ reference, result: 'preview', text: PREVIEWED })),
      };
    const by = await deciding(this.gateway.parts, asker, { name: 'conflicts resolve group', asked });
    const begun = firstOf(
      await by.operations.beginMany('conflicts resolve group', page.items.length, by.command),
    );
    if (begun.kind === 'refused') throw refusedDecision(begun);
    const items: OneOfMany[] = [];
    for (const { reference } of page.items) {
      const command = { ...by.command, idempotencyKey: `${by.command.idempotencyKey}:${reference}` };
      const result = await this.#resolved({ ...by, command }, reference, [{ field, way }]);
      items.push(oneOfMany(reference, result, 'resolved'));
    }
    return { ...head, items };
  }

  /** The far side is only asked where a value of it is needed, and before anything is locked. */
  async #resolved(
    { conflicts, command }: Pick<Deciding, 'conflicts' | 'command'>,
    reference: string,
    wanted: readonly {
      readonly field: string;
      readonly way: DecisionWay;
      readonly text?: string | undefined;
    }[],
  ): Promise<OperationResult> {
    const row = await conflicts.find(reference);
    const isValueNeeded = row !== undefined && wanted.some(({ way }) => way !== 'ours');
    const shown = isValueNeeded
      ? await this.gateway.parts.sides.national({
          nationalId: row.national_id ?? undefined,
          agencyId: row.agency_id,
        })
      : undefined;
    return conflicts.resolve(reference, { wanted, shown }, command);
  }

  #follows(
    wanted: readonly { readonly field: string; readonly way: DecisionWay }[],
    row: ConflictListRow | undefined,
  ): Pick<AnswerOf<typeof RESOLVE_CONFLICT>, 'steps' | 'needsApprover'> {
    const { capabilities, readBack } = this.gateway.parts.profile;
    const fields = wanted.flatMap(({ field, way }) => {
      const key = readBack?.stepOf(field);
      return key === undefined ? [] : [{ key, way }];
    });
    const ways = wanted.map(({ way }) => way);
    return {
      steps: resolutionSteps(fields, capabilities.repeat).map(resultingDto),
      needsApprover: approvalOfResolution(ways, row?.kind) === 'content',
    };
  }

  #page(filter: { readonly reference?: string; readonly group?: string }, asker: Principal) {
    return this.gateway.parts.lists.conflicts({ filter, after: undefined, limit: MOST_AT_ONCE }, asker);
  }

  async #rows(filter: { readonly reference: string }, asker: Principal): Promise<readonly ConflictListRow[]> {
    return (await this.#page(filter, asker)).items;
  }
}

const PREVIEWED = [
  'Xem trước: chưa ghi nhận gì.',
  'Các bước trong steps sẽ đi theo đường thường, sau khi có quyết định.',
  'Gửi lại không có preview, với khoá mới, để quyết định.',
];
