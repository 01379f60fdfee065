import type { ConnectorDependencies, ValueCount } from '../connector';
import { Survey, type SampledTable, type SurveyedTable } from '../sql/survey';
import { CHANGED_WORDS, COLUMN_WORDS, fitOfName, KEY_WORDS, wordsOfName } from './column-words';
import { factsOf, type ColumnFacts } from './column-facts';
import { fieldAt, proposeFields, type ProposedField } from './propose-fields';
import {
  columnKey,
  STEP_DATES,
  type ProposedPeople,
  type SourceProposal,
  type WantedSource,
} from './source-proposal';

/** Why nothing can be proposed: `nothing` = the account sees no table at all. */
export interface NoProposal {
  readonly kind: 'nothing' | 'no-such-table';
  /** Tables there are. */
  readonly tables: readonly string[];
}

const CHOSEN_FROM = 4;
const KEY_CANDIDATES = 6;
const MOST_VALUES = 80;
const PEOPLE = Object.keys(COLUMN_WORDS).filter((path) => path.startsWith('petitioners.'));
const FIT = 0.6;

/**
 * Looks at a database and proposes a source file: the table, its key, what changes are found by, which column feeds which
 * field. Reads only; sampled values stay in memory.
 * @throws GatewayError GW_S101–GW_S105, GW_P402
 */
export async function proposeSource(
  wanted: WantedSource,
  deps: ConnectorDependencies,
): Promise<SourceProposal | NoProposal> {
  const { urlEnv, schema } = wanted;
  const survey = Survey.open({ urlEnv, schema }, deps);
  try {
    const seen = await survey.tables();
    const tables = seen.filter((table) => schema === undefined || table.schema === schema);
    const main = await mainOf(survey, tables, wanted.table);
    if (main === undefined)
      return {
        kind: tables.length === 0 ? 'nothing' : 'no-such-table',
        tables: tables.map(({ name }) => name),
      };
    return await proposalOf(survey, { wanted, main, tables });
  } finally {
    await survey.close();
  }
}

/** The table named, or the one whose columns fit the most fields. */
async function mainOf(
  survey: Survey,
  tables: readonly SurveyedTable[],
  named: string | undefined,
): Promise<SampledTable | undefined> {
  if (named !== undefined) {
    const table = tables.find(({ name }) => name === named);
    return table === undefined ? undefined : survey.sample(table);
  }
  const promising = tables.toSorted((a, b) => fitOfColumns(b) - fitOfColumns(a)).slice(0, CHOSEN_FROM);
  let best: { readonly table: SampledTable; readonly fields: number } | undefined;
  for (const one of promising) {
    const table = await survey.sample(one);
    const fields = table.rows === 0 ? 0 : proposeFields(factsIn(table)).length;
    if (best === undefined || fields > best.fields) best = { table, fields };
  }
  return best?.table;
}

/** By names alone, so that a database of a thousand tables is not read through. */
function fitOfColumns({ columns }: SurveyedTable): number {
  const habits = Object.values(COLUMN_WORDS);
  return habits.filter((words) => columns.some((name) => fitOfName(name, words) >= FIT)).length;
}

function factsIn(table: SampledTable): readonly ColumnFacts[] {
  return table.columns.map((name) => factsOf(name, table.samples.get(name) ?? []));
}

interface Looked {
  readonly wanted: WantedSource;
  readonly main: SampledTable;
  readonly tables: readonly SurveyedTable[];
}

async function proposalOf(survey: Survey, { wanted, main, tables }: Looked): Promise<SourceProposal> {
  const facts = factsIn(main);
  const proposed = proposeFields(facts);
  const key = await keyOf(survey, main, proposed);
  const watermark = await watermarkOf(survey, main);
  const feeding = proposed.filter(({ facts: { name } }) => name !== watermark);
  const fields = feeding.filter((field) => isOfDatedStep(field, feeding));
  const beside = tables.filter(({ schema, name }) => schema === main.schema && name !== main.name);
  const people = hasPeople(fields) ? undefined : await peopleOf(survey, { main, key, beside });
  const used = new Set([...fields.map(({ facts: { name } }) => name), key, watermark]);
  return {
    ...wanted,
    schema: main.schema,
    dialect: survey.dialectName,
    main: { schema: main.schema, name: main.name, columns: main.columns, rows: main.rows },
    query: `select * from ${survey.written(main.name)}`,
    key: key === undefined ? undefined : survey.written(key),
    watermark: watermark === undefined ? undefined : survey.written(watermark),
    fields,
    undated: feeding.filter((field) => !fields.includes(field)),
    people,
    values: new Map([
      ...(await valuesOf(survey, main, fields)),
      ...(people === undefined ? [] : await valuesOf(survey, people.of, people.fields)),
    ]),
    unused: main.columns.filter((name) => !used.has(name)),
    others: beside.map(({ name }) => name).filter((name) => name !== people?.table),
    wideRights: await survey.wideRights(),
  };
}

