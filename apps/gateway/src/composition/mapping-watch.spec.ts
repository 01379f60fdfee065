import { FakeClock, RecordingLogger } from '../../../../test/fakes';
import { MappingWatch } from './mapping-watch';

const SINCE = new Date('2026-11-26T08:00:00Z');

describe('which sources a process may read', () => {
  let logger: RecordingLogger;
  let inUse: Map<string, string>;
  let waits: { id: string; mappingVersion: string; since: Date }[];
  let watch: MappingWatch;
  let told: string[][];
  let clock: FakeClock;
  beforeEach(() => {
    logger = new RecordingLogger();
    inUse = new Map([
      ['a', 'version-1'],
      ['b', 'version-1'],
    ]);
    waits = [];
    told = [];
    clock = new FakeClock();
    watch = new MappingWatch({
      sources: [
        { id: 'a', mappingVersion: 'version-1' },
        { id: 'b', mappingVersion: 'version-2' },
      ],
      inUse: async () => inUse,
      waiting: async () => waits,
      tell: async (outdated) => void told.push(outdated.map(({ id }) => id)),
      clock,
      logger,
    });
  });

  it('are those whose mapping in use is the one it started with', async () => {
    await watch.look();
    expect([watch.isHeld('a'), watch.isHeld('b')]).toEqual([false, true]);
    inUse.set('b', 'version-2');
    await watch.look();
    expect(watch.isHeld('b')).toBe(false);
    expect(logger.messages('info')).toEqual(['mapping in use: the source is read']);
  });

  it('of one that waits it says once why, since when and what ends it', async () => {
    waits.push({ id: 'b', mappingVersion: 'version-2', since: SINCE });
    await watch.look();
    await watch.look();
    expect(logger.messages('warn')).toEqual([
      expect.stringMatching(/hai bên duyệt.*accept-mapping.*Chờ từ 2026-11-26T08:00:00.000Z/),
    ]);
  });

  it('of one that got another mapping after it started it says that it must be started again', async () => {
    await watch.look();
    inUse.set('a', 'version-3');
    await watch.look();
    expect(watch.isHeld('a')).toBe(true);
    expect(logger.messages('warn').at(-1)).toContain('Khởi động lại cổng');
  });

  it('say in what they are outdated as long as they run, not of what waits, and no more once they are not', async () => {
    waits.push({ id: 'b', mappingVersion: 'version-2', since: SINCE });
    await watch.look();
    expect(told).toEqual([]);
    inUse.set('a', 'version-3');
    await watch.look();
    await watch.look();
    expect(told).toEqual([['a']]);
    await clock.advance(30_000);
    await watch.look();
    inUse.set('a', 'version-1');
    await watch.look();
    await watch.look();
    expect(told).toEqual([['a'], ['a'], []]);
  });
});
