import { connect, createDataSource } from '@kntc/storage';
import { DenunciationsJudgedAgain1764100000172 } from '../../libs/storage/src/migrations/0172-denunciations-judged-again';
import { MiniRoad } from './mini-road';

const DENUNCIATION = { loai: 'tc', linh_vuc: 'TN', ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
const NAME = 'Trịnh Thị Lộ Tên';

jest.setTimeout(120_000);

describe('an upgrade of a gateway that never compared open fields with the denouncer', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.petition('KN-1');
    await road.petition('TC-1', { ...DENUNCIATION, ho_ten: 'Phạm Văn Khác', can_bo: 'Lê Thị Cán' });
    await road.petition('TC-2', { ...DENUNCIATION, ho_ten: NAME, can_bo: NAME });
  });
  afterAll(() => road.close());

  const takenIn = async (): Promise<void> => {
    await road.gateway.refreshKnowledge();
    await road.gateway.pollSources();
    await road.gateway.refreshKnowledge();
  };
  const due = async (): Promise<readonly string[]> => {
    const { rows } = await road.own.query<{ local_key: string }>(
      "select local_key from source_record where class = 'accepted' order by local_key",
    );
    return rows.map(({ local_key: key }) => key);
  };
  /** As an older gateway left it: accepted and due, and nobody ever asked. */
  const acceptedUnasked = async (): Promise<void> => {
    await takenIn();
    const decision = { actor: 'Lan', approver: 'Hùng', reason: 'thử', idempotencyKey: 'unasked' };
    await road.gateway.parts.operations.decide('mini', 'TC-2', 'namesake', decision);
    await road.gateway.refreshKnowledge();
    expect(await due()).toEqual(['KN-1', 'TC-1', 'TC-2']);
    await road.own.query('update source_record set agreements = null');
    // What was rung when it was taken in is rung again only half a minute later.
    await road.own.query('update outbox set rung_at = null');
  };

  it('lets no such denunciation leave before it was judged again', async () => {
    await acceptedUnasked();
    const dataSource = createDataSource(road.databaseUrl, 1);
    await connect(dataSource);
    const runner = dataSource.createQueryRunner();
    await new DenunciationsJudgedAgain1764100000172().up(runner);
    await runner.release();
    await dataSource.destroy();
    expect(await due()).toEqual(['KN-1']);
    await road.converge();
    expect(await road.standing('TC-2')).toMatchObject({
      class: 'quarantined',
      code: 'IDENTITY_IN_OPEN_FIELD',
    });
    for (const ma of ['KN-1', 'TC-1']) expect(await road.standing(ma)).toMatchObject({ class: 'confirmed' });
    expect(JSON.stringify(await road.far.ledger())).not.toContain(NAME);
  });
});
