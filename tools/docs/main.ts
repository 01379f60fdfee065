import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { REFERENCE_PAGES } from './reference-pages';

// `node tools/run.cjs docs`: writes the pages again that come from tables in the code.
for (const { path, render } of REFERENCE_PAGES) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, render());
  process.stdout.write(`${path}\n`);
}
