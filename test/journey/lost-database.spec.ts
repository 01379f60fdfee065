import { MiniRoad } from './mini-road';

describe('a gateway whose own database was lost', () => {
  it('finds its records at the far side and creates none of them twice', async () => {
    const road = await MiniRoad.open();
    try {
      for (let at = 1; at <= 60; at += 1) await road.petition(`L-${at}`);
      await road.converge();
      const before = await road.far.ledger();
      expect(before.filter((entry) => entry.decision === 'created')).toHaveLength(60);

      await road.loseDatabase();
      const { converged, summary } = await road.converge();

      expect({ converged, confirmed: summary.confirmed }).toEqual({ converged: true, confirmed: 60 });
      const created = (await road.far.ledger()).filter((entry) => entry.decision === 'created');
      expect(created).toHaveLength(60);
    } finally {
      await road.close();
    }
  });
});
