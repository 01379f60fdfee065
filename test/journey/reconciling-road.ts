import { MiniRoad, until, type MiniRoadOptions } from './mini-road';
import { QUICK } from './ways-out/way-out';

/** Whom the ledger names for what was done on the web of the far side. */
const WEB = 'trang-web-csdlqg';

export interface Found {
  readonly ma: string;
  readonly code: string;
  readonly class: string;
  readonly fields: readonly string[];
}

interface Run {
  readonly kind: string;
  readonly compared: number;
  readonly requests: number;
  readonly matching: number;
  readonly finishedAt: string | null;
}

/** A small province that is compared with its far side. */
export class ReconcilingRoad {
  private constructor(readonly road: MiniRoad) {}

  static async open(options: MiniRoadOptions = {}): Promise<ReconcilingRoad> {
    return new ReconcilingRoad(await MiniRoad.open({ edit: QUICK, ...options }));
  }

  /** On a road that stands. */
  static on(road: MiniRoad): ReconcilingRoad {
    return new ReconcilingRoad(road);
  }

  /** What stands open, by the key of the local system. */
  async found(): Promise<readonly Found[]> {
    const { rows } = await this.road.own.query<Omit<Found, 'fields'> & { fields: { field: string }[] }>(
      `select coalesce(c.local_key, '-') as ma, f.code, f.class, f.fields from finding f
       left join national_record n on n.id = f.national_record_id left join case_file c on c.id = n.case_id
       where f.settled_at is null order by 1, 2`,
    );
    return rows.map(({ fields, ...row }) => ({ ...row, fields: fields.map(({ field }) => field) }));
  }

  /** Everything confirmed lies longer back than the settle time; then all of it is compared once. */
  async compareAll(): Promise<void> {
    await until(async () => {
      const { rows } = await this.road.own.query<{ is_settled: boolean }>(
        "select coalesce(max(confirmed_at) < clock_timestamp() - interval '1 second', true) as is_settled from step",
      );
      return rows[0]?.is_settled === true;
    });
    await this.askForAll();
    await until(async () => {
      await this.road.gateway.reconcile();
      return (await this.runs()).every(({ kind, finishedAt }) => kind !== 'full' || finishedAt !== null);
    });
  }

  async askForAll(): Promise<void> {
    const by = ['--actor', 'can-bo', '--reason', 'định kỳ'];
    const { code, errors } = await this.road.kntc('reconcile', '--full', '--no-wait', ...by);
    if (code !== 0) throw new Error(errors.join('\n'));
  }

  /** Newest first. */
  async runs(): Promise<readonly Run[]> {
    const { lines } = await this.road.kntc('reconcile', '--json');
    return (JSON.parse(lines.join('')) as { runs: readonly Run[] }).runs;
  }

  /** Under which the far side confirmed it. */
  async idOf(ma: string): Promise<string> {
    const [first] = await this.road.delivered(ma);
    return first?.caseId ?? '';
  }

  /** Requests that changed something there, but for those of its own web. */
  async sent(): Promise<number> {
    return (await this.road.far.ledger()).filter(({ account }) => account !== WEB).length;
  }

  /** Id of the record that was entered last on its web. */
  async enteredThere(): Promise<string> {
    const own = (await this.road.far.ledger()).filter(({ account }) => account === WEB);
    return own.find(({ decision }) => decision === 'created')?.id ?? '';
  }
}
