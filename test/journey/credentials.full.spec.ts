import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAgreement } from './agreement';
import { MiniRoad, until } from './mini-road';

jest.setTimeout(60_000);

const TTT = { username: 'kntc_thanhtra', password: 'Mật-khẩu-Thanh-tra-1' };
const TNMT = { username: 'kntc_taimoi', password: 'Mật-khẩu-Tài-nguyên-2' };
const SECRETS = { THANH_TRA: TTT, TAI_NGUYEN: TNMT };
const GROUPS = `credentials:
  - { group: thanh-tra, agencies: [ttt], secrets: [{ name: THANH_TRA, from: '', until: '' }] }
  - { group: so-nganh, agencies: '*', secrets: [{ name: TAI_NGUYEN, from: '', until: '' }] }`;
const LISTED = (password: string) => ({
  accounts: [
    { ...TTT, agencies: ['H507.02'] },
    { ...TNMT, password, agencies: ['H507.03'] },
  ],
});

describe('an account for each group of agencies', () => {
  let road: MiniRoad;
  let secretsFile = '';

  function writeSecrets(secrets: object): void {
    writeFileSync(secretsFile, JSON.stringify(secrets), { mode: 0o600 });
  }

  beforeAll(async () => {
    road = await MiniRoad.open({
      edit: { 'national/ttcp-2018.yaml': [['credentials: []', GROUPS]] },
      prepare: (configDir) => {
        secretsFile = join(configDir, 'secrets.yaml');
        writeSecrets(SECRETS);
      },
      variablesOf: (configDir) => ({ NATIONAL_SECRETS_FILE: join(configDir, 'secrets.yaml') }),
    });
    await road.far.settings(LISTED(TNMT.password));
  });
  afterEach(() => expectAgreement(road));
  afterAll(() => road.close());

  const accountsOf = async (ma: string): Promise<readonly string[]> => [
    ...new Set((await road.delivered(ma)).map(({ account }) => account)),
  ];

  it('creates and updates every record with the account of its own agency', async () => {
    await road.petition('A-1');
    await road.petition('A-2', { co_quan: 'TNMT' });
    expect(await road.converge()).toMatchObject({ converged: true, summary: { held: 0 } });
    expect(await accountsOf('A-1')).toEqual([TTT.username]);
    expect(await accountsOf('A-2')).toEqual([TNMT.username]);
    await road.change('A-2', { tom_tat_xu_ly: 'Tóm tắt khác' });
    await road.converge();
    expect(await accountsOf('A-2')).toEqual([TNMT.username]);
    expect((await road.far.ledger()).filter(({ decision }) => decision === 'refused')).toEqual([]);
  });

  it('lets only its own group wait when it is refused, and goes on when the secrets file is right again', async () => {
    await road.far.settings(LISTED('đã đổi ở Trung ương'));
    for (let index = 0; index < 5; index += 1) {
      await road.petition(`B-${index}`);
      await road.petition(`C-${index}`, { co_quan: 'TNMT' });
    }
    expect(await road.converge()).toMatchObject({ converged: false, why: 'GW_N201' });
    const { accounts, pausedCode } = road.gateway.parts.deliver.gateState;
    expect([pausedCode, accounts]).toEqual([
      undefined,
      [expect.objectContaining({ account: 'so-nganh', pausedCode: 'GW_N201' })],
    ]);
    for (let index = 0; index < 5; index += 1) {
      expect(await road.standing(`B-${index}`)).toMatchObject({ class: 'confirmed' });
      expect(await road.standing(`C-${index}`)).toMatchObject({ class: 'waiting' });
    }
    writeSecrets({ ...SECRETS, TAI_NGUYEN: { ...TNMT, password: 'đã đổi ở Trung ương' } });
    await until(async () => (await road.converge()).converged);
    expect(await road.standing('C-1')).toMatchObject({ class: 'confirmed' });
    await road.far.settings(LISTED('đã đổi ở Trung ương'));
  });

  it('that nobody has put there stops its own group with a plain cause, and nobody else', async () => {
    writeSecrets({ TAI_NGUYEN: { ...TNMT, password: 'đã đổi ở Trung ương' } });
    await road.petition('D-1');
    await road.petition('D-2', { co_quan: 'TNMT' });
    expect(await road.converge()).toMatchObject({ converged: false, why: 'GW_N205' });
    expect(await road.standing('D-1')).toMatchObject({ class: 'waiting' });
    expect(await road.standing('D-2')).toMatchObject({ class: 'confirmed' });
    writeSecrets({ ...SECRETS, TAI_NGUYEN: { ...TNMT, password: 'đã đổi ở Trung ương' } });
    await until(async () => (await road.converge()).converged);
    expect(await road.standing('D-1')).toMatchObject({ class: 'confirmed' });
  });

  it('is in no log line, and the database knows names only', async () => {
    const { rows } = await road.own.query<{ account: string }>('select account from binding');
    expect(rows).toEqual([{ account: 'so-nganh=TAI_NGUYEN;thanh-tra=THANH_TRA' }]);
    const log = road.logLines.join('');
    for (const { username, password } of [TTT, TNMT])
      for (const secret of [username, password, Buffer.from(`${username}:${password}`).toString('base64')])
        expect(log).not.toContain(secret);
    expect(log).toContain('"account":"so-nganh"');
  });

  it('of other groups is another database; a new name beside the old is not', async () => {
    const { accounts } = LISTED('đã đổi ở Trung ương');
    await road.reconfigured(
      'national/ttcp-2018.yaml',
      'name: TAI_NGUYEN,',
      'name: TAI_NGUYEN_2027,',
      (start) => expect(start).rejects.toMatchObject({ code: 'GW_T302' }),
    );
    expect(accounts).toHaveLength(2);
    await road.reconfigured(
      'national/ttcp-2018.yaml',
      "{ name: TAI_NGUYEN_2027, from: '', until: '' }",
      "{ name: TAI_NGUYEN, from: '', until: '2099-12-31' }, { name: TAI_NGUYEN_2027, from: '2099-12-31', until: '' }",
      (start) => start,
    );
    expect(await road.converge()).toMatchObject({ converged: true });
  });
});
