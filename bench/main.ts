import { benchDelivery } from './delivery/bench-delivery';

/** `npm run bench -- <name> [options]`. Exit code 1 when a target was missed or a count is wrong. */
const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<boolean>>> = {
  delivery: benchDelivery,
};

async function main([name = '', ...args]: readonly string[]): Promise<void> {
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (bench === undefined) {
    process.stderr.write(`usage: npm run bench -- <${Object.keys(BENCHES).join(' | ')}> [options]\n`);
    process.exitCode = 64;
    return;
  }
  process.exitCode = (await bench(args)) ? 0 : 1;
}

main(process.argv.slice(2)).catch((err: unknown) => {
  process.stderr.write(`${err instanceof Error ? (err.stack ?? err.message) : String(err)}\n`);
  process.exitCode = 1;
});
