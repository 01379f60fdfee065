import { join } from 'node:path';
import type { RawRecord, Source } from '@kntc/domain';
import { editFile, MiniRoad } from './mini-road';
import { expectDelivered, expectStopped } from './ways-out/way-out';

jest.setTimeout(60_000);

const TWENTY = Array.from({ length: 20 }, (_none, index) => `Nguyễn Văn ${'ABCDEFGHIKLMNOPQRSTU'[index]}n`);

describe('content no form was made for', () => {
  let road: MiniRoad;
  beforeAll(async () => {
    road = await MiniRoad.open();
  });
  afterAll(() => road.close());

  it('10 MB of text stop one petition, not the others, and are not logged', async () => {
    await road.petition('BIG-1', { noi_dung: 'Đơn rất dài. '.repeat(800_000) });
    await road.petition('BIG-2');
    await expectOnlyStopped('BIG-1', 'TEXT_TOO_LONG', 'BIG-2');
    expect(Math.max(...road.logLines.map((line) => line.length))).toBeLessThan(10_000);
    await road.change('BIG-1', { noi_dung: 'Đơn nay ngắn gọn.' });
    await expectDelivered(road, 'BIG-1');
  });

  it('emoji, quotation marks and backslashes arrive as they were typed', async () => {
    const text = 'Cầu vỡ 👨‍👩‍👧‍👦 🇻🇳 «gấp» "rất gấp" \\ \' & <3 mét';
    await road.petition('EMOJI-1', { noi_dung: text, ho_ten: "Nguyễn Thị D'Arc" });
    await expectDelivered(road, 'EMOJI-1');
    const [created] = await road.delivered('EMOJI-1');
    expect(String(created?.body['NoiDungDon']).split('\n')[0]).toBe(text);
  });

  it.each([
    ['semicolons', '; '],
    ['commas', ', '],
    ['lines', '\n'],
  ])(
    '20 petitioners in one cell (%s) are never sent as one person nor split by guessing',
    async (name, glue) => {
      await road.petition(`TWENTY ${name}`, { ho_ten: TWENTY.join(glue) });
      await expectStopped(road, `TWENTY ${name}`, 'MANY_PEOPLE_IN_ONE_FIELD');
      await road.change(`TWENTY ${name}`, { ho_ten: TWENTY[0] ?? '', so_nguoi: '20' });
      await expectDelivered(road, `TWENTY ${name}`);
      const [created] = await road.delivered(`TWENTY ${name}`);
      expect(created?.body['NguoiKNTC']).toMatchObject({
        SoNguoiKNTC: 20,
        DataNguoiKNTC: [{ HoTen: TWENTY[0] }],
      });
    },
  );

  it('half a JSON document, SQL and template text are only text', async () => {
    const text = '{"Id": "x", ${process.exit()} \'); drop table don; -- {{7*7}} %s %n';
    await road.petition("K'; drop table outbox; --", { noi_dung: text });
    await expectDelivered(road, "K'; drop table outbox; --");
    const [created] = await road.delivered("K'; drop table outbox; --");
    expect(String(created?.body['NoiDungDon']).split('\n')[0]).toBe(text);
  });

  /** Others go on although this one stands. */
  async function expectOnlyStopped(ma: string, code: string, other: string): Promise<void> {
    const { converged, summary } = await road.converge();
    expect({ converged, unaccounted: summary.unaccounted }).toEqual({ converged: true, unaccounted: 0 });
    expect(await road.standing(ma)).toMatchObject({ class: 'quarantined', code });
    expect(await road.standing(other)).toMatchObject({ class: 'confirmed' });
  }

  describe('that PostgreSQL text cannot even hold', () => {
    /** A source whose rows carry whatever a driver of another system might hand over. */
    function sourceOf(record: RawRecord): Source {
      const source = road.gateway.parts.sources[0]?.source;
      if (source === undefined) throw new Error('no source');
      return {
        info: source.info,
        readChanged: async () => ({ records: [record], cursor: '', exhausted: true }),
        keys: () => source.keys(),
        map: (raw) => source.map(raw),
        close: async () => undefined,
      };
    }

    async function rowOf(ma: string): Promise<RawRecord> {
      await road.petition(ma);
      const page = await road.gateway.parts.sources[0]?.source.readChanged(undefined, 1_000);
      const record = page?.records.find((one) => one.localKey === ma);
      if (record === undefined) throw new Error(`${ma} was not read`);
      return record;
    }

    it.each([
      ['NUL', 'Nội\u0000dung'],
      ['a lone high surrogate', 'Nội dung \ud83d hỏng'],
      ['a lone low surrogate', 'Nội dung \ude00 hỏng'],
      ['a non-character', 'Nội dung \uffff'],
    ])('%s is kept, quarantined and judged again when the row is mended', async (name, text) => {
      await road.converge();
      const record = await rowOf(name);
      const damaged = { ...record, row: { ...record.row, noi_dung: text } };
      await road.gateway.parts.intake.readSource(sourceOf(damaged));
      expect(await road.standing(name)).toMatchObject({ class: 'quarantined', code: 'TEXT_SUSPECT' });
      await expectDelivered(road, name);
    });

    it.each([
      [
        'a column nobody maps',
        (record: RawRecord) => ({ ...record, row: { ...record.row, khac: 'a\u0000\ud800' } }),
      ],
      ['a code', (record: RawRecord) => ({ ...record, row: { ...record.row, linh_vuc: 'D\u0000\ud800D' } })],
    ])('in %s it stops nobody', async (name, spoil) => {
      await road.converge();
      const record = await rowOf(`NUL in ${name}`);
      await road.gateway.parts.intake.readSource(sourceOf(spoil(record)));
      await expectDelivered(road, `NUL in ${name}`);
      expect((await road.converge()).summary.unaccounted).toBe(0);
    });
  });
});

describe('bytes where a text should be', () => {
  const DAMAGED = { NUL: '4e00', SURROGATE: '4eeda080', 'OLD-CODE-PAGE': '4e96e0' };

  it('are suspect when they hold NUL, a surrogate or an old code page, and text when they are', async () => {
    const road = await MiniRoad.open();
    try {
      await road.local.query('alter table don add column tho bytea');
      editFile(join(road.configDir, 'sources/mini.yaml'), [['{ column: noi_dung }', '{ column: tho }']]);
      await road.restart();
      for (const [ma, hex] of Object.entries(DAMAGED)) {
        await road.petition(ma);
        await road.local.query("update don set tho = decode($2, 'hex') where ma = $1", [ma, hex]);
        await expectStopped(road, ma, 'TEXT_SUSPECT');
      }
      await road.local.query(
        "update don set tho = convert_to('Nội dung ' || ma, 'UTF8'), cap_nhat = clock_timestamp()",
      );
      for (const ma of Object.keys(DAMAGED)) await expectDelivered(road, ma);
      expect(await road.far.ledger()).toHaveLength(6);
    } finally {
      await road.close();
    }
  });
});
