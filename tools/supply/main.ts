import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { checkAdvisories, parseSnapshot } from './advisories';
import { installScriptProblems } from './install-scripts';
import { licenceOf, licenceProblems } from './licences';
import { lockProblems, readLockFile } from './lock-file';
import { createBom } from './sbom';

// `node tools/run.cjs supply` checks what the product is made of; `node tools/run.cjs sbom` writes the list of it.
const SNAPSHOT = 'tools/supply/advisories.json';
const BOM = 'dist/sbom.cdx.json';

const lock = readLockFile('.');
if (process.argv[2] === 'sbom') writeBom();
else process.exitCode = check();

function writeBom(): void {
  const bom = createBom(lock, (locked) => licenceOf('.', locked));
  mkdirSync('dist', { recursive: true });
  writeFileSync(BOM, `${JSON.stringify(bom, null, 2)}\n`);
  process.stdout.write(`${BOM}: CycloneDX ${bom.specVersion}, ${bom.components.length} components\n`);
}

function check(): number {
  const { packages } = lock;
  const shipped = packages.filter(({ isDev }) => !isDev).length;
  process.stdout.write(`${packages.length} locked packages, ${shipped} of them in production\n`);
  const failures = [
    say('lock file', lockProblems(packages)),
    say('licences', licenceProblems('.', packages)),
    say('install scripts', installScriptProblems(packages)),
    sayVulnerabilities(),
  ];
  return failures.some(Boolean) ? 1 : 0;
}

/** Skipped is neither good nor bad, and never silent. */
function sayVulnerabilities(): boolean {
  const snapshot = existsSync(SNAPSHOT) ? parseSnapshot(readFileSync(SNAPSHOT, 'utf8')) : undefined;
  const answer = checkAdvisories(lock.packages, snapshot, new Date());
  if (answer.kind === 'skipped') {
    process.stdout.write(`SKIPPED known vulnerabilities: ${answer.reason}\n`);
    return false;
  }
  const { advisories, asOf, covered, notCovered } = answer;
  process.stdout.write(
    `${advisories} advisories as of ${asOf}; looked for ${covered.length} production packages, ` +
      `NOT for the other ${notCovered.length}\n`,
  );
  return say('known vulnerabilities of those looked for', answer.found);
}

function say(what: string, problems: readonly string[]): boolean {
  for (const problem of problems) process.stdout.write(`FAIL ${what}: ${problem}\n`);
  if (problems.length === 0) process.stdout.write(`ok   ${what}\n`);
  return problems.length > 0;
}
