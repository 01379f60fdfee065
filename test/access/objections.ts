import type { AccessWorld, Answer } from './access-world';
import type { Caller } from './oracle';
import type { RouteRule, Target } from './route-rule';

/** Names of the petitioners of the world: no answer of the matrix but a look at an unmasked field holds one. */
const SECRET = /Bí Danh|Kẹo Lạc|Gạt Ra/i;
const CASE_FIELDS_OF_ALL = [
  'agency',
  'changedAt',
  'kind',
  'nationalId',
  'overlays',
  'reasons',
  'reference',
  'state',
  'steps',
];
const SEES_PARTIES = ['inspector', 'approver'];

interface Cell {
  readonly rule: RouteRule;
  readonly caller: Caller;
  readonly answer: Answer;
}

/** What must be true of an answer besides its status, and is not. */
export function objections(world: AccessWorld, cell: Cell): readonly string[] {
  const { rule, answer } = cell;
  const isReveal = rule.route.endsWith('reveal') && answer.status === 200;
  return [
    ...(SECRET.test(answer.text) === isReveal ? [] : ['shows a name, or should and does not']),
    ...(answer.headers.get('cache-control')?.includes('no-store') === true ? [] : ['may be kept']),
    ...(answer.status >= 400 && !isPage(answer)
      ? problemObjections(answer)
      : (BODIES[rule.route]?.(world, cell) ?? [])),
  ];
}

/** Pages of the sign-in say in HTML what is wrong. */
function isPage({ headers }: Answer): boolean {
  return headers.get('content-type')?.startsWith('text/html') === true;
}

function problemObjections({ text, status }: Answer): readonly string[] {
  const problem = JSON.parse(text) as { status?: number; detail?: string };
  return problem.status === status && (problem.detail ?? '') !== '' ? [] : ['is no problem of RFC 9457'];
}

const BODIES: Readonly<Record<string, (world: AccessWorld, cell: Cell) => readonly string[]>> = {
  'GET /api/v1/cases/:reference': (_world, { caller, answer }) => {
    const names = Object.keys(JSON.parse(answer.text) as object).toSorted();
    const expected = caller.roles.some((role) => SEES_PARTIES.includes(role))
      ? [...CASE_FIELDS_OF_ALL, 'parties'].toSorted()
      : CASE_FIELDS_OF_ALL;
    return names.join() === expected.join() ? [] : [`has the fields ${names.join()}`];
  },
  'GET /api/v1/records': (world, { caller, answer }) => {
    const { items } = JSON.parse(answer.text) as { items: { reference: string }[] };
    const targets: readonly Target[] =
      caller.scope === 'province' ? ['own agency', 'other agency'] : ['own agency'];
    const listed = items.map(({ reference }) => reference).toSorted();
    const expected = targets.map((one) => world.referenceOf(one)).toSorted();
    return listed.join() === expected.join() ? [] : [`lists ${listed.join()}`];
  },
  'GET /api/v1/cases/:reference/attempts': (_world, { answer }) => {
    const { items } = JSON.parse(answer.text) as { items: { outcome: string }[] };
    return items.some(({ outcome }) => outcome === 'confirmed') ? [] : ['shows no attempt'];
  },
  'GET /api/v1/overview': (_world, { caller, answer }) => {
    const { classes } = JSON.parse(answer.text) as { classes: Record<string, number | null> };
    const seen = caller.scope === 'province' ? 2 : 1;
    // Who may not list records sees no number from one to four.
    const expected = caller.roles.includes('config-admin') ? null : seen;
    return classes['confirmed'] === expected ? [] : [`counts ${classes['confirmed']}`];
  },
};
