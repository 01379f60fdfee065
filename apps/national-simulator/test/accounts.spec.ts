import { aFarSide, type FarSide, type Reply } from './far-side';
import { aCase, aProcessing } from './sample-bodies';

const basic = (name: string): string => `Basic ${Buffer.from(`${name}:x`).toString('base64')}`;

describe('several accounts at the far side', () => {
  let far: FarSide;
  beforeAll(async () => {
    far = await aFarSide({
      settings: {
        accounts: [
          { username: 'tinh', password: 'x', agencies: ['H507.01'] },
          { username: 'thanh-tra', password: 'x', agencies: ['H507.02'] },
        ],
      },
    });
  });
  afterAll(() => far.stop());

  async function send(account: string, method: string, body: unknown): Promise<Reply> {
    const answer = await far.raw(method, body, { authorization: basic(account) });
    return JSON.parse((await answer.json()) as string) as Reply;
  }

  it('each enter and update the records of their own agencies, and the ledger says who did', async () => {
    const { Id } = await send('tinh', 'CapNhatVuViec', aCase());
    expect((await send('tinh', 'CapNhatKQXuLy', aProcessing(Id))).Id).toBe(Id);
    expect((await far.ledger()).map(({ account, decision }) => `${account} ${decision}`)).toEqual([
      'tinh created',
      'tinh recorded',
    ]);
  });

  it('are refused the records of others, as any refusal: status 200, no Id, one sentence', async () => {
    const created = await send('thanh-tra', 'CapNhatVuViec', aCase());
    expect(created).toEqual({ Id: '', Message: expect.stringContaining('H507.01') as unknown });
    const { Id } = await send('tinh', 'CapNhatVuViec', aCase());
    expect((await send('thanh-tra', 'CapNhatKQXuLy', aProcessing(Id))).Message).toContain('tài khoản');
    expect((await far.ledger()).at(-1)).toMatchObject({ decision: 'refused', account: 'thanh-tra' });
  });

  it('turn a stranger away before anything is read', async () => {
    const answer = await far.raw('CapNhatVuViec', aCase(), { authorization: basic('nobody') });
    expect(answer.status).toBe(401);
  });
});
