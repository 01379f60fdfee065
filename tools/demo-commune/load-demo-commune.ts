import { inTransaction } from '../demo-province/store/load-demo-province';
import type { SqlClient } from '../demo-province/store/insert-rows';
import { generateCommune, REGISTERS, type CommuneRow } from './commune-rows';

const LOCK = 7_210_640;

/** Creates the three registers of the commune with their rows unless they are there. One transaction. */
export async function loadDemoCommune(client: SqlClient): Promise<'loaded' | 'present'> {
  return inTransaction(client, async () => {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const { rows } = await client.query(
      `select to_regclass('so_theo_doi.so_khieu_nai') is not null as present`,
    );
    if (rows[0]?.['present'] === true) return 'present';
    await createAndFill(client);
    return 'loaded';
  });
}

export async function resetDemoCommune(client: SqlClient): Promise<void> {
  await inTransaction(client, async () => {
    await client.query('drop schema if exists so_theo_doi cascade');
    await createAndFill(client);
  });
}

/** Registers as an office copies them from a spreadsheet: every column text, no time of change anywhere. */
async function createAndFill(client: SqlClient): Promise<void> {
  const { rows } = generateCommune();
  const columns = Object.keys(rows[0]?.row ?? {}).filter((column) => column !== 'so_ho_so');
  await client.query('create schema so_theo_doi');
  for (const register of Object.values(REGISTERS)) {
    const definition = columns.map((column) => `${column} text`).join(', ');
    await client.query(`create table so_theo_doi.${register} (so_ho_so text primary key, ${definition})`);
  }
  const registers = Object.values(REGISTERS).map((register) => `select * from so_theo_doi.${register}`);
  await client.query(`create view so_theo_doi.tat_ca as ${registers.join(' union all ')}`);
  for (const row of rows) await insertRow(client, row);
}

async function insertRow(client: SqlClient, { register, row }: CommuneRow): Promise<void> {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  await client.query(
    `insert into so_theo_doi.${register} (${columns.join(', ')}) values (${places.join(', ')})`,
    Object.values(row),
  );
}
