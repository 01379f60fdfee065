import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseDocument } from 'yaml';
import { kntc } from '../../../apps/cli/test/kntc';
import { editFile } from '../../journey/mini-road';
import { PackRoad } from '../pack-road';
import { decisionsFor, type Decision } from './decisions';
import type { Edits, LocalSide, RunningSide } from './local-side';
import type { RealisticPacks, TrueRow } from './make-packs';
import { isHeldCopy, isThrough, standingsOf, type Standing } from './standings';
import { compareValues, type Comparison } from './wrong-values';

/** How far the rows of a pack have come. */
export interface Stage {
  readonly standings: readonly Standing[];
  readonly converged: boolean;
  readonly unaccounted: number;
  readonly values: Comparison;
}

export interface Walk {
  readonly first: Stage;
  readonly decisions: readonly Decision[];
  /** After the decisions were carried out and everything was judged again. */
  readonly after: Stage;
}

interface CrosswalkFile {
  readonly lists: Readonly<Record<string, Readonly<Record<string, { readonly to: string }>>>>;
}

const CONFIG = (side: LocalSide): string => join(__dirname, '..', side.pack, 'config');
const SUBJECTS = '6';

/** A pack at realistic dirt: run once, at most twenty decisions carried out, run again. */
export async function walk(packs: RealisticPacks, side: LocalSide, edit: Edits = {}): Promise<Walk> {
  const local = await side.start(packs);
  const road = await PackRoad.open({ configDir: CONFIG(side), variables: local.variables, edit });
  try {
    const rows = packs.truth(side.pack).filter(({ file }) => side.sources.includes(file));
    const codeOf = trueCodes(side);
    const run = async (): Promise<Stage> => {
      local.handOver(road);
      const { converged, summary } = await road.converge();
      const standings = await standingsOf(road, local, rows);
      const values = compareValues(standings, await road.far.ledger(), codeOf);
      return { standings, converged, unaccounted: summary.unaccounted, values };
    };
    const first = await run();
    const decisions = decisionsFor(first.standings, codeOf);
    await carryOut(decisions, { road, side, local });
    return { first, decisions, after: await run() };
  } finally {
    await road.close();
    await local.stop();
  }
}

/** The subject a clean row has nationally, by the crosswalk as it is committed. */
function trueCodes(side: LocalSide): (row: TrueRow) => string | undefined {
  const lists = new Map(
    side.sources.map((source) => {
      const text = readFileSync(join(CONFIG(side), 'crosswalks', `${source}.yaml`), 'utf8');
      return [source, (parse(text) as CrosswalkFile).lists[SUBJECTS] ?? {}];
    }),
  );
  return (row) => lists.get(row.file)?.[side.subjectOf(row)]?.to;
}

interface Hands {
  readonly road: PackRoad;
  readonly side: LocalSide;
  readonly local: RunningSide;
}

/** As people would: commands beside the running gateway, files edited, rows typed over; then the gateway starts anew. */
async function carryOut(decisions: readonly Decision[], { road, side, local }: Hands): Promise<void> {
  for (const decision of decisions) if (decision.way === 'decide') await decide(road, decision.argv);
  await road.stop();
  for (const decision of decisions) {
    if (decision.way === 'closed-value')
      editFile(
        join(road.configDir, 'sources', `${decision.source}.yaml`),
        side.closedValues[decision.source] ?? [],
      );
    if (decision.way === 'crosswalk') addToCrosswalk(road, decision);
  }
  await local.mend(decisions.filter(({ way }) => way === 'mend').flatMap(({ rows }) => rows));
  await road.start();
}

async function decide(road: PackRoad, argv: readonly string[]): Promise<void> {
  const who = ['--actor', 'Cán bộ Lan', '--reason', 'Đã đối chiếu sổ giấy'];
  const said = await kntc(road.environment, 'quarantine', 'decide', ...argv, ...who);
  if (said.code !== 0) throw new Error(`${argv.join(' ')}: ${said.out}${said.err}`);
}

function addToCrosswalk(
  road: PackRoad,
  { source, list, from, to }: Extract<Decision, { way: 'crosswalk' }>,
): void {
  const file = join(road.configDir, 'crosswalks', `${source}.yaml`);
  const document = parseDocument(readFileSync(file, 'utf8'));
  document.setIn(['lists', list, from], document.createNode({ to }));
  writeFileSync(file, document.toString());
}

/** Share of the rows that are through, without and with held copies. */
export function ratesOf({ standings }: Stage): { readonly strict: number; readonly through: number } {
  const strict = standings.filter(isThrough).length;
  const copies = standings.filter(isHeldCopy).length;
  return { strict: strict / standings.length, through: (strict + copies) / standings.length };
}

/** What the run prints. */
export function walkText({ name }: LocalSide, { first, decisions, after }: Walk): string {
  const line = (stage: Stage): string => {
    const { strict, through } = ratesOf(stage);
    const { compared, wrong } = stage.values;
    return `${percent(through)} through (${percent(strict)} without held copies); wrong values: ${wrong.length} in ${compared} rows`;
  };
  return [
    `${name}: ${first.standings.length} rows`,
    `  first run: ${line(first)}`,
    ...causes(first).map((cause) => `    ${cause}`),
    `  after ${decisions.length} decisions, carried out: ${line(after)}`,
    ...decisions.map(({ text, rows }) => `    ${rows.length} × ${text}`),
    ...causes(after).map((cause) => `    left: ${cause}`),
    ...after.values.wrong.slice(0, 9).map((one) => `    WRONG ${one}`),
    '',
  ].join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function causes({ standings }: Stage): readonly string[] {
  const counts = new Map<string, number>();
  for (const { class: cls, hold, reasons } of standings) {
    const [reason] = reasons;
    const cause =
      `${cls} ${hold ?? reason?.code ?? ''} ${reason?.localCode ?? reason?.field ?? ''}`.trimEnd();
    counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([cause, rows]) => `${rows}  ${cause}`);
}
