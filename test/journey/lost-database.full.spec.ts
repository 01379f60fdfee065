import { MiniRoad } from './mini-road';

jest.setTimeout(120_000);

const NO_BRAKE = {
  'national/ttcp-2018.yaml': [['createsPerDay: auto', 'createsPerDay: unlimited']],
} as const;
const COMMAND = { actor: 'can-bo', approver: 'lanh-dao', reason: 'đã tra cứu trên CSDLQG' };

const created = async (road: MiniRoad): Promise<number> =>
  (await road.far.ledger()).filter((entry) => entry.decision === 'created').length;

async function delivered(count: number): Promise<MiniRoad> {
  const road = await MiniRoad.open({ edit: NO_BRAKE });
  for (let at = 1; at <= count; at += 1) await road.petition(`L-${at}`);
  await road.converge();
  expect(await created(road)).toBe(count);
  return road;
}

describe('a gateway whose own database was lost', () => {
  it('with its witness: holds what the far side already has, creates none of it twice, and goes on when a person decides', async () => {
    const road = await delivered(60);
    try {
      await road.loseDatabase('lost');
      await road.far.faults([
        {
          id: 'busy',
          method: 'CapNhatVuViec',
          rate: 0.5,
          seed: 3,
          phase: 'before-accept',
          action: 'status',
          status: 429,
        },
      ]);
      const { summary } = await road.converge();
      expect(summary).toMatchObject({ confirmed: 0, held: 60, unaccounted: 0 });
      expect(await created(road)).toBe(60);

      await road.far.clearFaults();
      const { reference } = await road.standing('L-7');
      const [first] = (await road.far.ledger()).filter((entry) => entry.reference === reference);
      const { operations } = road.gateway.parts;
      const result = await operations.resolveWithId(reference ?? '', first?.caseId ?? '', {
        ...COMMAND,
        idempotencyKey: 'lost-1',
      });
      expect(result.kind).toBe('done');
      await road.converge();
      expect(await road.standing('L-7')).toMatchObject({ class: 'confirmed' });
      expect(await created(road)).toBe(60);
    } finally {
      await road.close();
    }
  });

  it('while a witness remembers it: rebuilds what it knew from the far side, and two people sign it', async () => {
    const road = await delivered(60);
    try {
      await road.loseDatabase('kept');
      await road.petition('NEW-1');
      expect(await road.converge()).toMatchObject({ converged: false, why: 'GW_N210' });
      expect(await created(road)).toBe(60);
      const said = (await road.kntc('restoration', 'status')).lines.join('\n');
      expect(said).toMatch(/60\s+CSDLQG có, cổng không biết mã\s+nhận mã của CSDLQG, cập nhật lại/u);
      expect(said).toMatch(/1\s+Chưa phía nào có/u);

      await road.signOff();
      expect(await road.converge()).toMatchObject({
        converged: true,
        summary: { confirmed: 61, held: 0, unaccounted: 0 },
      });
      expect(await created(road)).toBe(61);
    } finally {
      await road.close();
    }
  });
});
