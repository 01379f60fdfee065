import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { RECEIVING_AGENCIES } from './data/agencies';

const NATIONAL_LISTS = 'apps/national-simulator/code-lists';

type Entry = { readonly to: string };

function nationalCodes(list: string): Set<string> {
  const file = readdirSync(NATIONAL_LISTS).find((name) => name.startsWith(`${list.padStart(2, '0')}-`)) ?? '';
  const rows = JSON.parse(readFileSync(join(NATIONAL_LISTS, file), 'utf8')) as { Ma: string }[];
  return new Set(rows.map(({ Ma }) => Ma));
}

it.each(['demo-province', 'demo-commune'])('every crosswalk target of %s is a national code', (source) => {
  const { lists } = parse(readFileSync(`config/crosswalks/${source}.yaml`, 'utf8')) as {
    lists: Record<string, Record<string, Entry>>;
  };
  for (const [list, entries] of Object.entries(lists)) {
    const known = nationalCodes(list);
    expect(Object.values(entries).filter(({ to }) => !known.has(to))).toEqual([]);
  }
});

it('declares every receiving agency of the demo, with its local code in lower case as stable id', () => {
  const { agencies } = parse(readFileSync('config/agencies.yaml', 'utf8')) as {
    agencies: { id: string; code: string }[];
  };
  const known = nationalCodes('2');
  expect(agencies.filter(({ code }) => !known.has(code))).toEqual([]);
  expect(agencies.map(({ id }) => id)).toEqual(
    expect.arrayContaining(RECEIVING_AGENCIES.map(({ code }) => code.toLowerCase())),
  );
});
