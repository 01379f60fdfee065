import type { Client } from 'pg';
import type { SentStep } from './ledger';

/** Work list of the plain loop: the bodies that the gateway sent for the same cases, without the national ids. */
export async function fillPlainCases(client: Client, cases: readonly (readonly SentStep[])[]): Promise<void> {
  await client.query(`
    create table viec_can_gui (
      id serial primary key, cac_buoc json not null, so_buoc int not null,
      ma_vu_viec text, ma_ket_qua text, buoc_xong int not null default 0, gui_luc timestamptz)`);
  for (const steps of cases)
    await client.query('insert into viec_can_gui (cac_buoc, so_buoc) values ($1, $2)', [
      JSON.stringify(steps),
      steps.length,
    ]);
  await client.query('analyze viec_can_gui');
}
