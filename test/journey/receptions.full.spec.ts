import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summarise } from '../../apps/gateway/src/composition/summary';
import { unzipped } from '../fakes';
import { MiniRoad } from './mini-road';

jest.setTimeout(120_000);

const SOURCE = [
  ['nulls: [""]', 'receptionOnly: [{ column: co_don, equals: khong }]\nnulls: [""]'],
  [
    '  closedDate:',
    `  reception:
    when: { column: nguon, equals: TD }
    fields:
      date: { column: ngay_nhan, date: [yyyy-MM-dd] }
      guidedTo: { column: co_quan_tiep }
      documentNo: { column: so_vb }
      result: { column: tom_tat_xu_ly }
  closedDate:`,
  ],
] as const;
const VISIT = {
  nguon: 'TD',
  co_don: 'khong',
  ngay_xu_ly: null,
  ho_ten: 'Lê Thị Tiếp',
  so_nguoi: '6',
} as const;
const PEOPLE = ['--actor', 'Lan', '--approver', 'Minh', '--reason', 'nhập tay'] as const;
const PROOF = ['--entered-on', '2026-03-20', '--evidence', 'màn hình Tiếp công dân'] as const;

async function textOf(file: string): Promise<string> {
  return [...(await unzipped(readFileSync(file))).values()].join('\n');
}

interface LedgerSaid {
  readonly total: {
    readonly records: number;
    readonly unaccounted: number;
    readonly classes: Readonly<Record<string, number>>;
    readonly causes: readonly { readonly class: string; readonly code: string }[];
    readonly units: {
      readonly noChannel: { readonly visits: number; readonly people: number; readonly crowds: number };
    };
  };
  readonly stepTimes: readonly {
    readonly agency: string;
    readonly step: string;
    readonly confirmed: number;
  }[];
}

