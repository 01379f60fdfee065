import { ProvinceStaff } from './province-staff';

jest.setTimeout(180_000);

const AGENCIES = 'agencies.yaml';

describe('agencies and national profile that changed since the last start', () => {
  let staff: ProvinceStaff;
  beforeAll(async () => {
    staff = await ProvinceStaff.open();
  });
  afterAll(() => staff.close());

  const entries = async (): Promise<readonly unknown[]> =>
    (
      await staff.road.own.query(
        "select target, reason from audit_entry where action = 'configuration change' order by seq",
      )
    ).rows;
  const restarted = (file: string, from: string, to: string) =>
    staff.road.reconfigured(file, from, to, (begin) => begin);

  it('leave nothing when nothing changed, or what only says how fast is asked', async () => {
    await staff.road.restart();
    await restarted('national/ttcp-2018.yaml', 'rampAfterOutage: 5m', 'rampAfterOutage: 6m');
    expect(await entries()).toEqual([]);
    expect((await staff.cli('status')).out).not.toContain('không ai duyệt');
  });

  it('are on record from before accounts decide, without an alarm', async () => {
    await restarted(AGENCIES, 'code: H507.02', 'code: H507.82');
    expect(await entries()).toEqual([
      { target: 'agencies.yaml', reason: 'agencies.ttt.code: H507.02 → H507.82' },
    ]);
    expect((await staff.cli('status')).out).not.toContain('không ai duyệt');
  });

  it('are an entry, an error in the log and a line of status once accounts decide, and once only', async () => {
    await staff.applyPreset();
    staff.road.logLines.length = 0;
    await restarted(AGENCIES, 'code: H507.82', 'code: H507.92');
    const told = 'agencies.ttt.code: H507.82 → H507.92';
    expect((await entries()).at(-1)).toEqual({ target: 'agencies.yaml', reason: told });
    const said = staff.road.logLines.filter((line) => line.includes(told));
    expect(said).toEqual([expect.stringContaining('"level":"error"')]);
    expect((await staff.cli('status')).out).toContain(`không ai duyệt: ${told}`);
    await staff.road.restart();
    expect(await entries()).toHaveLength(2);
    expect(staff.road.logLines.filter((line) => line.includes(told))).toHaveLength(1);
  });
});
