import { IntakeBench } from '../../../test/fakes';

let bench: IntakeBench;
beforeEach(async () => {
  bench = new IntakeBench();
  bench.source.write('A');
  bench.source.write('B');
  await bench.read();
});

const codes = (): readonly unknown[] =>
  bench.logger.lines.filter(({ level }) => level === 'error').map(({ fields }) => fields.code);
const isDoubtful = (key: string): boolean => bench.national(key).outbox.isDoubtful === true;

describe('a source that went back in time', () => {
  it('makes doubtful what it shows otherwise than before, and nothing else', async () => {
    bench.source.isWentBack = true;
    bench.source.write('A', { content: 'Nội dung của hôm qua' });
    bench.source.showAgain('B');
    bench.source.write('C');
    await bench.read();
    expect(['A', 'B', 'C'].map(isDoubtful)).toEqual([true, false, false]);
    expect(bench.national('A').outbox).toMatchObject({ state: 'due', caseVersion: 2 });
    expect(codes()).toEqual(['GW_S112']);
  });

  it('says nothing when only its newest row is gone', async () => {
    bench.source.isWentBack = true;
    bench.source.showAgain('A');
    await bench.read();
    expect(isDoubtful('A')).toBe(false);
    expect(codes()).toEqual([]);
  });

  it('leaves a record doubtful when a clerk changes it afterwards: what is old in it is still there', async () => {
    bench.source.isWentBack = true;
    bench.source.write('A', { content: 'Nội dung của hôm qua' });
    await bench.read();
    bench.source.isWentBack = false;
    bench.source.write('A', { content: 'Nội dung của hôm qua, có sửa' });
    await bench.read();
    expect(isDoubtful('A')).toBe(true);
  });

  it('makes doubtful what stands under a key that was gone: it may be given away twice', async () => {
    for (const key of ['A', 'B']) bench.record(key).isGone = true;
    bench.source.write('A', { content: 'Đơn của người khác' });
    bench.source.showAgain('B');
    await bench.read();
    expect(['A', 'B'].map(isDoubtful)).toEqual([true, false]);
  });

  it('judged again by other rules, is no more doubtful than it was', async () => {
    bench.policy = 'not-read';
    await bench.intake.rejudge(bench.source);
    expect(isDoubtful('A')).toBe(false);
  });
});
