import type { AlertIncident, Ids } from '@kntc/domain';
import type { DataSource } from 'typeorm';
import type { PgApprovals } from '../access/pg-approvals';
import type { PgAudit } from '../audit/pg-audit';
import { allowedOnly } from '../operations/allowed-only';
import { once } from '../operations/once';
import type { Command, OperationResult } from '../operations/operation';
import { channelStandings, failingChannels, openIncidents, type ChannelStanding } from './alert-standing';

export interface AlertBookTools {
  readonly dataSource: DataSource;
  readonly ids: Ids;
  readonly audit: PgAudit;
  readonly approvals: PgApprovals;
  readonly provinceId: string;
}

/** What is wrong, and whether people are told of it. */
export interface AlertStanding {
  readonly now: Date;
  readonly open: readonly AlertIncident[];
  /** Whose messages fail again and again. */
  readonly failing: readonly string[];
}

/**
 * What people say about alerts, on the audit: one named person who works for the whole province. An acknowledgement has an end;
 * nothing else silences an alert. A crash leaves it there or not there.
 */
export class PgAlertBook {
  constructor(
    private readonly tools: AlertBookTools,
    private readonly deciding: PgApprovals = tools.approvals,
  ) {}

  /** The same for somebody who is signed in: only accounts decide. @param proved who else proved who they are */
  signedIn({ login }: { readonly login: string }, proved: readonly string[]): PgAlertBook {
    return new PgAlertBook(this.tools, this.tools.approvals.signedIn([login, ...proved]));
  }

  /**
   * The command's reason is the note; a later acknowledgement takes the place of an earlier one.
   * @param forMs how long it counts, from now
   * @returns `not-found` for one there is not; refused: `alert-over`
   */
  acknowledge(id: string, forMs: number, command: Command): Promise<OperationResult> {
    return this.#decide({ name: 'alerts ack', target: id, command }, async (manager) => {
      const [rows]: [unknown[], number] = await manager.query(
        `update alert_incident set acknowledged_by = $2, acknowledged_note = $3, acknowledged_until = clock_timestamp() + make_interval(secs => $4::float8 / 1000),
           acknowledged_at = clock_timestamp(), acknowledged_count = coalesce((facts ->> 'count')::int, 0)
         where id = $1 and closed_at is null and opened_at is not null returning id`,
        [id, command.actor, command.reason, forMs],
      );
      if (rows.length > 0) return { kind: 'done' };
      const known: unknown[] = await manager.query(
        'select 1 from alert_incident where id = $1 and opened_at is not null',
        [id],
      );
      return known.length === 0 ? { kind: 'not-found' } : { kind: 'refused', why: 'alert-over' };
    });
  }

  /** What is wrong now, and whether people hear of it, by the database's clock. */
  async standing(): Promise<AlertStanding> {
    const { dataSource } = this.tools;
    const times: { now: Date }[] = await dataSource.query('select clock_timestamp() as now');
    const [open, failing] = await Promise.all([openIncidents(dataSource), failingChannels(dataSource)]);
    return {
      now: times[0]?.now ?? new Date(Number.NaN),
      open,
      failing: failing.map(({ id }) => id),
    };
  }

  /** How the messages of every channel fare that ever had one. */
  channels(): Promise<readonly ChannelStanding[]> {
    return channelStandings(this.tools.dataSource);
  }

  /** A message to each of these channels, sent by whoever sends alerts; what came of it stands with the channels. */
  test(channels: readonly string[], command: Command): Promise<OperationResult> {
    const { provinceId } = this.tools;
    return this.#decide({ name: 'alerts test', target: channels.join(' '), command }, async (manager) => {
      if (channels.length === 0) return { kind: 'not-found' };
      await manager.query(
        `insert into alert_notice (agency_id, channel, what, planned_at, not_before)
         select $1, c, 'test', clock_timestamp(), clock_timestamp() from unnest($2::text[]) c`,
        [provinceId, channels],
      );
      return { kind: 'done' };
    });
  }

  #decide(
    { name, target, command }: { readonly name: string; readonly target: string; readonly command: Command },
    act: (manager: Parameters<Parameters<typeof once>[2]>[0]) => Promise<OperationResult>,
  ): Promise<OperationResult> {
    return once(this.tools, { name, target, command }, (manager) =>
      allowedOnly(
        { approvals: this.deciding, manager },
        { kind: 'alerts', command, agencyId: this.tools.provinceId },
        () => act(manager),
      ),
    );
  }
}
