import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import { MOST_RECORDS, ofReader, type ResyncSubject } from '@kntc/storage';
import type { Gateway } from '../composition/gateway';
import { previewResync } from '../composition/preview-resync';
import { Asker } from './access/asker';
import { refusal } from './access/refusal';
import { isStillSignedIn } from './access/still-signed-in';
import { Needs } from './access/route-access';
import { decided, deciding, type DecisionAsked } from './decision';
import { firstOf } from './one-of-many';
import { Asked } from './operation/asked';
import { knownOnly } from './operation/known-filters';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { streamProgress } from './progress-stream';
import { recordFilter } from './record-filters';
import { isOver, itemDto, previewDto, resyncDto, standingText } from './resync-answers';
import {
  FOLLOW_RESYNC,
  GO_ON_RESYNC,
  LIST_RESYNC_ITEMS,
  LIST_RESYNCS,
  PAUSE_RESYNC,
  PREVIEW_RESYNC,
  READ_RESYNC,
  RESYNC_ITEMS_WAY,
  RESYNCS_WAY,
  START_RESYNC,
  STOP_RESYNC,
} from './resync.dto';
import { GATEWAY } from './tokens';

type AskedSubject = AskedOf<typeof PREVIEW_RESYNC>['body']['subject'];
type Decided = AnswerOf<typeof STOP_RESYNC>;

const NO_RESYNC =
  'Không có lượt đồng bộ lại này, hoặc tài khoản không được xem. Không có gì thay đổi. Xem /api/v1/resync.';

/** Re-syncs of many records as one operation that people preview, begin, follow and stop. Nothing here sends. */
@Controller('api/v1/resync')
export class ResyncController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Post('preview')
  @Needs('records.decide')
  @Does(PREVIEW_RESYNC)
  async preview(
    @Asker() asker: Principal,
    @Asked() { body }: AskedOf<typeof PREVIEW_RESYNC>,
  ): Promise<AnswerOf<typeof PREVIEW_RESYNC>> {
    const { resyncs, looks, people } = this.gateway.parts;
    const subject = await this.#subject(asker, body.subject);
    const chosen = await resyncs.signedIn(asker, []).choose(subject);
    const preview = await previewResync(this.gateway.parts, chosen, asker.roles);
    await people.reading.page('resync preview', asker, async () => chosen.rows);
    return previewDto(preview, chosen, { look: await looks.look(), most: MOST_RECORDS });
  }

  @Post()
  @Needs('records.decide')
  @Does(START_RESYNC)
  async start(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof START_RESYNC>,
  ): Promise<AnswerOf<typeof START_RESYNC>> {
    const subject = await this.#subject(asker, asked.body.subject);
    const { resyncs, command } = await deciding(this.gateway.parts, asker, { name: 'resync start', asked });
    const result = await resyncs.start(subject, asked.body.paused, command);
    const first = firstOf(result);
    const id = first.kind === 'done' ? (first.id ?? '') : '';
    return { id, ...decided(result, { target: id, as: 'resync-started' }) };
  }

  @Get()
  @Needs('records.read')
  @Does(LIST_RESYNCS)
  async list(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_RESYNCS>,
  ): Promise<AnswerOf<typeof LIST_RESYNCS>> {
    const { limit, cursor, ...filter } = query;
    const wanted = pageAsked(RESYNCS_WAY, { limit, cursor }, filter);
    const seen = { ...wanted, filter: { ...filter, ...ofReader(asker) } };
    const page = await this.gateway.parts.lists.resyncs(seen, asker);
    return pageAnswered(RESYNCS_WAY, filter, page, resyncDto);
  }

  @Get(':id')
  @Needs('records.read')
  @Does(READ_RESYNC)
  async one(
    @Asker() asker: Principal,
    @Asked() { params }: AskedOf<typeof READ_RESYNC>,
  ): Promise<AnswerOf<typeof READ_RESYNC>> {
    const mine = this.gateway.parts.resyncs.signedIn(asker, []);
    const view = await mine.find(params.id);
    if (view === undefined) throw refusal('not-there', NO_RESYNC);
    const newcomers = await mine.newcomers(params.id, view.subject);
    return { ...resyncDto(view), newcomers, text: standingText(view) };
  }

  @Get(':id/items')
  @Needs('records.read')
  @Does(LIST_RESYNC_ITEMS)
  async items(
    @Asker() asker: Principal,
    @Asked() { params, query }: AskedOf<typeof LIST_RESYNC_ITEMS>,
  ): Promise<AnswerOf<typeof LIST_RESYNC_ITEMS>> {
    const { lists, people, resyncs } = this.gateway.parts;
    if ((await resyncs.signedIn(asker, []).find(params.id)) === undefined)
      throw refusal('not-there', NO_RESYNC);
    const { limit, cursor, ...rest } = query;
    const filter = { ...rest, operation: params.id };
    const wanted = pageAsked(RESYNC_ITEMS_WAY, { limit, cursor }, filter);
    const page = await people.reading.page('resync items', asker, () => lists.resyncItems(wanted, asker));
    return pageAnswered(RESYNC_ITEMS_WAY, filter, page, itemDto);
  }

  @Post(':id/stop')
  @Needs('records.decide')
  @Does(STOP_RESYNC)
  stop(@Asker() asker: Principal, @Asked() asked: AskedOf<typeof STOP_RESYNC>): Promise<Decided> {
    return this.#act('stop', asker, asked);
  }

  @Post(':id/pause')
  @Needs('records.decide')
  @Does(PAUSE_RESYNC)
  pause(@Asker() asker: Principal, @Asked() asked: AskedOf<typeof PAUSE_RESYNC>): Promise<Decided> {
    return this.#act('pause', asker, asked);
  }

  @Post(':id/go-on')
  @Needs('records.decide')
  @Does(GO_ON_RESYNC)
  goOn(@Asker() asker: Principal, @Asked() asked: AskedOf<typeof GO_ON_RESYNC>): Promise<Decided> {
    return this.#act('go-on', asker, asked);
  }

  @Get(':id/events')
  @Needs('records.read')
  @Does(FOLLOW_RESYNC)
  async follow(
    @Asker() asker: Principal,
    @Asked() { params }: AskedOf<typeof FOLLOW_RESYNC>,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const { resyncs, access, clock } = this.gateway.parts;
    const mine = resyncs.signedIn(asker, []);
    const look = async () => {
      const view = await mine.find(params.id);
      return view && { shown: resyncDto(view), isOver: isOver(view) };
    };
    if ((await look()) === undefined) throw refusal('not-there', NO_RESYNC);
    await streamProgress(
      response,
      {
        look,
        isSignedIn: () => isStillSignedIn(access, request),
        isStopping: () => this.gateway.isStopping,
      },
      clock,
    );
  }

  async #act(
    act: 'stop' | 'pause' | 'go-on',
    asker: Principal,
    asked: DecisionAsked<{ readonly id: string }>,
  ): Promise<Decided> {
    const { id } = asked.params;
    const { resyncs, command } = await deciding(this.gateway.parts, asker, { name: `resync ${act}`, asked });
    const result = await resyncs.act(id, act, command);
    return decided(result, { target: id, as: 'resync-changed', missing: NO_RESYNC });
  }

  /** Filters by names that nothing has are refused as in the list. */
  async #subject(asker: Principal, subject: AskedSubject): Promise<ResyncSubject> {
    if (subject.kind !== 'filter') return subject;
    const filter = recordFilter(subject.filter);
    await knownOnly(this.gateway.parts, asker, filter);
    return { kind: 'filter', filter };
  }
}
