import { connect, type Socket } from 'node:net';
import type { Action, Phase } from '../src/faults/fault-rule';
import { aFarSide, DEMO_LOGIN, until, type FarSide } from './far-side';
import { aCase, aProcessing } from './sample-bodies';

/** What one raw connection saw. */
interface Seen {
  readonly text: () => string;
  readonly ending: () => 'open' | 'closed' | 'reset';
  readonly socket: Socket;
}

describe('faults on command', () => {
  let far: FarSide;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    far = await aFarSide();
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await far.stop();
  });

  function post(method = 'CapNhatVuViec', body: unknown = aCase()): Seen {
    const text = JSON.stringify(body);
    let seen = '';
    let ending: 'open' | 'closed' | 'reset' = 'open';
    const socket = connect(Number(new URL(far.url).port), '127.0.0.1');
    sockets.push(socket);
    socket.on('data', (piece: Buffer) => (seen += piece.toString('utf8')));
    socket.on(
      'error',
      (err: NodeJS.ErrnoException) => (ending = err.code === 'ECONNRESET' ? 'reset' : ending),
    );
    socket.on('close', () => (ending = ending === 'reset' ? 'reset' : 'closed'));
    socket.write(
      `POST /KNTC/${method} HTTP/1.1\r\nHost: x\r\nAuthorization: ${DEMO_LOGIN}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
    return { text: () => seen, ending: () => ending, socket };
  }

  const fired = async (): Promise<number> =>
    (await far.controlJson<{ rules: { fired: number }[] }>('GET', 'faults')).rules[0]?.fired ?? 0;
  const committed = async (): Promise<number> => (await far.ledger()).length;

  const PHASES: readonly [Phase, number][] = [
    ['before-accept', 0],
    ['before-commit', 0],
    ['after-commit', 1],
    ['late-commit', 1],
  ];
  const WHOLE: readonly [Action, (seen: Seen) => boolean][] = [
    ['drop', (seen) => seen.text() === '' && seen.ending() !== 'open'],
    ['reset', (seen) => seen.text() === '' && seen.ending() === 'reset'],
    ['status', (seen) => / 5\d\d .*\r\n/.test(seen.text())],
    ['malformed', (seen) => / 200 /.test(seen.text()) && !isComplete(seen.text())],
    ['html', (seen) => seen.text().includes('text/html') && seen.text().includes('</html>')],
    ['wrong-id', (seen) => isComplete(seen.text())],
    ['drip', (seen) => /\r\n\r\n./s.test(seen.text())],
  ];
  const cells = PHASES.flatMap(([phase, entries]) =>
    WHOLE.map(([action, holds]): [Phase, Action, number, (seen: Seen) => boolean] => [
      phase,
      action,
      entries,
      holds,
    ]),
  );

  it.each(cells)('%s / %s', async (phase, action, entries, holds) => {
    await far.inject({ id: 'x', method: 'CapNhatVuViec', phase, action, delayMs: 5 });
    const seen = post();
    await until('the client sees the fault', () => holds(seen));
    await until('the commit is as it should be', async () => (await committed()) === entries);
    const marks = (await far.ledger()).map(({ decision, faultId }) => [decision, faultId]);
    expect(marks).toEqual(entries === 1 ? [['created', 'x']] : []);
  });

  it.each<[Phase, number, string]>([
    ...PHASES.map(([phase, entries]): [Phase, number, string] => [phase, entries, '']),
    ['mid-response', 1, 'HTTP/1.1 200 OK'],
  ])('%s / hang', async (phase, entries, head) => {
    await far.inject({ phase, action: 'hang', delayMs: 1 });
    const seen = post();
    await until('the fault fired', async () => (await fired()) === 1);
    await until('the commit is as it should be', async () => (await committed()) === entries);
    await until('what was to be sent has arrived', () => seen.text().startsWith(head));
    await far.controlJson('GET', 'identity'); // others are served while this one hangs
    expect(seen.ending()).toBe('open');
    expect(seen.text().split('\r\n')[0]).toBe(head);
    const answers = (await far.ledger()).map(({ respondedAt }) => respondedAt);
    expect(answers).toEqual(entries === 1 ? [null] : []);
  });

  it.each<[Action, (seen: Seen) => boolean]>([
    ['drop', (seen) => seen.ending() !== 'open' && !isComplete(seen.text())],
    [
      'reset',
      (seen) => seen.ending() === 'reset' || (seen.ending() === 'closed' && !isComplete(seen.text())),
    ],
    ['status', (seen) => seen.ending() !== 'open' && !isComplete(seen.text())],
    ['wrong-id', (seen) => seen.ending() !== 'open' && !isComplete(seen.text())],
    ['malformed', (seen) => seen.text().endsWith('}}}')],
    ['html', (seen) => seen.text().includes('<!doctype html>')],
    ['drip', (seen) => isComplete(seen.text())],
  ])('mid-response / %s', async (action, holds) => {
    await far.inject({ phase: 'mid-response', action, delayMs: 2 });
    const seen = post();
    await until('the client sees the fault', () => seen.text().includes(' 200 ') && holds(seen));
    expect(await committed()).toBe(1);
  });

  it('answers the Id of another record when told to lie', async () => {
    const other = await far.send('CapNhatVuViec', aCase());
    await far.inject({ phase: 'after-commit', action: 'wrong-id' });
    expect((await far.send('CapNhatVuViec', aCase())).Id).toBe(other.Id);
    expect((await far.ledger())[1]?.id).not.toBe(other.Id);
  });

  it.each(['before-accept', 'before-commit', 'late-commit'] as const)(
    'never answers a step with the Id of its own case when told to lie: %s',
    async (phase) => {
      const own = await far.send('CapNhatVuViec', aCase());
      await far.inject({ phase, action: 'wrong-id' });
      const lie = await far.send('CapNhatKQXuLy', aProcessing(own.Id));
      expect(lie.Id).toMatch(/^[0-9a-f-]{36}$/u);
      expect(lie.Id).not.toBe(own.Id);
    },
  );

  it('gives status and headers as ordered', async () => {
    await far.inject({
      phase: 'before-commit',
      action: 'status',
      status: 429,
      headers: { 'Retry-After': '7' },
    });
    const response = await far.raw('CapNhatVuViec', aCase());
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('only delays when no action is given', async () => {
    for (const phase of ['before-accept', 'before-commit', 'after-commit'] as const) {
      await far.inject({ id: phase, phase, nth: 1, delayMs: 30 });
      const begun = performance.now();
      expect((await far.send('CapNhatVuViec', aCase())).Message).toBe('');
      expect(performance.now() - begun).toBeGreaterThan(25);
      await far.control('DELETE', 'faults');
    }
    expect(await committed()).toBe(3);
  });

  it('commits late, after it has answered', async () => {
    await far.inject({ phase: 'late-commit', action: 'status', nth: 1, delayMs: 100 });
    expect((await far.raw('CapNhatVuViec', aCase())).status).toBe(504);
    expect(await committed()).toBe(0);
    await until('the late commit', async () => (await committed()) === 1);
    const [entry] = await far.ledger();
    const gap = Date.parse(entry?.committedAt ?? '') - Date.parse(entry?.arrivedAt ?? '');
    expect(gap).toBeGreaterThanOrEqual(95);
  });

  it('forgets late commits at a reset', async () => {
    await far.inject({ phase: 'late-commit', action: 'status', delayMs: 50 });
    await far.raw('CapNhatVuViec', aCase());
    await far.controlJson('POST', 'reset');
    await far.inject({ phase: 'late-commit', action: 'status', delayMs: 60 });
    await far.raw('CapNhatVuViec', aCase());
    await until('the second late commit', async () => (await committed()) > 0);
    expect(await committed()).toBe(1);
  });

  it('fires on the nth matching request only, and lets look-ups fail too', async () => {
    await far.inject({ method: 'TraDanhMuc', nth: 2, phase: 'after-commit', action: 'status', status: 500 });
    const ask = { LoaiDanhMuc: 5, MaTinh: '', MaBoNganh: '', MaLoaiKhieuTo: '' };
    const statuses: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await far.raw('TraDanhMuc', ask)).status);
    expect(statuses).toEqual([200, 500, 200]);
    const { rules } = await far.controlJson<{ rules: object[] }>('GET', 'faults');
    expect(rules).toMatchObject([{ matched: 3, fired: 1, rule: { nth: 2 } }]);
  });

  it('draws the same sequence from the same seed', async () => {
    const run = async (): Promise<string> => {
      await far.inject({
        id: 'r',
        method: '*',
        rate: 0.5,
        seed: 7,
        phase: 'before-accept',
        action: 'status',
      });
      let drawn = '';
      for (let turn = 0; turn < 24; turn += 1)
        drawn += (await far.raw('CapNhatVuViec', '{}')).status === 503 ? 'x' : '.';
      return drawn;
    };
    const first = await run();
    expect(await run()).toBe(first);
    expect(first).toMatch(/x/);
    expect(first).toMatch(/\./);
  });

  it.each([
    [{}, 'rules'],
    [{ rules: [{ phase: 'soon', action: 'drop' }] }, 'rules[0].phase'],
    [{ rules: [{ action: 'drop' }] }, 'rules[0].phase'],
    [{ rules: [{ phase: 'after-commit' }] }, 'rules[0].action'],
    [{ rules: [{ phase: 'after-commit', action: 'drop', rate: 2 }] }, 'rules[0].rate'],
    [{ rules: [{ phase: 'after-commit', action: 'drop', nth: 0 }] }, 'rules[0].nth'],
    [{ rules: [{ phase: 'after-commit', action: 'drop', method: 'Xoa' }] }, 'rules[0].method'],
    [{ rules: [{ phase: 'after-commit', action: 'drop', times: 1 }] }, 'rules[0].times'],
  ])('refuses the rule set %j and names the field', async (rules, field) => {
    const response = await far.control('POST', 'faults', rules);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { message: string }).message).toContain(field);
    expect(await far.controlJson('GET', 'faults')).toEqual({ rules: [] });
  });
});

/** A whole, well-formed, double-encoded answer. */
function isComplete(text: string): boolean {
  const body = text.split('\r\n\r\n')[1] ?? '';
  try {
    return typeof JSON.parse(JSON.parse(body) as string) === 'object';
  } catch {
    return false;
  }
}
