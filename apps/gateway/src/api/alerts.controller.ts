import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { Principal } from '@kntc/domain';
import type { Gateway } from '../composition/gateway';
import { Asker } from './access/asker';
import { Needs } from './access/route-access';
import { alertsOverview } from './alerts-overview';
import {
  ACKNOWLEDGE_ALERT,
  alertDto,
  ALERTS_WAY,
  channelDto,
  LIST_ALERTS,
  READ_ALERT_CHANNELS,
  TEST_ALERTS,
} from './alerts.dto';
import { decided, deciding } from './decision';
import { Asked } from './operation/asked';
import { Does, type AnswerOf, type AskedOf } from './operation/operation';
import { pageAnswered, pageAsked } from './operation/paging';
import { GATEWAY } from './tokens';

const HOUR_MS = 3_600_000;
const NO_ALERT =
  'Không có sự cố này, hoặc tài khoản không được xem. Không có gì thay đổi. Xem /api/v1/alerts.';
const NO_CHANNEL =
  'Không có kênh cảnh báo nào tên như vậy trong config/alerts.yaml. Chưa gửi gì. Xem /api/v1/alerts/channels.';

/** What people were told of, whether somebody knows, and whether what they are told by works. */
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('overview.read')
  @Does(LIST_ALERTS)
  async alerts(
    @Asker() asker: Principal,
    @Asked() { query }: AskedOf<typeof LIST_ALERTS>,
  ): Promise<AnswerOf<typeof LIST_ALERTS>> {
    const { limit, cursor, state, kind } = query;
    const agencies = asker.agencies === 'all' ? undefined : asker.agencies;
    const filter = { state, kind, agencies };
    const wanted = pageAsked(ALERTS_WAY, { limit, cursor }, filter);
    const page = await this.gateway.parts.lists.alerts(wanted, 'everything');
    return pageAnswered(ALERTS_WAY, filter, page, (one) => alertDto(one, agencies));
  }

  @Get('channels')
  @Needs('overview.read')
  @Does(READ_ALERT_CHANNELS)
  async channels(@Asker() asker: Principal): Promise<AnswerOf<typeof READ_ALERT_CHANNELS>> {
    const { alertWatch, alertBook } = this.gateway.parts;
    const { text } = await alertsOverview(this.gateway.parts);
    const standings = await alertBook.channels();
    const ids = asker.agencies === 'all' ? alertWatch.channels : [];
    return {
      text,
      items: ids.map((id) =>
        channelDto(
          id,
          standings.find(({ channel }) => channel === id),
        ),
      ),
    };
  }

  @Post('test')
  @Needs('alerts.answer')
  @Does(TEST_ALERTS)
  async test(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof TEST_ALERTS>,
  ): Promise<AnswerOf<typeof TEST_ALERTS>> {
    const { channel } = asked.body;
    const all = this.gateway.parts.alertWatch.channels;
    const { alertBook, command } = await deciding(this.gateway.parts, asker, { name: 'alerts test', asked });
    const wanted = channel === undefined ? all : all.filter((id) => id === channel);
    const result = await alertBook.test(wanted, command);
    return decided(result, { target: channel ?? 'mọi kênh', as: 'alert-tested', missing: NO_CHANNEL });
  }

  @Post(':id/acknowledge')
  @Needs('alerts.answer')
  @Does(ACKNOWLEDGE_ALERT)
  async acknowledge(
    @Asker() asker: Principal,
    @Asked() asked: AskedOf<typeof ACKNOWLEDGE_ALERT>,
  ): Promise<AnswerOf<typeof ACKNOWLEDGE_ALERT>> {
    const { id } = asked.params;
    const forMs = asked.body.hours * HOUR_MS;
    const { alertBook, command } = await deciding(this.gateway.parts, asker, {
      name: 'alerts ack',
      asked,
    });
    const result = await alertBook.acknowledge(id, forMs, command);
    return decided(result, { target: `sự cố ${id}`, as: 'alert-acknowledged', missing: NO_ALERT });
  }
}
