import 'reflect-metadata';
import { text } from 'node:stream/consumers';
import { inertLine } from './output';
import { run } from './program';

// `kntc … | head`: whoever reads has seen enough.
process.stdout.on('error', () => process.exit(0));

run(process.argv.slice(2), {
  variables: process.env,
  input: () => text(process.stdin),
  out: (line) => void process.stdout.write(`${inertLine(line)}\n`),
  err: (line) => void process.stderr.write(`${inertLine(line)}\n`),
}).then(
  // Leaves when everything is written; a driver that still tries to connect must not keep the process alive.
  (code) => process.stdout.write('', () => process.exit(code)),
  () => process.exit(1),
);
