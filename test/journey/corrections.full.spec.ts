import { unzipped } from '../fakes';
import { until } from './mini-road';
import { NextWorld } from './next-world';

jest.setTimeout(240_000);

const REQUESTS = '/api/v1/correction-requests';
const REASON = 'theo kết quả đối soát';
const DOCUMENT = { documentNo: '15/TTr-NV1', documentDate: '2026-11-27', reason: REASON };

interface Entry {
  readonly problem?: string;
  readonly nationalId?: string;
  readonly correctedAt: string | null;
}

interface View {
  readonly state: string;
  readonly corrected: number;
  readonly lines: readonly Entry[];
}

describe('what nobody here can correct', () => {
  let next: NextWorld;
  let double = '';
  let stranger = '';
  let request = '';
  beforeAll(async () => {
    next = await NextWorld.open();
    await next.accountsDecide();
    const { rows } = await next.road.own.query<{ national_id: string }>(
      'select national_id from national_record where reference = $1',
      [next.world.referenceOf('other agency')],
    );
    [double = ''] = await next.road.far.tamper([{ do: 'duplicate', caseId: rows[0]?.national_id ?? '' }]);
    stranger = await next.entered({ 'NguoiKNTC.DataNguoiKNTC.0.HoTen': 'Đỗ Thị Người Lạ' });
    await next.untilProposed(stranger);
  });
  afterAll(() => next.world.close());

  const get = <T>(path: string): Promise<T> => next.asked<T>(next.clerk, 'GET', path);
  const post = (path: string, body: object) => next.world.ask(next.clerk, 'POST', path, body);
  const viewed = (id = request): Promise<View> => get<View>(`${REQUESTS}/${id}`);

  /** Everything confirmed lies longer back than the settle time; then all of it is compared once. */
  async function compareAll(): Promise<void> {
    await next.road.own.query("update step set confirmed_at = confirmed_at - interval '1 hour'");
    await next.asked(next.clerk, 'POST', '/api/v1/reconciliation', { reason: REASON });
    await until(async () => {
      await next.road.gateway.reconcile();
      const { rows } = await next.road.own.query(
        'select from reconciliation_run where kind = $1 and finished_at is null',
        ['full'],
      );
      return rows.length === 0;
    });
  }
  const findings = async (): Promise<readonly { id: string; code: string }[]> =>
    (await get<{ items: readonly { id: string; code: string }[] }>('/api/v1/findings')).items;
  async function fileOf(name: string): Promise<string> {
    const { content } = await get<{ content: string }>(`${REQUESTS}/${request}/files/${name}`);
    return [...(await unzipped(Buffer.from(content, 'base64'))).values()].join('\n');
  }

  it('is collected into one draft: a double that reconciliation found, and a case a clerk called not ours', async () => {
    await compareAll();
    const found = await findings();
    expect(found.map(({ code }) => code)).toEqual(['DUPLICATE_THERE']);
    const { id = '' } = (await next.proposalOf(stranger)) ?? {};
    const wanted = { findings: found.map((one) => one.id), proposals: [id], reason: REASON };
    expect((await post(REQUESTS, wanted)).status).toBe(409);
    expect(
      (await post(`/api/v1/proposals/${id}/decision`, { decision: 'not-ours', reason: REASON })).status,
    ).toBe(200);
    const drafted = await post(REQUESTS, wanted);
    expect(drafted.status).toBe(200);
    request = (JSON.parse(drafted.text) as { target: string }).target;
    const { state, lines } = await viewed();
    expect([state, lines.map(({ problem, nationalId }) => `${problem} ${nationalId}`).toSorted()]).toEqual([
      'draft',
      [`double ${double}`, `not-ours ${stranger.toLowerCase()}`].toSorted(),
    ]);
    expect((await post(REQUESTS, wanted)).status).toBe(409);
  });

  it('is a letter and an annex that name ids and nobody', async () => {
    const [letter, annex] = [await fileOf('cong-van.docx'), await fileOf('phu-luc.xlsx')];
    for (const text of [letter, annex]) {
      expect(text).toContain(double);
      expect(text).toContain(stranger.toLowerCase());
      for (const name of ['Kẹo Lạc', 'Người Lạ', 'Bí Danh', '052000000001']) expect(text).not.toContain(name);
    }
    expect(letter).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect((await next.world.ask(next.ofAgency, 'GET', `${REQUESTS}/${request}`)).status).toBe(404);
    expect((await next.asked<{ items: object[] }>(next.ofAgency, 'GET', REQUESTS)).items).toEqual([]);
  });

  it('is sent by the office, which records number and day; from then on nothing of it is taken back here', async () => {
    expect((await post(`${REQUESTS}/${request}/sent`, DOCUMENT)).status).toBe(200);
    expect((await post(`${REQUESTS}/${request}/sent`, DOCUMENT)).status).toBe(409);
    const { id = '' } = (await next.proposalOf(stranger)) ?? {};
    const back = await post(`/api/v1/proposals/${id}/decision`, { decision: 'undecided', reason: REASON });
    expect([back.status, back.text]).toEqual([409, expect.stringContaining('in-request')]);
  });

  it('is closed by reconciliation when the far side shows every correction, not before', async () => {
    await next.road.far.tamper([{ do: 'remove', caseId: double }]);
    await compareAll();
    expect(await viewed()).toMatchObject({ state: 'sent', corrected: 1 });
    await next.road.far.tamper([{ do: 'remove', caseId: stranger }]);
    await until(async () => {
      await next.road.gateway.reconcile();
      return (await viewed()).state === 'closed';
    });
    expect(await findings()).toEqual([]);
    expect((await post(`${REQUESTS}/${request}/withdraw`, { reason: REASON })).status).toBe(409);
  });

  it('and the same for a code the national lists lack', async () => {
    await next.road.petition('WEB', { nguon: 'WEB' });
    await next.road.takeIn();
    const { items } = await get<{ items: { source: string; list: number; localCode: string }[] }>(
      '/api/v1/missing-codes?source=mini',
    );
    const code = items.find((one) => one.localCode === 'WEB');
    const wanted = {
      codes: [{ source: 'mini', list: code?.list ?? 0, localCode: 'WEB', name: 'Cổng dịch vụ công' }],
    };
    const drafted = await post(REQUESTS, { ...wanted, reason: REASON });
    request = (JSON.parse(drafted.text) as { target: string }).target;
    expect(await fileOf('cong-van.docx')).toContain('Cổng dịch vụ công');
    expect((await post(REQUESTS, { ...wanted, reason: REASON })).status).toBe(409);
    await next.road.gateway.reconcile();
    expect((await viewed()).state).toBe('draft');
    await next.road.change('WEB', { nguon: 'BC' });
    await next.road.takeIn();
    await next.road.gateway.reconcile();
    expect((await viewed()).state).toBe('closed');
  });
});
