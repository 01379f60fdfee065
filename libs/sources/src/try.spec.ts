import { loadSources, loadCrosswalks, problemLine } from './index';
it('x', () => {
  const s = loadSources('config', { KNTC_DEMO_URL: 'x' });
  const c = loadCrosswalks('config', s.sources.map((x) => x.id));
  process.stdout.write([...s.problems, ...c.problems].map(problemLine).join('\n') + '\n' + s.sources.length + ' ' + c.rows.length + '\n' + JSON.stringify(s.sources.map(x=>({...x, columns: x.columns.length})), null, 0).slice(0, 1500) + '\n');
});
