import type { NationalCapabilities, RepeatSemantics, StepKind } from '@kntc/domain';
import { STEP_KINDS } from '@kntc/domain';
import { aCase, aCaseUpTo } from '../../../test/builders';
import { DeliveryBench } from '../../../test/fakes';
import type { Habits } from '../../../test/fakes/far-side-behaviour';

/**
 * The full product of what a profile may declare about repeats and look-ups, and of what a far side may really do. An
 * interrupted step goes through each; judged by the far side's ledger.
 */
const REPEATS: readonly RepeatSemantics[] = ['replace', 'add', 'reject', 'unknown'];
const SEARCHES: readonly Habits['search'][] = ['contains', 'exact', 'ignored'];
const PROOFS: readonly NationalCapabilities['lookupByReference'][] = ['proven', 'assumed', 'no'];
const INTERRUPTIONS = ['lost-answer', 'never-arrived'] as const;
type Interruption = (typeof INTERRUPTIONS)[number];

const product = <A, B>(first: readonly A[], second: readonly B[]) =>
  first.flatMap((a) => second.map((b) => [a, b] as const));

async function walk(
  bench: DeliveryBench,
  step: StepKind,
  interruption: Interruption,
): Promise<{ readonly state: string; readonly recorded: number; readonly created: number }> {
  try {
    bench.start();
    // Somebody else's record, so that a far side that searches by nothing has something to show.
    await bench.accept('OTHER', aCase({ content: 'một đơn khác' }));
    await bench.converged();
    bench.far.script(step, { kind: interruption });
    await bench.accept('A', aCaseUpTo('enforcement', { content: 'đơn này' }));
    await bench.converged(3_600_000);
    const own = bench.far.ledger.filter(({ reference }) => reference === bench.reference('A'));
    return {
      state: bench.state('A').split(' ').slice(0, 2).join(' '),
      recorded: own.filter((entry) => entry.step === step && entry.decision === 'recorded').length,
      created: bench.far.casesOf(bench.reference('A')).length,
    };
  } finally {
    await bench.end();
  }
}

interface Combination {
  readonly search: Habits['search'];
  readonly lookupByReference: NationalCapabilities['lookupByReference'];
  readonly how: Interruption;
}

/** State of the record and number of cases of it at the far side. */
function expectedCreate({ search, lookupByReference, how }: Combination): readonly [string, number] {
  const held = 'held UNKNOWN_OUTCOME';
  const arrived = how === 'lost-answer' ? 1 : 0;
  // Rows of others before the first create: whether ours is among what was not shown, nobody knows.
  if (search === 'ignored' && lookupByReference !== 'no') return [held, 0];
  if (search !== 'exact' && arrived === 1) return ['done', 1];
  // Searching for the whole text finds nothing of ours: the record that stands there for certain is not found either.
  if (lookupByReference !== 'proven' || search === 'exact') return [held, arrived];
  return ['done', arrived + 1];
}

function declaredAs(repeat: RepeatSemantics): Readonly<Record<StepKind, RepeatSemantics>> {
  return { case: repeat, handling: repeat, acceptance: repeat, resolution: repeat, enforcement: repeat };
}

describe.each(product(SEARCHES, PROOFS))(
  'a create that was interrupted, where the far side searches «%s» and look-ups are «%s»',
  (search, lookupByReference) => {
    it.each(product(INTERRUPTIONS, [false, true]))('%s, creates looked up: %s', async (how, verifyCreate) => {
      const bench = new DeliveryBench({
        habits: { search },
        capabilities: { lookupByReference, verifyCreate },
      });
      const { state, created } = await walk(bench, 'case', how);
      expect([state, created]).toEqual(expectedCreate({ search, lookupByReference, how }));
    });
  },
);

describe.each(REPEATS)('steps 2–5 that were interrupted, declared «%s»', (declared) => {
  const steps = STEP_KINDS.filter((kind) => kind !== 'case');
  it.each(product(steps, INTERRUPTIONS))('%s, %s', async (step, how) => {
    const repeat = declaredAs(declared);
    const habits = declared === 'unknown' ? {} : { repeat: declared };
    const { state, recorded, created } = await walk(
      new DeliveryBench({ capabilities: { repeat }, habits }),
      step,
      how,
    );
    const arrived = how === 'lost-answer' ? 1 : 0;
    expect([created, state, recorded]).toEqual(
      declared === 'replace' ? [1, 'done', 1] : [1, 'held UNKNOWN_OUTCOME', arrived],
    );
  });
});

describe.each(REPEATS)('a corrected step of a confirmed record, declared «%s»', (declared) => {
  it.each(STEP_KINDS)('%s is replaced or held, never added', async (step) => {
    const repeat = declaredAs(declared);
    const habits = declared === 'unknown' ? {} : { repeat: declared };
    const bench = new DeliveryBench({ capabilities: { repeat }, habits });
    bench.start();
    await bench.accept('A', aCaseUpTo('enforcement'));
    await bench.converged();
    const changed = aCaseUpTo('enforcement', correction(step));
    await bench.accept('A', changed);
    await bench.converged();
    const own = bench.far.ledger.filter((entry) => entry.step === step && entry.decision === 'recorded');
    expect(own).toHaveLength(1);
    expect(bench.state('A')).toMatch(
      declared === 'replace' ? /^(done|held CORRECTION_NEEDS_DECISION)/ : /^held CORRECTION_/,
    );
    await bench.end();
  });
});

/** Changes something of one step that needs nobody's approval where the builder has such a thing. */
function correction(step: StepKind): Parameters<typeof aCaseUpTo>[1] {
  const whole = aCaseUpTo('enforcement');
  const [round] = whole.rounds;
  switch (step) {
    case 'case':
      return { registerNo: 'SỔ-MỚI' };
    case 'handling':
      return { handling: whole.handling && { ...whole.handling, summary: 'Tóm tắt mới' } };
    case 'acceptance':
      return { acceptance: whole.acceptance && { ...whole.acceptance, approvedBy: 'Người khác' } };
    case 'resolution':
      return { rounds: round === undefined ? [] : [{ ...round, summary: 'Tóm tắt mới' }] };
    case 'enforcement':
      return {
        rounds:
          round === undefined
            ? []
            : [{ ...round, enforcements: round.enforcements.map((one) => ({ ...one, peopleHandled: 7 })) }],
      };
  }
}
