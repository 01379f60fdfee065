import { expectAgreement } from './agreement';
import { MiniRoad, until } from './mini-road';
import { expectDelivered, QUICK } from './ways-out/way-out';

jest.setTimeout(60_000);

const ACCEPTED = { ngay_thu_ly: '2026-03-10', han: '2026-05-10' };
const STEPS = ['CapNhatVuViec', 'CapNhatKQXuLy', 'CapNhatGiaiQuyet'];

/** What a broken far side answers, as faults of the simulator. */
const ANSWERS = [
  ['a web page', { phase: 'before-commit', action: 'html' }],
  ['half an answer', { phase: 'mid-response', action: 'drop' }],
  ['half a document', { phase: 'after-commit', action: 'malformed' }],
  ['nothing', { phase: 'before-accept', action: 'drop' }],
  ['an error', { phase: 'before-commit', action: 'status', status: 500 }],
  ['a redirect', { phase: 'before-commit', action: 'status', status: 302, headers: { location: '/KNTC/x' } }],
  ["another case's id", { phase: 'after-commit', action: 'wrong-id' }],
] as const;

describe('look-ups', () => {
  it('answered with any of these are asked again, and nothing is created twice', async () => {
    const road = await MiniRoad.open({ edit: QUICK });
    try {
      const faults = ANSWERS.flatMap(([name, fault], index) => [
        {
          id: `create ${name}`,
          method: 'CapNhatVuViec',
          phase: 'after-commit',
          action: 'drop',
          nth: index + 1,
        },
        { id: `look up ${name}`, method: 'TraThongTinDon', ...fault, nth: index + 1 },
      ]);
      await road.far.faults(faults);
      for (const [name] of ANSWERS) await road.petition(name);
      expect(await road.converge()).toMatchObject({
        converged: true,
        summary: { confirmed: ANSWERS.length },
      });
      expect(await road.far.firedFaults()).toEqual(faults.map(({ id }) => id));
      await expectAgreement(road);
    } finally {
      await road.close();
    }
  });
});

describe('code lists', () => {
  it('answered with any of these are asked for again later, and nothing is judged without them', async () => {
    const road = await MiniRoad.open();
    try {
      // The first failure ends a refresh: after two good lists, every refresh fails at its first list.
      await road.far.faults(
        ANSWERS.map(([id, fault], index) => ({ id, method: 'TraDanhMuc', ...fault, nth: index + 3 })),
      );
      await road.petition('LISTS-1');
      for (const [index] of ANSWERS.entries()) {
        await road.gateway.refreshKnowledge();
        await road.gateway.pollSources();
        expect(await road.far.firedFaults()).toHaveLength(index + 1);
      }
      expect(await road.standing('LISTS-1')).toMatchObject({ class: null });
      await expectDelivered(road, 'LISTS-1');
    } finally {
      await road.close();
    }
  });
});

describe('an account of its own', () => {
  const variables = (password: string) => ({ NATIONAL_USERNAME: 'kntc_demo', NATIONAL_PASSWORD: password });

  it('refused at the start pauses everything, leaks nothing, and the right password later resumes', async () => {
    const road = await MiniRoad.open({ variables: variables('sai-mat-khau-9') });
    try {
      await road.petition('ACC-1', ACCEPTED);
      const run = road.converge();
      await until(() => road.gateway.parts.deliver.gateState.pausedCode === 'GW_N201');
      expect(await run).toMatchObject({ converged: false, why: 'GW_N201' });
      expect(await road.far.ledger()).toEqual([]);
      await road.restart(variables('kntc_demo'));
      const { converged } = await road.converge();
      expect(converged).toBe(true);
      expect(await road.standing('ACC-1')).toMatchObject({ class: 'confirmed' });
      // A real far side gets no marker line, so its ledger knows no reference.
      expect((await road.far.ledger()).map((entry) => entry.method)).toEqual(STEPS);
      expect(road.logLines.join('')).not.toContain('sai-mat-khau-9');
    } finally {
      await road.close();
    }
  });
});
