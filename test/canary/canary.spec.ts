import { breakThings, commandLine, decideAndCorrect, deliverWithFaults, judgeAgain, takeOver } from './flows';
import { plantPetitions } from './petitions';
import { World } from './world';

describe('nobody who denounces is seen', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  }, 60_000);
  afterAll(() => world.close());

  it('walks', async () => {
    const t0 = performance.now();
    const lap = (n: string) => process.stderr.write(`${n} ${Math.round(performance.now() - t0)}\n`);
    await world.road.converge();
    await world.learnCommonWords();
    lap('base');
    await plantPetitions(world.road, world.aviary);
    await world.road.converge();
    await world.look('no policy');
    lap('planted');
    process.stderr.write(JSON.stringify(await deliverWithFaults(world)) + '\n');
    await world.look('faults');
    lap('faults');
    await decideAndCorrect(world);
    await world.look('corrected');
    lap('corrected');
    await judgeAgain(world);
    await world.look('judged again');
    lap('again');
    await takeOver(world);
    await world.look('taken over');
    lap('takeover');
    await commandLine(world).catch((e) => process.stderr.write(String(e)));
    lap('cli');
    await breakThings(world);
    await world.look('end');
    lap('broken');
    const sinks = world.sinks();
    for (const s of sinks)
      process.stderr.write(
        `${s.name}: ${s.pieces.length} ${s.pieces.reduce((n, p) => n + p.bytes.length, 0)}\n`,
      );
    const scanner = world.scanner();
    lap('scanner');
    const hits = scanner.scan(sinks);
    lap('scan');
    process.stderr.write(
      `${world.aviary.canaries.length} ${scanner.needles} ${scanner.encodings} hits ${hits.length}\n`,
    );
    process.stderr.write(JSON.stringify(hits.slice(0, 30), null, 1));
    const { rows } = await world.road.own.query(
      'select local_key, class, hold_code, reasons from record_standing order by 1',
    );
    for (const r of rows)
      process.stderr.write(`${r.local_key} ${r.class} ${r.hold_code} ${JSON.stringify(r.reasons)}\n`);
    for (const c of world.children)
      process.stderr.write(`--- ${c.name}\n${Buffer.concat(c.output).toString().slice(0, 6000)}\n`);
    for (const [w, e] of world.thrown) process.stderr.write(`${w}: ${String(e).slice(0, 300)}\n`);
  }, 180_000);
});
