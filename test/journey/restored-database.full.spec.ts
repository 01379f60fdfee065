import { MiniRoad } from './mini-road';

jest.setTimeout(120_000);

const DECISION = { actor: 'can-bo', reason: 'đã tra cứu trên CSDLQG' };

/** A table as it stood, put back over what stands there now. */
async function putBack(road: MiniRoad, seq: number): Promise<void> {
  await road.own.query('alter table audit_entry disable trigger all');
  await road.own.query('delete from audit_entry where seq > $1', [seq]);
  await road.own.query('alter table audit_entry enable trigger all');
}

async function newestSeq(road: MiniRoad): Promise<number> {
  const { rows } = await road.own.query<{ seq: string }>('select max(seq) as seq from audit_entry');
  return Number(rows[0]?.seq);
}

const metric = async (road: MiniRoad): Promise<string | undefined> =>
  /^kntc_audit_broken (\d)$/m.exec(await road.gateway.parts.metrics.text())?.[1];

describe('a gateway on a database that was put back from a backup', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.petition('R-1');
    await road.converge();
    const backup = await newestSeq(road);
    for (const key of ['k1', 'k2']) {
      const { reference } = await road.standing('R-1');
      await road.gateway.parts.operations.resync(reference ?? '', { ...DECISION, idempotencyKey: key });
    }
    if ((await newestSeq(road)) !== backup + 2) throw new Error('the actions are not on record');
    await road.stop();
    await putBack(road, backup);
    await road.start();
    await road.petition('R-2');
  });
  afterAll(() => road.close());

  it('delivers nothing, says why, and shows it to whoever watches', async () => {
    const { converged, why } = await road.converge();
    expect({ converged, why }).toEqual({ converged: false, why: 'GW_T309' });
    expect(await road.delivered('R-2')).toEqual([]);
    expect(await metric(road)).toBe('1');
    expect(
      road.logLines.some((line) => line.includes('"code":"GW_T309"') && line.includes('"level":"error"')),
    ).toBe(true);
  });

  it('takes no action of a person either', async () => {
    const { reference } = await road.standing('R-1');
    const acting = road.gateway.parts.operations.resync(reference ?? '', {
      ...DECISION,
      idempotencyKey: 'k3',
    });
    await expect(acting).rejects.toMatchObject({ code: 'GW_T309' });
  });

  it('still sends nothing when two people accepted it, but looks what the far side holds', async () => {
    await road.acceptRestore();
    await road.restart();
    expect(await road.converge()).toMatchObject({ converged: false, why: 'GW_N210' });
    expect(await road.delivered('R-2')).toEqual([]);
  });

  it('goes on after two people signed the difference, and delivers what waited', async () => {
    await road.signOff();
    expect((await road.converge()).converged).toBe(true);
    expect(await road.delivered('R-2')).not.toEqual([]);
    expect(await metric(road)).toBe('0');
  });
});

describe('a backup after which nobody acted, but the gateway delivered', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open();
    await road.petition('B-1');
    await road.converge();
    await road.stop();
    const { rows } = await road.own.query<{ seq: string }>('select max(seq) as seq from receipt');
    await road.start();
    await road.petition('B-2');
    await road.converge();
    await road.stop();
    for (const table of ['receipt', 'receipt_checkpoint']) {
      await road.own.query(`alter table ${table} disable trigger all`);
      await road.own.query(`delete from ${table} where seq > $1`, [rows[0]?.seq]);
      await road.own.query(`alter table ${table} enable trigger all`);
    }
    await road.start();
    await road.petition('B-3');
  });
  afterAll(() => road.close());

  it('is noticed by the receipts: nothing is delivered until two people decide', async () => {
    expect(await road.converge()).toMatchObject({ converged: false, why: 'GW_T309' });
    expect(await road.delivered('B-3')).toEqual([]);
    await road.acceptRestore();
    await road.restart();
    await road.converge();
    await road.signOff();
    expect((await road.converge()).converged).toBe(true);
    expect(await road.delivered('B-3')).not.toEqual([]);
  });
});
