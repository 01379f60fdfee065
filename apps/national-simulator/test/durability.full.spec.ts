import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { compileProgram, copyOf, runProgram, startProgram, type RunningProgram } from './child-process';
import { aFarSide, aTemporaryDirectory, until, type FarSideClient, type Reply } from './far-side';
import { aCase, aDecision, anAcceptance, aProcessing } from './sample-bodies';

describe('the simulator as a process', () => {
  const main = compileProgram();
  const running: RunningProgram[] = [];

  async function start(data: string, ...more: string[]): Promise<RunningProgram> {
    const program = await startProgram(main, ['--data', data, ...more]);
    running.push(program);
    return program;
  }
  afterEach(async () => {
    for (const { child, exit } of running.splice(0)) {
      child.kill('SIGKILL');
      await exit;
    }
  });

  it('keeps everything it answered over kill -9 under load', async () => {
    const data = aTemporaryDirectory();
    const first = await start(data);
    const answered: string[] = [];
    const senders = Array.from({ length: 8 }, () => sendUntilBroken(first.client, answered));
    await until('enough answers', () => answered.length > 300);
    first.child.kill('SIGKILL');
    await Promise.all(senders);

    const second = await start(data); // also takes over the lock of the dead process
    const entries = await second.client.ledger();
    const known = new Set(entries.map(({ id }) => id));
    expect(answered.filter((id) => !known.has(id))).toEqual([]);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_entry, index) => index + 1));
    const reply = await second.client.send('CapNhatKQXuLy', aProcessing(answered[0] ?? ''));
    expect(reply.Id).toBe(answered[0]);
  });

  it('says that it is ready once, and ends when its parent goes or asks', async () => {
    const program = await start(aTemporaryDirectory());
    expect(program.output().trim().split('\n')).toEqual([
      expect.stringContaining(`http://127.0.0.1:${program.port}/`),
    ]);
    await program.client.inject({ method: '*', phase: 'before-accept', action: 'hang' });
    const hanging = program.client.send('CapNhatVuViec', aCase()).catch(() => 'broken');
    await until('the request hangs', async () => (await faultsFired(program.client)) === 1);
    const begun = performance.now();
    program.child.disconnect();
    expect(await program.exit).toBe(0);
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(await hanging).toBe('broken');

    const other = await start(aTemporaryDirectory());
    other.child.kill('SIGTERM');
    expect(await other.exit).toBe(0);
  });

  it('refuses a second simulator on one data directory, a taken port and words it does not know', async () => {
    const data = aTemporaryDirectory();
    await start(data);
    expect(await runProgram(main, ['--data', data])).toEqual({
      code: 1,
      output: expect.stringContaining('Thư mục dữ liệu'),
    });

    const holder = createServer().listen(0, '127.0.0.1');
    await until('the port is taken', () => holder.listening);
    const { port } = holder.address() as AddressInfo;
    const taken = await runProgram(main, ['--data', aTemporaryDirectory(), '--port', String(port)]);
    holder.close();
    expect(taken).toEqual({ code: 1, output: expect.stringContaining(`Cổng ${port} đã có`) });
    expect(taken.output).not.toContain('at ');

    expect((await runProgram(main, ['--prot', '1'])).code).toBe(1);
    const settings = join(aTemporaryDirectory(), 'settings.json');
    writeFileSync(settings, '{"lookup":{"resultCap":0}}');
    const wrong = await runProgram(main, ['--data', aTemporaryDirectory(), '--settings', settings]);
    expect(wrong).toEqual({ code: 1, output: expect.stringContaining('lookup.resultCap') });
  });
});

