import { ProvinceStaff } from './province-staff';
import { parsed, type Said } from './kntc';

jest.setTimeout(180_000);

const PAPER = ['--document-no', '12/ĐN', '--received', '2026-11-20', '--due', '2026-11-30'];
const CHECKED = ['--verified-by', 'Chị Tiếp', '--verified-how', 'căn cước'];

describe('lists of records at the command line', () => {
  let staff: ProvinceStaff;
  beforeAll(async () => {
    staff = await ProvinceStaff.open();
    await staff.road.own.query("update outbox set state = 'held', hold_code = 'REJECTED'");
    await staff.road.petition('Q-1', { noi_dung: '' });
    await staff.road.takeIn();
  });
  afterAll(() => staff.close());

  const cli = (...argv: readonly string[]): Promise<Said> => staff.cli(...argv);
  const lists = (): readonly (readonly string[])[] => [
    ['holds', 'list'],
    ['holds', 'show', staff.reference],
    ['quarantine', 'list'],
    ['subject', 'list'],
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

    it('and the look is on record, with the number of lines', async () => {
      await cli('holds', 'list', '--actor', 'lanh.dao');
      await cli('holds', 'show', staff.reference, '--actor', 'thanh.tra');
      const { out } = await cli('audit', 'list', '--limit', '2');
      expect(out).toMatch(/list read holds list → đã làm\n.*lanh\.dao.*Số dòng: 1/);
      expect(out).toContain(`case read ${staff.reference} → không có, hoặc không được thấy`);
    });
  });
});
