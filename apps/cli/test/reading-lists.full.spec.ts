import { join } from 'node:path';
import { monthOf } from '@kntc/domain';
import { ProvinceStaff } from './province-staff';
import { parsed, type Said } from './kntc';

jest.setTimeout(180_000);

const PAPER = ['--document-no', '12/ĐN', '--received', '2026-11-20', '--due', '2026-11-30'];
const CHECKED = ['--verified-by', 'Chị Tiếp', '--verified-how', 'căn cước'];

describe('lists of records at the command line', () => {
  let staff: ProvinceStaff;
  let outage: string;
  let month: string;
  let files = 0;
  beforeAll(async () => {
    staff = await ProvinceStaff.open();
    await staff.road.own.query("update outbox set state = 'held', hold_code = 'REJECTED'");
    await staff.road.petition('Q-1', { noi_dung: '' });
    await staff.road.takeIn();
    await staff.road.own.query(
      "insert into outage (agency_id, scope, code, causes, began_at, ended_at) values ('H507', '', 'GW_N207', '[]', now(), now())",
    );
    await staff.road.own.query(
      'insert into outage_record (outage_id, national_record_id, agency_id, since) select o.id, n.id, n.agency_id, now() from outage o, national_record n',
    );
    outage = (await staff.road.own.query<{ id: string }>('select id from outage')).rows[0]?.id ?? '';
    await staff.cli('receipts', 'keys'); // brings what waits into the chain
    const { rows } = await staff.road.own.query<{ at: Date }>('select max(confirmed_at) as at from receipt');
    month = monthOf((rows[0]?.at ?? new Date(0)).toISOString());
  });
  afterAll(() => staff.close());

  const cli = (...argv: readonly string[]): Promise<Said> => staff.cli(...argv);
  const fileOf = (name: string): string => {
    files += 1;
    return join(staff.road.configDir, `${files}-${name}`);
  };
  const lists = (): readonly (readonly string[])[] => [
    ['holds', 'list'],
    ['holds', 'show', staff.reference],
    ['quarantine', 'list'],
    ['subject', 'list'],
    ['deadlines'],
    ['requests', 'list'],
    ['policy', 'disclosed'],
    ['outages', 'show', outage],
    ['outages', 'export', outage, '--out', fileOf('bien-ban.docx')],
    ['receipts', 'show', staff.reference],
    ['receipts', 'export', staff.reference, '--out', fileOf('phieu.docx')],
    ['evidence', '--agency', 'ttt', '--period', month, '--out', fileOf('goi.zip')],
  ];
  const keysOf = (said: Said): readonly unknown[] => {
    const { items } = parsed(said) as { readonly items: readonly Record<string, unknown>[] };
    return items.map(({ reference, localKey }) => reference ?? localKey);
  };

  it('are read by whoever has the machine as long as typed names count', async () => {
    for (const words of lists()) expect(await cli(...words)).toMatchObject({ code: 0 });
    expect(keysOf(await cli('holds', 'list', '--json'))).toEqual([staff.reference]);
  });

  describe('once accounts decide', () => {
    beforeAll(async () => {
      await staff.applyPreset();
      await staff.linkHead();
      const who = ['--field', 'phone', ...PAPER, ...CHECKED, '--actor', 'thanh.tra'];
      await cli('subject', 'correct', staff.reference, ...who);
    });

    it('are read by a person with a name, who works on records', async () => {
      for (const words of lists()) {
        expect(await cli(...words)).toMatchObject({ code: 2, err: expect.stringContaining('--actor') });
        expect((await cli(...words, '--actor', 'an.toan')).err).toContain('không có quyền');
        expect(await cli(...words, '--actor', 'thanh.tra')).toMatchObject({ code: 0 });
      }
      expect(keysOf(await cli('holds', 'list', '--actor', 'thanh.tra', '--json'))).toEqual([staff.reference]);
      expect(keysOf(await cli('subject', 'list', '--actor', 'thanh.tra', '--json'))).toEqual([
        staff.reference,
      ]);
      expect(keysOf(await cli('quarantine', 'list', '--actor', 'thanh.tra', '--json'))).toEqual(['Q-1']);
    });

    it('leave out the case that person must not know of, as if there were none', async () => {
      const by = ['--recorded-by', 'cntt', '--second-person', 'an.toan', '--reason', 'người nhà'];
      expect(await cli('access', 'exclude', staff.reference, '--account', 'thanh.tra', ...by)).toMatchObject({
        code: 0,
      });
      expect(keysOf(await cli('holds', 'list', '--actor', 'thanh.tra', '--json'))).toEqual([]);
      expect(keysOf(await cli('subject', 'list', '--actor', 'thanh.tra', '--json'))).toEqual([]);
      const shown = await cli('holds', 'show', staff.reference, '--actor', 'thanh.tra');
      const absent = await cli('holds', 'show', 'MINI-0000000000000', '--actor', 'thanh.tra');
      expect(shown.err).toBe(absent.err.replace('MINI-0000000000000', staff.reference));
      expect(keysOf(await cli('holds', 'list', '--actor', 'lanh.dao', '--json'))).toEqual([staff.reference]);
    });

    it('nor in what is made of receipts and outages, where counts fit to what is shown', async () => {
      const as = (login: string, ...words: readonly string[]) => cli(...words, '--actor', login);
      const show = ['outages', 'show', outage, '--json'];
      expect(parsed(await as('thanh.tra', ...show))).toMatchObject({ affected: 0, records: [] });
      expect(parsed(await as('lanh.dao', ...show))).toMatchObject({
        records: [{ reference: staff.reference }],
      });
      const absent = await as('thanh.tra', 'receipts', 'show', 'MINI-0000000000000');
      const hidden = await as('thanh.tra', 'receipts', 'show', staff.reference);
      expect(hidden.err).toBe(absent.err.replaceAll('MINI-0000000000000', staff.reference));
      const pack = ['evidence', '--agency', 'ttt', '--period', month, '--out', fileOf('goi.zip')];
      expect((await as('thanh.tra', ...pack)).err).toContain('ngoài phạm vi được biết');
      expect(await as('lanh.dao', ...pack)).toMatchObject({ code: 0 });
    });

    it('nor by verifying: a step without its receipt counts for everybody, its record is named to whom may know', async () => {
      await staff.road.own.query("update step set result_id = 'khác'");
      const verify = (...more: readonly string[]) => cli('receipts', 'verify', ...more);
      const [unnamed, hidden, named] = [
        await verify(),
        await verify('--actor', 'thanh.tra'),
        await verify('--actor', 'lanh.dao'),
      ];
      for (const said of [unnamed, hidden]) {
        expect(said).toMatchObject({ code: 1, out: expect.stringContaining('khác với biên nhận') });
        expect(said.out).not.toContain(staff.reference);
      }
      expect(named.out).toContain(staff.reference);
      expect((await verify('--actor', 'an.toan')).err).toContain('không có quyền');
    });

    it('and the look is on record, with the number of lines', async () => {
      await cli('holds', 'list', '--actor', 'lanh.dao');
      await cli('holds', 'show', staff.reference, '--actor', 'thanh.tra');
      const { out } = await cli('audit', 'list', '--limit', '2');
      expect(out).toMatch(/list read holds list → đã làm\n.*lanh\.dao.*Số dòng: 1/);
      expect(out).toContain(`case read ${staff.reference} → không có, hoặc không được thấy`);
    });
  });
});