describe('the stored state', () => {
  it('drops a torn last line and goes on behind it', async () => {
    const data = aTemporaryDirectory();
    const first = await aFarSide({ dataDirectory: data });
    const { Id } = await first.send('CapNhatVuViec', aCase());
    await first.stop();
    appendFileSync(join(data, 'ledger.ndjson'), '{"seq":2,"method":"CapNhatVu');
    const second = await aFarSide({ dataDirectory: data });
    expect((await second.send('CapNhatKQXuLy', aProcessing(Id))).Id).toBe(Id);
    expect((await second.ledger()).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(readFileSync(join(data, 'ledger.ndjson'), 'utf8')).not.toContain('CapNhatVu"');
    await second.stop();
  });

  it('rebuilds the same decisions from the ledger of a living simulator', async () => {
    const far = await aFarSide();
    const { Id } = await far.send('CapNhatVuViec', aCase());
    await far.send('CapNhatKQXuLy', aProcessing(Id));
    await far.send('CapNhatGiaiQuyet', anAcceptance(Id));
    const decision = await far.send('CapNhatKQGiaiQuyet', aDecision(Id));
    await until('all answer times are stored', () =>
      readFileSync(join(far.dataDirectory, 'ledger.ndjson'), 'utf8').includes('{"answered":4'),
    );
    const copy = await aFarSide({ dataDirectory: copyOf(far.dataDirectory) });
    expect(await copy.ledger()).toEqual(await far.ledger());
    expect((await copy.ledger()).every(({ respondedAt }) => typeof respondedAt === 'string')).toBe(true);
    expect((await copy.send('CapNhatKQGiaiQuyet', aDecision(Id))).Id).toBe(decision.Id);
    expect(await identity(copy)).toBe(await identity(far));
    await copy.stop();
    await far.stop();
  });

  it('keeps its identity over a restart and a restore, and gets a new one by a reset', async () => {
    const data = aTemporaryDirectory();
    const first = await aFarSide({ dataDirectory: data });
    const stateId = await identity(first);
    await first.controlJson('PUT', 'settings', { lookup: { resultCap: 7 } });
    await first.stop();

    const second = await aFarSide({ dataDirectory: data });
    expect(await identity(second)).toBe(stateId);
    expect(await second.controlJson('GET', 'settings')).toMatchObject({
      lookup: { resultCap: 7, indexLagMs: 0 },
    });
    const { Id } = await second.send('CapNhatVuViec', aCase());
    expect(await second.controlJson('POST', 'snapshot')).toMatchObject({ snapshot: 'default', entries: 1 });
    const lost = await second.send('CapNhatVuViec', aCase());
    expect(await second.controlJson('POST', 'restore')).toMatchObject({ entries: 1 });
    expect(await identity(second)).toBe(stateId);
    expect((await second.send('CapNhatKQXuLy', aProcessing(Id))).Id).toBe(Id);
    expect((await second.send('CapNhatKQXuLy', aProcessing(lost.Id))).Message).toContain('không có vụ việc');
    expect((await second.ledger()).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect((await second.control('POST', 'restore', { name: 'never-taken' })).status).toBe(400);

    await second.controlJson('POST', 'reset');
    expect(await identity(second)).not.toBe(stateId);
    expect(await second.ledger()).toEqual([]);
    expect(await second.controlJson('GET', 'settings')).toMatchObject({ lookup: { resultCap: 50 } });
    expect((await second.control('POST', 'restore')).status).toBe(400);
    expect((await second.send('CapNhatVuViec', aCase())).Message).toBe('');
    await second.stop();
  });

  it('loses nothing when a snapshot is taken among writes', async () => {
    const far = await aFarSide();
    const writes = Array.from({ length: 40 }, () => far.send('CapNhatVuViec', aCase()));
    await far.controlJson('POST', 'snapshot', { name: 'busy' });
    const ids = (await Promise.all(writes)).map(({ Id }) => Id);
    expect(new Set((await far.ledger()).map(({ id }) => id))).toEqual(new Set(ids));
    await far.stop();
  });

  it.each([
    ['PUT', 'settings', { repeat: { CapNhatVuViec: 'twice' } }, 'repeat.CapNhatVuViec'],
    ['PUT', 'settings', { accounts: [] }, 'accounts'],
    ['POST', 'snapshot', { name: '../x' }, 'name'],
  ])('%s %s refuses %j and names the field', async (verb, name, body, field) => {
    const far = await aFarSide();
    const response = await far.control(verb, name, body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { message: string }).message).toContain(field);
    await far.stop();
  });
});

async function sendUntilBroken(client: FarSideClient, answered: string[]): Promise<void> {
  for (;;) {
    const reply: Reply | null = await client.send('CapNhatVuViec', aCase()).catch(() => null);
    if (!reply) return;
    answered.push(reply.Id);
  }
}

async function identity(client: FarSideClient): Promise<string> {
  return (await client.controlJson<{ stateId: string }>('GET', 'identity')).stateId;
}

async function faultsFired(client: FarSideClient): Promise<number> {
  const { rules } = await client.controlJson<{ rules: { fired: number }[] }>('GET', 'faults');
  return rules[0]?.fired ?? 0;
}
