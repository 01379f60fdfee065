import { MiniRoad } from './mini-road';

const NO_BRAKE = {
  'national/ttcp-2018.yaml': [['createsPerDay: auto', 'createsPerDay: unlimited']],
} as const;
const COMMAND = { actor: 'can-bo', approver: 'lanh-dao', reason: 'đã tra cứu trên CSDLQG' };

describe('a gateway whose own database was lost', () => {
  it('holds what the far side already has, creates none of it twice, and goes on when a person decides', async () => {
    const road = await MiniRoad.open({ edit: NO_BRAKE });
    try {
      for (let at = 1; at <= 60; at += 1) await road.petition(`L-${at}`);
      await road.converge();
      const created = async (): Promise<number> =>
        (await road.far.ledger()).filter((entry) => entry.decision === 'created').length;
      expect(await created()).toBe(60);

      await road.loseDatabase();
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
      expect(await created()).toBe(60);

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
      expect(await created()).toBe(60);
    } finally {
      await road.close();
    }
  });
});
