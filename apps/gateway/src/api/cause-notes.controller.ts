import { Controller, Get, Inject, Post } from '@nestjs/common';
import { fieldLabel, reasonText, shownCounts, type Principal } from '@kntc/domain';
import type { Cause, SaidOfCause } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { tryCause, type TriedRecord } from '../composition/try-cause';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { Needs } from './access/route-access';
import { attentionDto } from './attention-dto';
import {
  ACKNOWLEDGE_CAUSE,
  ASSIGN_CAUSE,
  COMMENT_CAUSE,
  noteDto,
  READ_CAUSE_NOTES,
  TRY_CAUSE,
  untilOf,
} from './cause-notes.dto';
import { causeDto } from './causes.dto';
import { decided, deciding, type DecisionAsked } from './decision';
import { Asked, wrongRequest } from './operation/asked';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { GATEWAY } from './tokens';

const SAMPLES = 5;
const NO_CAUSE =
  'Không còn hồ sơ nào đứng lại vì nguyên nhân này, hoặc tài khoản không được xem. Không có gì thay đổi. Xem /api/v1/causes.';
const NOT_TRIED =
  'Không xét thử được ở đây: nguồn do tiến trình khác đọc, hoặc nguyên nhân không phải mã chưa đối chiếu. Không có gì thay đổi.';

type Tried = AnswerOf<typeof TRY_CAUSE>['items'][number];

/** What people say of a cause, and what a change would make of its records. Nothing here touches a record. */
@Controller('api/v1/causes/:id')
export class CauseNotesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('notes')
  @Needs('records.read')
  @Does(READ_CAUSE_NOTES)
  async notes(
    @Asker() asker: Principal,
    @Asked() { params }: AskedOf<typeof READ_CAUSE_NOTES>,
  ): Promise<AnswerOf<typeof READ_CAUSE_NOTES>> {
    const { causeNotes, clock } = this.gateway.parts;
    const cause = await this.#causeOf(params.id, asker);
    const notes = (await causeNotes.signedIn(asker, []).notes([params.id])).get(params.id) ?? [];
    return {
      cause: causeDto(cause, shownCounts(asker)),
      attention: attentionDto(notes, clock.now()),
      items: notes.map(noteDto),
    };
  }

  @Post('acknowledge')
  @Needs('records.decide')
  @Does(ACKNOWLEDGE_CAUSE)
  acknowledge(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof ACKNOWLEDGE_CAUSE>,
  ): Promise<AnswerOf<typeof ACKNOWLEDGE_CAUSE>> {
    const until = untilOf(asked.body.until, this.gateway.parts.clock.now());
    if (typeof until === 'string') throw wrongRequest([{ in: 'body', name: 'until', text: until }]);
    return this.#say({ kind: 'acknowledge', until }, asker, asked);
  }

  @Post('assign')
  @Needs('records.decide')
  @Does(ASSIGN_CAUSE)
  assign(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof ASSIGN_CAUSE>,
  ): Promise<AnswerOf<typeof ASSIGN_CAUSE>> {
    return this.#say({ kind: 'assign', assignee: asked.body.assignee ?? undefined }, asker, asked);
  }

  @Post('comment')
  @Needs('records.decide')
  @Does(COMMENT_CAUSE)
  comment(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof COMMENT_CAUSE>,
  ): Promise<AnswerOf<typeof COMMENT_CAUSE>> {
    return this.#say({ kind: 'comment' }, asker, asked);
  }

  @Post('samples')
  @Needs('records.decide')
  @Does(TRY_CAUSE)
  async samples(
    @Asker() asker: Principal,
    @Asked() { params, body }: AskedOf<typeof TRY_CAUSE>,
  ): Promise<AnswerOf<typeof TRY_CAUSE>> {
    const { resyncs, people } = this.gateway.parts;
    const cause = await this.#causeOf(params.id, asker);
    const { rows } = await resyncs.signedIn(asker, []).choose({ kind: 'cause', cause: params.id });
    const targets = body.targets?.map(({ nationalCode, validFrom, validUntil }) => ({
      nationalCode,
      validFrom: validFrom ?? undefined,
      validUntil: validUntil ?? undefined,
    }));
    const tried = await tryCause(this.gateway.parts, cause, { rows: rows.slice(0, SAMPLES), targets });
    if (tried === undefined) throw refusal('not-there', NOT_TRIED);
    await people.reading.page('cause samples', asker, async () => tried);
    return { matching: rows.length, items: tried.map(triedDto), text: TRIED };
  }

  async #say(
    said: SaidOfCause,
    asker: Principal,
    asked: DecisionAsked<{ readonly id: string }>,
  ): Promise<AnswerOf<typeof COMMENT_CAUSE>> {
    const { id } = asked.params;
    const by = await deciding(this.gateway.parts, asker, { name: `cause ${said.kind}`, asked });
    const result = await by.causeNotes.say(id, said, by.command);
    return decided(result, { target: id, as: 'cause-noted', missing: NO_CAUSE });
  }

  /** @throws HttpException 404 where no record stands still for it that the asker may know of */
  async #causeOf(id: string, asker: Principal): Promise<Cause> {
    const wanted = { filter: { id }, after: undefined, limit: 1 };
    const [cause] = (await this.gateway.parts.lists.causes(wanted, asker)).items;
    if (cause === undefined) throw refusal('not-there', NO_CAUSE);
    return cause;
  }
}

const TRIED = [
  'Xét thử: chưa đổi bảng đối chiếu, chưa đổi hồ sơ nào.',
  'Đúng như mong đợi thì sửa thật: POST /api/v1/crosswalk (hai bên), rồi đồng bộ lại đúng nhóm này.',
  'Đồng bộ lại: POST /api/v1/resync với subject {"kind": "cause"}; chốt trước khi sửa thì thêm paused, rồi go-on.',
];

function triedDto({ row, verdict, isCured }: TriedRecord): Tried {
  const [first] = verdict.reasons;
  return {
    source: row.source_id,
    localKey: row.local_key,
    reference: row.reference,
    becomes: verdict.class,
    isCured,
    text:
      first === undefined ? ACCEPTED : reasonText(first.code, fieldLabel(first.field), first.localCode ?? ''),
  };
}

const ACCEPTED = ['Hồ sơ đủ điều kiện gửi.', 'Trùng với hồ sơ khác thì chỉ biết khi xét thật.'];
