import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAgreement } from './agreement';
import { MiniRoad, until } from './mini-road';
import { serve } from './serving';
import type { Serving } from './serving';
import { TravellingClock } from './travelling-clock';

jest.setTimeout(60_000);

const TTT = { username: 'kntc_thanhtra', password: 'Mật-khẩu-Thanh-tra-1' };
const OLD = { username: 'kntc_taimoi_2026', password: 'Mật-khẩu-2026' };
const NEW = { username: 'kntc_taimoi_2027', password: 'Mật-khẩu-2027' };
const GROUPS = `credentials:
  - { group: thanh-tra, agencies: [ttt], secrets: [{ name: THANH_TRA, from: '', until: '' }] }
  - group: so-nganh
    agencies: '*'
    secrets:
      - { name: TAI_NGUYEN_2026, from: '', until: '2026-12-31' }
      - { name: TAI_NGUYEN_2027, from: '2027-01-01', until: '' }`;

// 17:00 UTC is midnight in Viet Nam.
const EVENING = '2026-12-31T16:50:00Z';
const MIDNIGHT = '2026-12-31T17:00:00Z';

describe('the account of a group of agencies that ends with the year', () => {
  const clock = new TravellingClock(EVENING);
  let road: MiniRoad;
  let serving: Serving;

  /** The far side knows only these of the group; whoever else asks is refused. */
  const known = (account: typeof OLD): Promise<void> =>
    road.far.settings({
      accounts: [
        { ...TTT, agencies: ['H507.02'] },
        { ...account, agencies: ['H507.03'] },
      ],
    });

  beforeAll(async () => {
    road = await MiniRoad.open({
      clock,
      edit: { 'national/ttcp-2018.yaml': [['credentials: []', GROUPS]] },
      prepare: (configDir) =>
        writeFileSync(
          join(configDir, 'secrets.yaml'),
          JSON.stringify({ THANH_TRA: TTT, TAI_NGUYEN_2026: OLD, TAI_NGUYEN_2027: NEW }),
          { mode: 0o600 },
        ),
      variablesOf: (configDir) => ({ NATIONAL_SECRETS_FILE: join(configDir, 'secrets.yaml') }),
    });
    await known(OLD);
    serving = await serve(road.gateway);
  });
  afterEach(() => expectAgreement(road));
  afterAll(async () => {
    await serving.close();
    await road.close();
  });

  const steps = async (ma: string): Promise<readonly (readonly [method: string, account: string])[]> =>
    (await road.delivered(ma)).map(({ method, account }) => [method, account]);
  const delivered = (ma: string, count: number): Promise<void> =>
    until(async () => (await road.delivered(ma)).length === count);

  it('speaks for the last evening', async () => {
    await road.petition('A-1', { co_quan: 'TNMT' });
    await road.petition('A-2');
    await delivered('A-1', 2);
    await delivered('A-2', 2);
    expect(await steps('A-1')).toEqual([
      ['CapNhatVuViec', OLD.username],
      ['CapNhatKQXuLy', OLD.username],
    ]);
  });

  it('gives way at midnight in Viet Nam while the gateway runs: the next step of the same record goes with the new one', async () => {
    await known(NEW);
    clock.travelTo(MIDNIGHT);
    for (const ma of ['A-1', 'A-2']) await road.change(ma, { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
    await road.petition('A-3', { co_quan: 'TNMT' });
    await delivered('A-1', 3);
    await delivered('A-2', 3);
    await delivered('A-3', 2);
    expect((await steps('A-1')).at(-1)).toEqual(['CapNhatGiaiQuyet', NEW.username]);
    expect(await steps('A-3')).toEqual([
      ['CapNhatVuViec', NEW.username],
      ['CapNhatKQXuLy', NEW.username],
    ]);
  });

  it('changes for its own group only, and nobody was ever refused or stopped', async () => {
    expect(new Set((await steps('A-2')).map(([, account]) => account))).toEqual(new Set([TTT.username]));
    expect((await road.far.ledger()).filter(({ decision }) => decision === 'refused')).toEqual([]);
    expect(await road.far.unauthorized()).toBe(0);
    expect(road.gateway.parts.deliver.gateState).toEqual({ failedProbes: 0, accounts: [] });
    expect(road.logLines.join('')).not.toContain('destination paused');
  });
});