/** A step is one only with its date: a column `ket_qua` alone makes no resolution. */
function isOfDatedStep({ path }: ProposedField, all: readonly ProposedField[]): boolean {
  const date = STEP_DATES[path.split('.')[0] ?? ''];
  return date === undefined || all.some((field) => field.path === date);
}

function hasPeople(fields: readonly ProposedField[]): boolean {
  return fields.some(({ path }) => path === 'petitioners.fullName');
}

/** A column that names every row once: first those called like keys, then the number in the register. */
async function keyOf(
  survey: Survey,
  main: SampledTable,
  fields: readonly ProposedField[],
): Promise<string | undefined> {
  const called = main.columns.filter((name) => KEY_WORDS.includes(wordsOfName(name)));
  const numbered = fields.filter(({ path }) => path === 'registerNo').map(({ facts }) => facts.name);
  const named = main.columns.filter((name) => /\b(id|ma|so)\b/.test(wordsOfName(name)));
  const candidates = [...new Set([...called, ...numbered, ...named])].slice(0, KEY_CANDIDATES);
  return (await survey.keysAmong(main, candidates))[0];
}

async function watermarkOf(survey: Survey, main: SampledTable): Promise<string | undefined> {
  const called = main.columns.filter((name) => fitOfName(name, CHANGED_WORDS) >= FIT);
  for (const name of called) if (await survey.isMoment(main, name)) return name;
  return undefined;
}

interface Beside {
  readonly main: SampledTable;
  readonly key: string | undefined;
  readonly beside: readonly SurveyedTable[];
}

/** A table with names of people and a column that leads to the petition. */
async function peopleOf(
  survey: Survey,
  { main, key, beside }: Beside,
): Promise<(ProposedPeople & { readonly of: SurveyedTable }) | undefined> {
  if (key === undefined) return undefined;
  const keys = new Set(main.samples.get(key) ?? []);
  const named = beside.filter(({ columns }) =>
    columns.some((name) => fitOfName(name, COLUMN_WORDS['petitioners.fullName'] ?? []) >= FIT),
  );
  for (const one of named.slice(0, CHOSEN_FROM)) {
    const table = await survey.sample(one);
    const fields = proposeFields(factsIn(table), PEOPLE);
    const parent = table.columns.find((name) => leadsTo(keys, table.samples.get(name) ?? []));
    if (parent !== undefined && hasPeople(fields))
      return {
        of: one,
        table: one.name,
        query: `select * from ${survey.written(one.name)}`,
        parent,
        fields: fields.filter(({ facts }) => facts.name !== parent),
      };
  }
  return undefined;
}

/** Most of the values are keys of petitions that were looked at. */
function leadsTo(keys: ReadonlySet<string | undefined>, values: readonly (string | undefined)[]): boolean {
  const said = values.filter((value) => value !== undefined);
  return said.length > 0 && said.filter((value) => keys.has(value)).length >= said.length / 2;
}

/** The `nulls` that a proposed file begins with. */
const NOTHING = new Set(['', '-']);
const WORDY = new Set(['code', 'choice', 'boolean']);

async function valuesOf(
  survey: Survey,
  table: SurveyedTable,
  fields: readonly ProposedField[],
): Promise<readonly (readonly [string, readonly ValueCount[]])[]> {
  const found: (readonly [string, readonly ValueCount[]])[] = [];
  for (const { path, facts } of fields) {
    if (!WORDY.has(fieldAt(path)?.type ?? '')) continue;
    const values = await survey.valuesOf(table, facts.name, MOST_VALUES);
    const said = values.filter(({ text }) => !NOTHING.has(text.trim()));
    found.push([columnKey(table.name, facts.name), said]);
  }
  return found;
}
