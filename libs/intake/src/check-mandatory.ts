import { isPersonal } from '@kntc/domain';
import type { CaseDraft, IdentityPolicy, RecordIssue, SourceInfo } from '@kntc/domain';
import { issue } from './judgement';

type Need = readonly [field: string, value: unknown];

/**
 * What every case needs (the `required` lists of the national interface), what its milestones need once they
 * exist, and what the source file demands on top. Fields that most real systems cannot supply (birth date, sex,
 * ethnicity …) are in none of these lists.
 */
export function missingMandatory(
  draft: CaseDraft,
  source: SourceInfo,
  policy?: IdentityPolicy,
): readonly RecordIssue[] {
  const isNotRead = draft.kind === 'TC' && policy === 'not-read';
  const needs = [
    ...(isNotRead ? unreadNeeds(draft) : caseNeeds(draft)),
    ...milestoneNeeds(draft, source),
    ...roundNeeds(draft, source),
    ...sourceNeeds(draft, source).filter(([path]) => !isNotRead || !isPersonal(path)),
  ];
  const missing = new Set(needs.filter(([, value]) => isEmpty(value)).map(([field]) => field));
  return [...missing].map((field) => issue('MISSING_MANDATORY', field));
}

function caseNeeds(draft: CaseDraft): readonly Need[] {
  const isOrganisation = draft.petitionerType === 'organisation';
  return [
    ['receivedDate', draft.receivedDate],
    ['receivingAgency', draft.receivingAgency],
    ['channel', draft.channel],
    ['classification', draft.classification?.filter((one) => one.code !== undefined)],
    ['content', draft.content],
    ...(isOrganisation ? [['organisationName', draft.organisationName] as const] : peopleNeeds(draft)),
  ];
}

/** Of a denunciation whose denouncer is not read: what can be said without, and how many they are. */
function unreadNeeds(draft: CaseDraft): readonly Need[] {
  return [...caseNeeds(draft).filter(([path]) => !isPersonal(path)), ['headCount', draft.headCount]];
}

function peopleNeeds(draft: CaseDraft): readonly Need[] {
  if (draft.anonymous === true) return [];
  const people = draft.petitioners ?? [];
  if (people.length === 0) return [['petitioners[0].fullName', undefined]];
  return people.map((person, index) => [`petitioners[${index}].fullName`, person.fullName] as const);
}

function milestoneNeeds(draft: CaseDraft, source: SourceInfo): readonly Need[] {
  const needs: Need[] = [];
  if (draft.handling !== undefined && source.feeds.handling) {
    const { decidedDate, eligible, direction, agency } = draft.handling;
    needs.push(
      ['handling.decidedDate', decidedDate],
      ['handling.eligible', eligible],
      ['handling.direction', direction],
      ['handling.agency', agency],
    );
  }
  if (draft.acceptance !== undefined && source.feeds.acceptance) {
    const { date, dueDate, agency } = draft.acceptance;
    needs.push(['acceptance.date', date], ['acceptance.dueDate', dueDate], ['acceptance.agency', agency]);
  }
  return needs;
}

function roundNeeds(draft: CaseDraft, source: SourceInfo): readonly Need[] {
  if (!source.feeds.resolution) return [];
  return (draft.rounds ?? []).flatMap((round, index) => [
    [`rounds[${index}].issuedDate`, round.issuedDate] as const,
    [`rounds[${index}].agency`, round.agency] as const,
    [`rounds[${index}].result`, round.result] as const,
    ...(round.enforcements ?? []).flatMap((one, at) => [
      [`rounds[${index}].enforcements[${at}].date`, one.date] as const,
      [`rounds[${index}].enforcements[${at}].agency`, one.agency] as const,
    ]),
  ]);
}

/**
 * `petitioners.idNumber` of a source file means every petitioner; a path without a collection means the case. What a
 * path asks of a milestone, a person or a row is asked only of those that exist: a case not yet settled misses no
 * decision number.
 */
function sourceNeeds(draft: CaseDraft, source: SourceInfo): readonly Need[] {
  return source.mandatory.flatMap((path) => valuesAt(draft, path.split('.'), ''));
}

function valuesAt(node: unknown, path: readonly string[], prefix: string): readonly Need[] {
  const [head, ...rest] = path;
  if (head === undefined) return [[prefix, node]];
  if (Array.isArray(node)) return node.flatMap((item, index) => valuesAt(item, path, `${prefix}[${index}]`));
  if (typeof node !== 'object' || node === null) return [];
  const value = (node as Record<string, unknown>)[head];
  return valuesAt(value, rest, prefix === '' ? head : `${prefix}.${head}`);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
