import { namedThings, type NamedThing } from './facts/named-things';
import { authorOf, properNames, type ProperName } from './facts/proper-names';
import { extractFacts, type Fact } from './facts/extract-facts';
import { topicsOf } from './facts/topics';
import { decodeRecord } from './normalise/decode-record';
import { foldText, meaningfulWords } from './normalise/fold-text';
import { nameForm, type NameForm } from './normalise/name-form';
import { personForm, type PersonForm } from './normalise/person-form';
import type { UnitTable } from './normalise/unit-table';
import type { PetitionToMatch } from './petition';
import { minhashesOf, sketchOf, termsOf, type Terms } from './text/terms';

/**
 * Rises with every change of what {@link preparePetition} makes: a prepared form or a blocking key of another version is
 * made again before it is compared.
 */
export const NORMALISER_VERSION = 1;

/** Signatories compared and indexed; of more, the first ones. What is left out is said in `headCount`. */
const MOST_PEOPLE = 40;
/** Characters of one text that are read; petitions longer than this are books. */
const MOST_TEXT = 60_000;

/** A petition in the form it is compared in. */
export interface Prepared {
  readonly id: string;
  readonly people: readonly PersonForm[];
  readonly headCount: number;
  readonly caseType: string;
  readonly field: string;
  readonly agency: string;
  /** Days since 1970; undefined when not known. */
  readonly day: number | undefined;
  readonly summary: Terms;
  readonly content: Terms;
  readonly subject: Terms;
  readonly sketch: Terms;
  readonly minhashes: Terms;
  readonly facts: readonly Fact[];
  readonly names: readonly ProperName[];
  readonly things: readonly NamedThing[];
  /** Who the letter says is writing; without syllables when it does not. */
  readonly author: NameForm;
  readonly topics: number;
  /** Speaks of a second complaint, or against a decision on a complaint. */
  readonly isAgainstDecision: boolean;
  /** Says that it adds evidence to an earlier petition. */
  readonly isSupplement: boolean;
}

const AGAINST_DECISION =
  /(?:khieu nai|kn) lan (?:hai|2|thu hai|ii)|tiep khieu|tiep to|quiet dinh giai quiet (?:khieu nai|to cao|kn)|giai quiet khieu nai (?:lan dau |lan 1 )?so/;
const SUPPLEMENT =
  /bo sung (?:chung cu|tai lieu|ho so|don|thong tin|noi dung)|don bo sung|cung cap them|gui kem them|nop them/;

/** Normalises a petition once; everything after works on the result only. Pure, idempotent in what it reads. */
export function preparePetition(written: PetitionToMatch, units: UnitTable): Prepared {
  const petition = decodeRecord(written);
  const people = petition.petitioners.slice(0, MOST_PEOPLE).map((one) => personForm(one, units));
  const [summary, content] = [cut(petition.summary), cut(petition.content)];
  const [foldedSummary, foldedContent] = [foldText(summary), foldText(content)];
  const foldedSubject = foldText(petition.subjectParty);
  const all = `${foldedSummary} . ${foldedContent}`;
  const [summaryWords, contentWords] = [meaningfulWords(foldedSummary), meaningfulWords(foldedContent)];
  const longer = contentWords.length > summaryWords.length ? contentWords : summaryWords;
  return {
    id: petition.id,
    people,
    headCount: petition.petitioners.length,
    caseType: petition.caseType ?? '',
    field: foldText(petition.field),
    agency: foldText(petition.agency),
    day: dayOf(petition.receivedDate),
    summary: termsOf(summaryWords),
    content: termsOf(contentWords),
    subject: termsOf(meaningfulWords(foldedSubject)),
    sketch: sketchOf(longer),
    minhashes: minhashesOf(longer),
    facts: extractFacts(all),
    names: properNames(`${cut(petition.subjectParty)} . ${summary} . ${content}`, ownNames(people)),
    things: namedThings(`${foldedSubject} . ${all}`),
    author: nameForm(authorOf(content)),
    topics: topicsOf(all),
    isAgainstDecision: AGAINST_DECISION.test(all),
    isSupplement: SUPPLEMENT.test(all),
  };
}

function cut(text: string | undefined): string {
  return (text ?? '').slice(0, MOST_TEXT).normalize('NFC');
}

function dayOf(date: string | undefined): number | undefined {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : Math.floor(time / 86_400_000);
}

/** Names of the petitioners and of where they live: found in every letter, they say nothing about its matter. */
function ownNames(people: readonly PersonForm[]): ReadonlySet<string> {
  const names = people
    .slice(0, 12)
    .flatMap(({ name, place }) => [
      name.syllables.join(' '),
      place.writtenCommune,
      place.district,
      place.province,
      ...place.communes.map((commune) => commune.slice(commune.indexOf('|') + 1)),
    ]);
  return new Set(names.filter((name) => name !== ''));
}
