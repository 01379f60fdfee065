import { Controller, Get, Inject, Post } from '@nestjs/common';
import { dateInVietnam, dueOn as dayAfter, partialDate } from '@kntc/domain';
import type { PartialDate, Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { decided, deciding } from './decision';
import { Asked, wrongRequest } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { LIST_REQUESTS, RECORD_REQUEST, REPLY_REQUEST, requestDto, REQUESTS_WAY } from './requests.dto';
import { GATEWAY } from './tokens';

/** What the inspectorate asks agencies for, with owner, day and reply. */
@Controller('api/v1/requests')
export class RequestsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('records.read')
  @Does(LIST_REQUESTS)
  async requests(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_REQUESTS>,
  ): Promise<AnswerOf<typeof LIST_REQUESTS>> {
    const { lists, people, clock } = this.gateway.parts;
    const { limit, cursor, isReplied, within, agency, owner } = query;
    const today = dateInVietnam(clock.now());
    const dueBy = within === undefined ? undefined : dayAfter(today, within);
    const filter = { agency, owner, isReplied: isReplied === 'true', dueBy };
    await knownOnly(this.gateway.parts, asker, filter);
    const wanted = pageAsked(REQUESTS_WAY, { limit, cursor }, filter);
    const page = await people.reading.page('requests', asker, () => lists.requests(wanted, asker));
    return pageAnswered(REQUESTS_WAY, filter, page, (row) => requestDto(row, today));
  }

  @Post()
  @Needs('records.decide')
  @Does(RECORD_REQUEST)
  async record(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof RECORD_REQUEST>,
  ): Promise<AnswerOf<typeof RECORD_REQUEST>> {
    const { agency, documentNo, owner, reference, receivedOn } = asked.body;
    this.#mustBeOfProvince(agency);
    const days = { receivedOn: day(receivedOn), dueOn: this.#dueOn(asked.body) };
    const { requests, command } = await deciding(this.gateway.parts, asker, {
      name: 'requests record',
      asked,
    });
    const result = await requests.record({ agency, documentNo, owner, reference, ...days }, command);
    return decided(result, { target: `${agency} ${documentNo}`, as: 'request-recorded' });
  }

  @Post(':id/reply')
  @Needs('records.decide')
  @Does(REPLY_REQUEST)
  async reply(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof REPLY_REQUEST>,
  ): Promise<AnswerOf<typeof REPLY_REQUEST>> {
    const { replyNo, repliedOn } = asked.body;
    const { id } = asked.params;
    const { requests, command } = await deciding(this.gateway.parts, asker, {
      name: 'requests reply',
      asked,
    });
    const result = await requests.reply(id, { replyNo, repliedOn: day(repliedOn) }, command);
    return decided(result, { target: id, as: 'request-replied', missing: NO_REQUEST });
  }

  /** @throws HttpException 400 for an agency that nobody configured */
  #mustBeOfProvince(agency: string): void {
    const { id, agencies } = this.gateway.parts.province;
    if (agency !== id && !agencies.some((one) => one.id === agency))
      throw wrongRequest([{ in: 'body', name: 'agency', text: NO_AGENCY }]);
  }

  /** @throws HttpException 400 where neither the document nor a rule names a day */
  #dueOn({
    receivedOn,
    dueOn,
  }: {
    readonly receivedOn: string;
    readonly dueOn?: string | undefined;
  }): PartialDate {
    const due = dueOn === undefined ? this.gateway.parts.deadlines.requestDueOn(day(receivedOn)) : day(dueOn);
    if (due === undefined) throw wrongRequest([{ in: 'body', name: 'dueOn', text: NO_DAY }]);
    return due;
  }
}

const NO_REQUEST =
  'Không có yêu cầu này, hoặc tài khoản không được xem. Không có gì thay đổi. Xem /api/v1/requests.';
const NO_AGENCY = 'không có cơ quan này; dùng id trong config/agencies.yaml';
const NO_DAY = 'deadlines.yaml không có thời hạn trả lời: ghi ngày mà văn bản định';

function day(text: string): PartialDate {
  const date = partialDate(text);
  if (date === undefined)
    throw wrongRequest([{ in: 'body', name: 'receivedOn', text: 'ngày không có thật' }]);
  return date;
}
