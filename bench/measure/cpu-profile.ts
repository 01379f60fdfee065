import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface Hot {
  readonly name: string;
  readonly selfMs: number;
}

/** Where the CPU of a `node --cpu-prof` run went, dearest first: by function, and by package or folder of ours. */
export function readProfile(folder: string): {
  readonly functions: readonly Hot[];
  readonly parts: readonly Hot[];
} {
  const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'));
  if (file === undefined) return { functions: [], parts: [] };
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile;
  const selfMs = new Map<number, number>();
  samples.forEach((id, index) => selfMs.set(id, (selfMs.get(id) ?? 0) + (timeDeltas[index] ?? 0) / 1000));
  const busy = nodes.filter((node) => node.callFrame.functionName !== '(idle)');
  return {
    functions: dearest(busy.map((node) => [nameOf(node), selfMs.get(node.id) ?? 0])),
    parts: dearest(busy.map((node) => [partOf(node), selfMs.get(node.id) ?? 0])),
  };
}

function dearest(costs: readonly (readonly [string, number])[]): readonly Hot[] {
  const sums = new Map<string, number>();
  for (const [name, ms] of costs) sums.set(name, (sums.get(name) ?? 0) + ms);
  return [...sums].map(([name, ms]) => ({ name, selfMs: ms })).toSorted((a, b) => b.selfMs - a.selfMs);
}

function nameOf({ callFrame }: ProfileNode): string {
  const place = placeOf(callFrame.url);
  return `${callFrame.functionName || '(anonymous)'}  ${place}${place === '' ? '' : `:${callFrame.lineNumber + 1}`}`;
}

function partOf({ callFrame }: ProfileNode): string {
  const place = placeOf(callFrame.url);
  if (place === '') return callFrame.functionName;
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place)?.[1];
  return inPackage ?? (place.startsWith('node:') ? place : place.split('/').slice(0, 3).join('/'));
}

function placeOf(url: string): string {
  return url.startsWith('file://') ? relative(process.cwd(), new URL(url).pathname) : url;
}