/** From the desk where citizens are received to the far side, and nothing is lost between. */
describe('a visit that no petition came of', () => {
  let road: MiniRoad;
  let folder: string;
  beforeAll(async () => {
    road = await MiniRoad.open({ edit: { 'sources/mini.yaml': SOURCE } });
    folder = mkdtempSync(join(tmpdir(), 'kntc-so-'));
    await road.local.query("alter table don add column co_don text default 'co', add column so_vb text");
    await road.petition('DON-1');
    await road.petition('LUOT-1', {
      ...VISIT,
      co_quan_tiep: 'TNMT',
      so_vb: '7/HD',
      tom_tat_xu_ly: 'Đã giải thích',
    });
    await road.petition('LUOT-2', { ...VISIT, loai: 'tc', ho_ten: 'Phạm Văn Kín', so_nguoi: '1' });
    await road.converge();
  });
  afterAll(async () => {
    await road.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ledger = async (): Promise<LedgerSaid> => {
    const { code, lines } = await road.kntc('ledger', '--json');
    const said = JSON.parse(lines.join('\n')) as LedgerSaid;
    // The equation, at every step.
    expect([code, said.total.unaccounted]).toEqual([0, 0]);
    expect(said.total.records).toBe(Object.values(said.total.classes).reduce((sum, one) => sum + one, 0));
    return said;
  };
  const receptions = async (...words: readonly string[]) => {
    const { code, lines, errors } = await road.kntc('receptions', ...words);
    return { code, text: [...lines, ...errors].join('\n') };
  };

  it('stands in a class of its own, counted as the forms count, and nothing of it was sent', async () => {
    expect(await road.standing('LUOT-1')).toMatchObject({
      class: 'noChannel',
      code: 'RECEPTION_WITHOUT_PETITION',
      reference: null,
    });
    const { total } = await ledger();
    expect(total.classes).toMatchObject({ confirmed: 1, noChannel: 2 });
    expect(total.units.noChannel).toMatchObject({ visits: 2, people: 7, crowds: 1 });
    expect((await road.far.ledger()).filter(({ decision }) => decision !== 'refused')).not.toHaveLength(0);
    const { rows } = await road.own.query('select from outbox');
    expect(rows).toHaveLength(1);
    expect(await summarise(road.gateway, 0)).toMatchObject({
      read: 3,
      confirmed: 1,
      noChannel: 2,
      unaccounted: 0,
    });
  });

  it('is in the form of visits on our side, and a difference on the other', async () => {
    const { lines } = await road.kntc('forms', 'show', '2026-Q1', '--form', '01/TCD', '--json');
    const { forms } = JSON.parse(lines.join('\n')) as {
      forms: readonly { total: readonly { key: string; local: number; confirmed: number }[] }[];
    };
    expect(forms[0]?.total[0]).toMatchObject({ key: '1', local: 2, confirmed: 0 });
  });

  it('is exported masked by one, with names by two, and a denunciation stays sealed either way', async () => {
    const [masked, named] = [join(folder, 'che.xlsx'), join(folder, 'ten.xlsx')];
    expect(await receptions('export', '2026-Q1', '--agency', 'ttt', '--out', masked)).toMatchObject({
      code: 0,
    });
    const alone = ['export-named', '2026-Q1', '--agency', 'ttt', '--out', named] as const;
    expect((await receptions(...alone, '--actor', 'Lan', '--reason', 'nhập tay')).code).not.toBe(0);
    expect(await receptions(...alone, ...PEOPLE)).toMatchObject({ code: 0 });
    const [hidden, shown] = [await textOf(masked), await textOf(named)];
    expect(hidden).toContain('Số CCCD/hộ chiếu');
    expect(hidden).not.toContain('Lê Thị Tiếp');
    expect(shown).toContain('Lê Thị Tiếp');
    expect(shown).toContain('Đã giải thích');
    expect(shown).toContain('(7/HD)');
    expect(shown).not.toContain('Phạm Văn Kín');
    const { rows } = await road.own.query("select from audit_entry where action = 'receptions export-named'");
    expect(rows).toHaveLength(2);
  });

  it('stays in its class when somebody says it was typed in, once', async () => {
    const words = [
      'entered',
      '2026-Q1',
      '--agency',
      'ttt',
      ...PROOF,
      ...PEOPLE.slice(0, 2),
      ...PEOPLE.slice(4),
    ];
    expect(await receptions(...words, '--key', 'mot-lan')).toMatchObject({ code: 0 });
    expect(await receptions(...words, '--key', 'mot-lan')).toMatchObject({ code: 0 });
    expect((await receptions(...words)).text).toContain('đã được ghi nhận');
    const { total } = await ledger();
    expect(total.classes).toMatchObject({ noChannel: 2 });
    expect(total.causes).toContainEqual(
      expect.objectContaining({ class: 'noChannel', code: 'RECEPTION_ENTERED' }),
    );
    const { rows } = await road.own.query('select from reception_entry');
    expect(rows).toHaveLength(2);
  });

  it('leaves the class when a petition comes of it, and is delivered like any other', async () => {
    await road.change('LUOT-1', {
      co_don: 'co',
      ngay_xu_ly: '2026-03-05',
      co_quan_tiep: null,
      ngay_thu_ly: '2026-03-06',
      han: '2026-04-20',
    });
    await road.converge();
    expect(await road.standing('LUOT-1')).toMatchObject({ class: 'confirmed' });
    expect((await road.delivered('LUOT-1')).length).toBeGreaterThan(0);
    const { total, stepTimes } = await ledger();
    expect(total.classes).toMatchObject({ confirmed: 2, noChannel: 1 });
    expect(stepTimes.map(({ agency, step }) => `${agency} ${step}`)).toEqual([
      'ttt case',
      'ttt handling',
      'ttt acceptance',
    ]);
    const { text } = await receptions('list', '2026-Q1', '--json');
    const { items } = JSON.parse(text) as { items: readonly { hasPetition: boolean }[] };
    expect(items.filter(({ hasPetition }) => hasPetition)).toHaveLength(1);
    expect(items).toHaveLength(2);
  });

  it('is not a visit without a petition again once it was a case: people look', async () => {
    await road.change('LUOT-1', { co_don: 'khong' });
    await road.converge();
    expect(await road.standing('LUOT-1')).toMatchObject({
      class: 'quarantined',
      code: 'CASE_WITHOUT_PETITION',
    });
    expect((await ledger()).total.classes).toMatchObject({ noChannel: 1, quarantined: 1 });
  });
});
