import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv, type Row } from '../csv';
import type { LedgerEntry } from '../../journey/far-side';
import { editFile } from '../../journey/mini-road';
import { PackRoad } from '../pack-road';
import { describeTiepdan, TiepdanSystem } from './local-system';

jest.setTimeout(180_000);

const SOURCE = 'sources/tiepdan.yaml';

interface Known {
  readonly reference: string | null;
  readonly content_digest: string;
  readonly class: string | null;
  readonly code: string | null;
  readonly gone: boolean;
}

describeTiepdan('a later cycle of the citizen-reception software', () => {
  let system: TiepdanSystem;
  let road: PackRoad;
  let first: ReadonlyMap<string, Known>;
  let sentBefore: number;
  beforeAll(async () => {
    system = await TiepdanSystem.start();
    road = await PackRoad.open({
      configDir: join(__dirname, 'config'),
      variables: { TIEPDAN_URL: system.readerUrl },
      edit: { [SOURCE]: [['pollEvery: 5m', 'pollEvery: 1ms']] },
    });
    await road.converge();
    first = await known();
    sentBefore = (await road.far.ledger()).length;
    await system.playChanges();
  });
  afterAll(async () => {
    await road?.close();
    await system?.stop();
  });

  it('sees by the watermark alone what the software marked as changed', async () => {
    await road.converge();
    expect(await changedKeys()).toEqual(expected((event) => event['seen_by_watermark'] === 'yes'));
  });

  it('sees steps, people and a vanished row when everything is read again, and not that a label has a new name', async () => {
    await road.stop();
    editFile(join(road.configDir, SOURCE), [
      ['rescan: 6h', 'rescan: 1ms'],
      ['keyPass: 6h', 'keyPass: 1ms'],
    ]);
    await road.start();
    const { converged, summary } = await road.converge();
    expect({ converged, unaccounted: summary.unaccounted }).toEqual({ converged: true, unaccounted: 0 });
    expect(summary.read).toBe(first.size - 1);
    expect(await changedKeys()).toEqual(expected((event) => event['seen_by_rescan'] === 'yes'));
    const after = await known();
    const gone = [...after].flatMap(([key, one]) => (one.gone ? [key] : []));
    expect(gone).toEqual(expected((event) => event['gone'] === 'yes'));
    for (const { donthuid: key = '', class: cls, reason } of events()) {
      if (key === '*') continue;
      const one = after.get(key);
      expect(`${key} ${one?.class} ${one?.code ?? ''}`).toBe(`${key} ${cls} ${reason}`);
    }
  });

  it('sends nothing of all that by itself: what is confirmed changes only by a person, what is gone stays', async () => {
    expect((await road.far.ledger()).slice(sentBefore)).toEqual([]);
  });

  it('sends the larger group after an approver said so, into the same case', async () => {
    const { reference } = (await known()).get('624') ?? {};
    if (reference === null || reference === undefined) throw new Error('624 has no reference');
    await road.gateway.parts.operations.release(reference, {
      actor: 'operator-one',
      approver: 'operator-two',
      reason: 'Thêm người đứng tên.',
      idempotencyKey: randomUUID(),
    });
    await road.converge();
    const [update, ...others] = (await road.far.ledger()).slice(sentBefore);
    expect(others).toEqual([]);
    expect(update).toMatchObject({ method: 'CapNhatVuViec', decision: 'updated', reference });
    expect(update?.body['NguoiKNTC']).toMatchObject({ LoaiNguoiKNTC: 2, SoNguoiKNTC: 2 });
  });

  it('sends the handling that was missing once it is entered in its step table', async () => {
    const before = (await road.far.ledger()).length;
    await system.admin.query(
      `update theodoidonthu set ngayquyetdinhxuly = '2026-01-05' where donthuid = 632`,
    );
    await road.converge();
    const added: readonly LedgerEntry[] = (await road.far.ledger()).slice(before);
    expect(added.map(({ method, decision }) => `${method} ${decision}`)).toEqual(['CapNhatKQXuLy recorded']);
    expect((await known()).get('632')).toMatchObject({ class: 'confirmed', code: null });
  });

  it('pauses when a column is renamed while it reads, and goes on by itself when the name is back', async () => {
    const sent = (await road.far.ledger()).length;
    await system.admin.query('alter table donthu rename column noidung to noi_dung_don');
    expect(await road.converge()).toMatchObject({ converged: false, why: 'GW_S103' });
    await system.admin.query('alter table donthu rename column noi_dung_don to noidung');
    expect(await road.converge()).toMatchObject({ converged: true, summary: { unaccounted: 0 } });
    expect((await road.far.ledger()).length).toBe(sent);
  });

  const events = (): readonly Row[] =>
    readCsv(readFileSync(join(__dirname, 'expected-changes-delivery.csv'), 'utf8'));
  const expected = (holds: (event: Row) => boolean): readonly string[] =>
    events()
      .filter(holds)
      .map((event) => event['donthuid'] ?? '')
      .toSorted();

  async function known(): Promise<ReadonlyMap<string, Known>> {
    const { rows } = await road.own.query<Known & { readonly local_key: string }>(
      `select r.local_key, s.reference, r.content_digest, s.class, r.gone_at is not null as gone,
         coalesce(s.hold_code, s.reasons -> 0 ->> 'code') as code
       from source_record r join record_standing s on s.id = r.id`,
    );
    return new Map(rows.map(({ local_key: key, ...row }) => [key, row]));
  }

  /** Keys whose record now says something else than after the first cycle. */
  async function changedKeys(): Promise<readonly string[]> {
    const now = await known();
    const changed = [...now].filter(([key, one]) => one.content_digest !== first.get(key)?.content_digest);
    return changed.map(([key]) => key).toSorted();
  }
});
