import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { REASONS } from '@kntc/domain';
import type { ReasonCode } from '@kntc/domain';
import type { Command } from '@kntc/storage';
import { editFile } from '../mini-road';
import type { MiniRoad } from '../mini-road';

/** One reason for which a record stands still, caused on a small road and left by its documented way out. */
export interface WayOut {
  readonly code: ReasonCode;
  readonly way: string;
  readonly walk: (road: MiniRoad) => Promise<void>;
}

type Edits = Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;

/** Bounds of the bundled far side, short enough that an unknown outcome is settled within seconds. */
export const QUICK: Edits = {
  'national/ttcp-2018.yaml': [
    [
      'timeBounds: { requestMax: 5s, indexLag: 1s, margin: 5s }',
      'timeBounds: { requestMax: 700ms, indexLag: 50ms, margin: 200ms }',
    ],
  ],
};

/** {@link QUICK} with further replacements in the national file. */
export function quickWith(...national: readonly (readonly [from: string, to: string])[]): Edits {
  return { 'national/ttcp-2018.yaml': [...(QUICK['national/ttcp-2018.yaml'] ?? []), ...national] };
}

/** What the far side really stored; a refusal stores nothing. */
export async function stored(road: MiniRoad): Promise<number> {
  return (await road.far.ledger()).filter((entry) => entry.decision !== 'refused').length;
}

/** Lets the road converge and expects the petition in the class of the code, with nothing of it at the far side. */
export async function expectStopped(road: MiniRoad, ma: string, code: ReasonCode): Promise<void> {
  const before = await stored(road);
  const { summary } = await road.converge();
  expect(await road.standing(ma)).toMatchObject({ class: REASONS[code].class, code });
  expect(await stored(road)).toBe(before);
  expect(summary.unaccounted).toBe(0);
}

/** Lets the road converge and expects exactly these steps of the petition at the far side, in this order. */
export async function expectDelivered(
  road: MiniRoad,
  ma: string,
  methods: readonly string[] = ['CapNhatVuViec', 'CapNhatKQXuLy'],
): Promise<void> {
  const { summary } = await road.converge();
  expect(await road.standing(ma)).toMatchObject({ class: 'confirmed' });
  expect((await road.delivered(ma)).map((entry) => entry.method)).toEqual(methods);
  expect(summary.unaccounted).toBe(0);
}

/** The ordinary way out: the clerk mends the row in the local software and the gateway reads it again. */
export function mended(
  code: ReasonCode,
  way: string,
  columns: {
    readonly wrong: Parameters<MiniRoad['change']>[1];
    readonly right: Parameters<MiniRoad['change']>[1];
  },
): WayOut {
  const ma = `${code}-${way}`.replaceAll(/\W+/g, '-');
  return {
    code,
    way,
    walk: async (road) => {
      await road.petition(ma, columns.wrong);
      await expectStopped(road, ma, code);
      await road.change(ma, columns.right);
      await expectDelivered(road, ma);
    },
  };
}

/** An operator edits a configuration file and starts the gateway again. */
export async function reconfigure(
  road: MiniRoad,
  file: string,
  ...edit: readonly [from: string, to: string]
): Promise<void> {
  editFile(join(road.configDir, file), [edit]);
  await road.restart();
}

export function command(reason: string, approver?: string): Command {
  return { actor: 'operator-one', approver, reason, idempotencyKey: randomUUID() };
}

export async function referenceOf(road: MiniRoad, ma: string): Promise<string> {
  const { reference } = await road.standing(ma);
  if (reference === null) throw new Error(`${ma} has no reference yet`);
  return reference;
}
