import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UnitTable, type PairLabel, type PetitionToMatch, type UnitRow } from '@kntc/duplicates';
import { loadUnits } from '@kntc/platform';
import { namedFile } from '../database/file-folders';
import { Refusal } from '../refusal';
import type { ColumnMap } from './column-map';
import { badRow, readRows } from './read-rows';
import { clusterOf, labelFrom, mappedPetition, petitionFrom } from './to-petition';

/** Petitions with what is known of their pairs. */
export interface LabelledData {
  readonly petitions: readonly PetitionToMatch[];
  readonly labels: readonly PairLabel[];
  readonly units: UnitTable;
}

export interface DataFiles {
  readonly petitions: readonly string[];
  readonly pairs?: string | undefined;
  readonly map?: ColumnMap | undefined;
  readonly units?: string | undefined;
  readonly configDir: string;
}

/** More petitions than this are no file of labels, and memory would end before the measuring does. */
const MOST_PETITIONS = 400_000;
/** Pairs that one value of a cluster column makes at most. */
const LARGEST_CLUSTER = 500;

/** @throws Refusal naming the file and line that cannot be read */
export async function loadLabelledData(files: DataFiles): Promise<LabelledData> {
  const clusters = new Map<string, string[]>();
  const petitions = await readPetitions(files, clusters);
  const labels = files.pairs === undefined ? labelsOf(clusters) : await readPairs(files.pairs, files.map);
  if (labels.length === 0) throw noLabels();
  return { petitions, labels, units: unitTable(files) };
}

function noLabels(): Refusal {
  return new Refusal([
    'Không có nhãn nào để đo.',
    'Không có nhãn thì không biết cặp nào trùng thật, nên chưa đo gì.',
    'Thêm --pairs <tệp nhãn>, hoặc «cluster» trong tệp ánh xạ cột.',
  ]);
}

async function readPetitions(
  { petitions: paths, map }: DataFiles,
  clusters: Map<string, string[]>,
): Promise<readonly PetitionToMatch[]> {
  const petitions = new Map<string, PetitionToMatch>();
  for (const path of paths)
    for await (const { line, row } of readRows(path)) {
      const petition = map === undefined ? petitionFrom(row) : mappedPetition(row, map);
      if (petition === undefined) throw badRow(path, line, 'không có mã đơn (id)');
      if (petitions.has(petition.id)) throw badRow(path, line, `mã đơn ${petition.id} đã có ở dòng trước`);
      if (petitions.size === MOST_PETITIONS) throw badRow(path, line, `quá ${MOST_PETITIONS} đơn`);
      petitions.set(petition.id, petition);
      const cluster = map === undefined ? undefined : clusterOf(row, map);
      if (cluster !== undefined) clusters.set(cluster, [...(clusters.get(cluster) ?? []), petition.id]);
    }
  return [...petitions.values()];
}

async function readPairs(path: string, map: ColumnMap | undefined): Promise<readonly PairLabel[]> {
  const labels: PairLabel[] = [];
  for await (const { line, row } of readRows(path)) {
    const label = labelFrom(row, map);
    if (label === undefined)
      throw badRow(path, line, 'phải có a, b và label là duplicate, related hoặc distinct');
    labels.push(label);
  }
  return labels;
}

function labelsOf(clusters: ReadonlyMap<string, readonly string[]>): readonly PairLabel[] {
  return [...clusters.values()].flatMap((ids) => {
    const members = ids.slice(0, LARGEST_CLUSTER);
    return members.flatMap((a, at) =>
      members.slice(at + 1).map((b): PairLabel => ({ a, b, label: 'duplicate', tags: [] })),
    );
  });
}

/** Old and new communes: the file that was named, one beside the petitions, or what the province uses. */
function unitTable({ petitions, units, configDir }: DataFiles): UnitTable {
  const beside = join(dirname(petitions[0] ?? ''), 'units.json');
  const file = units ?? (existsSync(beside) ? beside : undefined);
  if (file !== undefined) return new UnitTable(rowsOf(JSON.parse(readFileSync(namedFile(file), 'utf8'))));
  const own = loadUnits(configDir)?.mappings ?? [];
  return new UnitTable(
    own.map((row) => ({
      province: row.oldProvince,
      district: row.oldDistrict,
      commune: row.oldName,
      newProvince: row.newProvince,
      newCommune: row.newName,
    })),
  );
}

/** `[province, district, commune, new province, new commune]` a row. */
function rowsOf(value: unknown): readonly UnitRow[] {
  if (!Array.isArray(value)) return [];
  return value.filter(Array.isArray).map((row: readonly unknown[]) => {
    const [province = '', district = '', commune = '', newProvince = '', newCommune = ''] = row.map(String);
    return { province, district, commune, newProvince, newCommune };
  });
}
