import { command, referenceOf, stored } from './ways-out/way-out';
import { MiniRoad } from './mini-road';

describe('rows that are gone at the source', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open({
      edit: { 'sources/mini.yaml': [['  rescan: 1ms\n', '  rescan: 1ms\n  keyPass: 1ms\n']] },
    });
    for (const ma of ['A', 'B', 'C', 'D']) await road.petition(ma);
    await road.converge();
  });
  afterAll(() => road.close());

  const isGone = async (ma: string): Promise<boolean> => {
    const { rows } = await road.own.query(
      'select from source_record where local_key = $1 and gone_at is not null',
      [ma],
    );
    return rows.length === 1;
  };
  const remove = (...keys: readonly string[]) =>
    road.local.query('delete from don where ma = any($1)', [keys]);

  it('are flagged, leave the account, and stay nationally as they are', async () => {
    const before = await stored(road);
    await remove('A');
    const { converged, summary } = await road.converge();
    expect({ converged, summary }).toMatchObject({
      converged: true,
      summary: { read: 3, confirmed: 3, unaccounted: 0 },
    });
    expect(await isGone('A')).toBe(true);
    expect(await road.gateway.parts.reports.goneCount()).toBe(1);
    expect([...(await road.gateway.parts.reports.goneBySource()).values()]).toEqual([1]);
    expect(await stored(road)).toBe(before);
  });

  it('get nothing new sent, not even what a person makes due, until they are back', async () => {
    const before = await stored(road);
    await road.own.query(
      "update step set content_digest = 'other' where kind = 'handling' and national_record_id = (select id from national_record where reference = $1)",
      [await referenceOf(road, 'A')],
    );
    await road.gateway.parts.operations.resync(await referenceOf(road, 'A'), command('Xem lại.'));
    expect(await road.converge()).toMatchObject({ converged: true });
    expect(await stored(road)).toBe(before);
    await road.petition('A');
    const { summary } = await road.converge();
    expect(summary).toMatchObject({ read: 4, confirmed: 4, unaccounted: 0 });
    expect(await isGone('A')).toBe(false);
    expect(await stored(road)).toBe(before + 1);
  });

  it('flag nothing when suspiciously many are missing, until a person confirms it', async () => {
    await remove('B', 'C', 'D');
    const { summary } = await road.converge();
    expect(summary).toMatchObject({ read: 1, unaccounted: 0 });
    expect(await isGone('B')).toBe(false);
    const [source] = await road.gateway.parts.reports.sources();
    expect(source).toMatchObject({ suspicious: { missing: 3, stood: 4 }, pausedCode: undefined });
    await road.gateway.showMetrics();
    const metrics = await road.gateway.parts.metrics.text();
    expect(metrics).toContain('kntc_gone_unconfirmed{source="mini"} 3\n');
    expect(metrics).toContain('kntc_gone{source="mini"} 0\n');
    const decision = command('Đơn vị đã chuyển các đơn này sang phần mềm mới.');
    expect(await road.gateway.parts.operations.confirmGone('mini', decision)).toEqual({ kind: 'done' });
    await road.converge();
    expect(await Promise.all(['B', 'C', 'D'].map(isGone))).toEqual([true, true, true]);
    const { rows } = await road.own.query("select actor, reason from operation where target = 'mini'");
    expect(rows).toEqual([{ actor: decision.actor, reason: decision.reason }]);
  });
});
