import { GatewayError, standingOf } from '@kntc/domain';
import type {
  ChainHead,
  ChainStanding,
  Checkpoint,
  CheckpointSigner,
  TimeStampAuthority,
} from '@kntc/domain';
import { createMetrics } from '@kntc/platform';
import { FakeCheckpointSigner, FakeClock, FakeWitness, RecordingLogger } from '../../../../test/fakes';
import { ReceiptKeeper } from './receipt-keeper';

const AUTHORITY: TimeStampAuthority = {
  place: 'nowhere',
  stamp: () => Promise.reject(new Error('not asked')),
};

/** Receipts that count what is asked of them. */
class Receipts {
  waiting = 0;
  signed = 0;
  stamped = 0;
  isShut = false;

  async chain(limit: number): Promise<number> {
    const taken = Math.min(limit, this.waiting);
    this.waiting -= taken;
    return taken;
  }

  async sign(signer: CheckpointSigner): Promise<Checkpoint> {
    if (this.isShut) throw new GatewayError('GW_T311', 'no key');
    this.signed += 1;
    return signer.sign({ seq: this.signed, hash: 'a'.repeat(64), at: '2026-10-01T00:00:00.000Z' });
  }

  async standing(newest: ChainHead | undefined): Promise<ChainStanding> {
    return standingOf(newest, this.signed, 'a'.repeat(64));
  }

  async stamp(): Promise<number> {
    this.stamped += 1;
    return 0;
  }
}

describe('keeping receipts', () => {
  const receipts = new Receipts();
  const clock = new FakeClock();
  const logger = new RecordingLogger();
  const witness = new FakeWitness();
  const metrics = createMetrics();
  const keeper = new ReceiptKeeper(receipts, {
    signer: new FakeCheckpointSigner(),
    authority: AUTHORITY,
    witness,
    clock,
    logger,
    metrics,
  });

  it('chains all that waits in every turn, signs once a minute, asks for stamps once in ten', async () => {
    receipts.waiting = 2_500;
    for (let turn = 0; turn < 600; turn += 1) {
      await keeper.turn();
      expect(receipts.waiting).toBe(0);
      receipts.waiting = 3;
      clock.freeze(2_000);
    }
    expect([receipts.signed, receipts.stamped]).toEqual([20, 2]);
    expect(witness.heads.size).toBe(20);
  });

  it('goes on chaining while nothing can be signed, and says so', async () => {
    receipts.isShut = true;
    receipts.waiting = 3;
    clock.freeze(60_000);
    await keeper.turn();
    expect(receipts.waiting).toBe(0);
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ code: 'GW_T311' }) }),
    );
    expect(logger.messages('error').at(-1)).toContain('Khôi phục đúng tệp này từ bản sao lưu');
    expect(await metrics.text()).toContain('kntc_receipts_unsigned 1');
    receipts.isShut = false;
    clock.freeze(60_000);
    await keeper.turn();
    expect(await metrics.text()).toContain('kntc_receipts_unsigned 0');
  });

  it('leaves nothing unsigned when the process ends', async () => {
    receipts.waiting = 5;
    const before = receipts.signed;
    await keeper.finish();
    expect([receipts.waiting, receipts.signed]).toEqual([0, before + 1]);
  });

  it('does not keep the process when the database has gone silent', async () => {
    jest.spyOn(receipts, 'chain').mockReturnValueOnce(new Promise(() => undefined));
    let isOver = false;
    const ending = keeper.finish().then(() => (isOver = true));
    await clock.advance(4_999);
    expect(isOver).toBe(false);
    await clock.advance(1);
    await ending;
    expect(isOver).toBe(true);
  });

  it('knows when the chain is behind what is remembered of it', async () => {
    expect(await keeper.check()).toMatchObject({ kind: 'whole' });
    receipts.signed -= 1;
    expect(await keeper.check()).toMatchObject({ kind: 'behind' });
  });
});
