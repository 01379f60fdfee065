import { partialDate } from '@kntc/domain';
import { IntakeBench } from '../../../test/fakes';

let bench: IntakeBench;
beforeEach(() => {
  bench = new IntakeBench();
});

describe('what changes while intake works', () => {
  it('judges a page once more when a person decided about one of its records meanwhile', async () => {
    bench.source.write('A');
    await bench.read();
    bench.source.write('A', { content: 'Nội dung đã sửa' });
    bench.source.write('B');
    const original = bench.store.commit.bind(bench.store);
    bench.store.commit = (batch) => {
      bench.store.commit = original;
      bench.record('A').decision = 'exclude';
      return original(batch);
    };
    expect(await bench.read()).toEqual({ read: 2, judged: 2 });
    expect(bench.record('A').class).toBe('outOfScope');
    expect(bench.record('B').class).toBe('accepted');
  });

  it('leaves what is judged again alone when it was read anew meanwhile', async () => {
    bench.source.write('A');
    await bench.read();
    bench.policy = undefined;
    const original = bench.store.commit.bind(bench.store);
    bench.store.commit = (batch) => {
      bench.record('A').contentDigest = 'read anew';
      return original(batch);
    };
    await bench.intake.rejudge(bench.source);
    expect(bench.record('A').contentDigest).toBe('read anew');
    expect(bench.national('A').outbox).toMatchObject({ caseVersion: 1 });
  });

  it('judges a date in the future again when its day has come', async () => {
    const tomorrow = new Date(bench.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
    bench.source.write('A', {
      receivedDate: partialDate(tomorrow),
      handling: undefined,
      acceptance: undefined,
    });
    await bench.read();
    expect(bench.record('A').class).toBe('quarantined');
    expect(await bench.intake.rejudge(bench.source)).toBe(0);
    await bench.clock.advance(2 * 86_400_000);
    expect(await bench.intake.rejudge(bench.source)).toBe(1);
    expect(bench.record('A').class).not.toBe('quarantined');
  });
});
