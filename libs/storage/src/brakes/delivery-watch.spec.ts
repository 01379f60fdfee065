import { anAudit, pgStores, TYPED_NAMES, usePool } from '../../../../test/contract/stores-under-test';
import { PgConfiguration } from '../codes/pg-configuration';
import { registerSource } from '../codes/register-source';
import { lookAtBrakes, noteWatched } from './delivery-watch';
import { deliveryPause, resumeDelivery } from './pg-delivery-pause';

const BAD = { isRefused: true, isChange: false };
const GOOD = { isRefused: false, isChange: false };
const SOURCE = { id: 'mini', title: 'Nguồn', definition: '{}' };

describe('the watch over a change of the mapping', () => {
  const pool = usePool();
  beforeEach(async () => {
    await pgStores(pool.dataSource, pool.url);
  });
  const register = (mappingVersion: string) =>
    registerSource(pool.dataSource, 'H507', { ...SOURCE, mappingVersion });
  const look = () => lookAtBrakes(pool.dataSource);
  const note = (seen: typeof BAD) => noteWatched(pool.dataSource, seen);
  const resume = (actor: string, approver: string) =>
    resumeDelivery(
      {
        dataSource: pool.dataSource,
        provinceId: 'H507',
        audit: anAudit(pool.dataSource),
        approvals: TYPED_NAMES,
      },
      { actor, approver, reason: 'đã sửa bảng đối chiếu' },
    );

  it('begins when a source gets another mapping, not when it is registered again', async () => {
    await register('mapping-1');
    expect(await look()).toEqual({ pausedCode: undefined, isWatching: false, pausedAgencies: [] });
    await register('mapping-2');
    expect(await look()).toEqual({ pausedCode: undefined, isWatching: true, pausedAgencies: [] });
  });

  it('begins when another crosswalk comes into use, not with the first', async () => {
    const configuration = new PgConfiguration(pool.dataSource, 'H507');
    const row = { sourceId: 'mini', list: 5, localCode: '1', nationalCode: '1' };
    await configuration.importCrosswalk([row]);
    expect((await look()).isWatching).toBe(false);
    await configuration.importCrosswalk([{ ...row, nationalCode: '2' }]);
    expect((await look()).isWatching).toBe(true);
  });

  it('pauses on the fifth bad answer, whichever process saw it, until two people let delivery go on', async () => {
    await register('mapping-2');
    const verdicts = await Promise.all([note(BAD), note(BAD), note(BAD), note(BAD), note(BAD), note(BAD)]);
    expect(verdicts.filter((one) => one === 'tripped')).toHaveLength(1);
    expect(await look()).toEqual({ pausedCode: 'GW_N209', isWatching: false, pausedAgencies: [] });
    expect((await deliveryPause(pool.dataSource))?.detail).toBe('mapping mini: 5 refused, 0 changed');

    expect(await resume('Lan', 'LAN')).toBe('same-person');
    expect((await look()).pausedCode).toBe('GW_N209');
    expect(await resume('Lan', 'Hùng')).toBe('resumed');
    expect(await look()).toEqual({ pausedCode: undefined, isWatching: false, pausedAgencies: [] });
    expect(await resume('Lan', 'Hùng')).toBe('not-paused');
  });

  it('ends after twenty good answers', async () => {
    await register('mapping-2');
    for (let nth = 1; nth < 20; nth += 1) expect(await note(GOOD)).toBe('watching');
    expect(await note(GOOD)).toBe('passed');
    expect(await look()).toEqual({ pausedCode: undefined, isWatching: false, pausedAgencies: [] });
    expect(await note(BAD)).toBe('passed');
  });
});
