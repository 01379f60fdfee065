import { writeFileSync } from 'node:fs';
import { MiniRoad, until } from './mini-road';
jest.setTimeout(120000);
const variables = (password: string) => ({ NATIONAL_USERNAME: 'kntc_demo', NATIONAL_PASSWORD: password });
it.each([1, 2, 3, 4])('debug %s', async (n) => {
  const road = await MiniRoad.open({ variables: variables('sai-mat-khau-9') });
  let where = 'start';
  const timer = setTimeout(() => {
    void road.own.query("select row_to_json(o) o, row_to_json(a) a from outbox o left join attempt a using (national_record_id)").then(({ rows }) =>
      writeFileSync(`/tmp/dbg${n}.txt`, where + JSON.stringify({ rows, gate: road.gateway.parts.deliver.gateState }, null, 1) + '\n' + road.logLines.slice(-60).join('')));
  }, 22000);
  await road.petition('ACC-1', { ngay_thu_ly: '2026-03-10', han: '2026-05-10' });
  const run = road.converge();
  await until(() => road.gateway.parts.deliver.gateState.pausedCode === 'GW_N201');
  where = 'run';
  await run;
  where = 'restart';
  await road.restart(variables('kntc_demo'));
  where = 'converge';
  await road.converge();
  clearTimeout(timer);
  where = 'close';
  await road.close();
});
