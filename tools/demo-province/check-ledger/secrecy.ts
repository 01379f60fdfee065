import { cleanIdentityNumber, cleanText, folded } from './clean-text';
import type { Difference } from './difference';
import { flatten } from './flat';
import type { LedgerEntry } from './ledger';
import type { LocalCase, LocalPerson } from './local-case';

const WINDOW_WORDS = 5;

/** What in the entries of one denunciation tells of the denouncer or repeats the words of the petition. */
export function leaksOf(local: LocalCase, entries: readonly LedgerEntry[]): Difference[] {
  const secrets = secretsOf(local);
  return entries.flatMap((entry) => {
    const sent = ` ${[...flatten(entry.body).values()].map(folded).join(' | ')} `;
    return secrets
      .filter(({ text }) => sent.includes(` ${text} `))
      .map(({ what, text }) => ({
        key: local.key,
        step: 'secrecy',
        field: `${entry.method} ${what}`,
        expected: 'absent',
        found: text,
      }));
  });
}

/** Numbers of denouncers are nobody else's: they must not stand anywhere, look-ups included. */
export function numbersAnywhere(
  denunciations: readonly LocalCase[],
  entries: readonly LedgerEntry[],
): Difference[] {
  const numbers = denunciations.flatMap((local) =>
    peopleOf(local).flatMap((person) => numbersOf(person).map((number) => ({ key: local.key, number }))),
  );
  return entries.flatMap((entry) => {
    const digits = [...flatten(entry.body).values()].map((value) => value.replace(/[ .+-]/g, ''));
    return numbers
      .filter(({ number }) => digits.some((value) => value.includes(number)))
      .map(({ key, number }) => ({
        key,
        step: 'secrecy',
        field: `${entry.method} number`,
        expected: 'absent',
        found: number,
      }));
  });
}

interface Secret {
  readonly what: string;
  readonly text: string;
}

function secretsOf(local: LocalCase): Secret[] {
  const people = peopleOf(local);
  // Words that may appear because the accused and the punished are named in fields of their own.
  const allowed = [
    ...local.accused.flatMap(({ name, position, organisation }) => [name, position, organisation]),
    ...local.rounds.flatMap((round) => round.disciplinedPeople.map(({ name }) => name)),
  ].map(folded);
  const texts = [
    local.content,
    local.handling?.summary ?? '',
    local.prior?.result ?? '',
    ...local.rounds.map((round) => round.summary),
    ...local.files.map((file) => `${file.title} ${file.fileName}`),
  ];
  const windows = texts
    .flatMap(windowsOf)
    .filter((window) => !allowed.some((words) => words.includes(window)));
  return [
    ...people.map(({ name }) => ({ what: 'name', text: folded(name) })),
    ...people.flatMap((person) => numbersOf(person).map((text) => ({ what: 'number', text }))),
    ...people.map(({ address }) => ({ what: 'address', text: folded(address) })),
    ...[...new Set(windows)].map((text) => ({ what: 'words', text })),
  ].filter(({ text }) => text !== '');
}

function peopleOf(local: LocalCase): readonly LocalPerson[] {
  return [...local.people, ...(local.agent === undefined ? [] : [local.agent])];
}

function numbersOf(person: LocalPerson): string[] {
  return [cleanIdentityNumber(person.idNumber), cleanText(person.phone).replace(/[ .+-]/g, '')].filter(
    (number) => number.length >= 8,
  );
}

function windowsOf(text: string): string[] {
  const words = folded(text).split(' ');
  if (words.length < WINDOW_WORDS) return [];
  return words.slice(WINDOW_WORDS - 1).map((_, at) => words.slice(at, at + WINDOW_WORDS).join(' '));
}
