import { fold } from '../text/fold';
import { identityNumber } from '../text/identity-number';
import { phone } from '../text/phone';
import type { Case, Identity, Person } from './case';

/**
 * What a case can be found by: identity number, phone and name of every party, in the form in which two ways of writing
 * are equal. Opens the identity. Only keyed digests of it are ever stored.
 */
export function searchTermsOf(kase: Case): readonly string[] {
  const terms = [...identityTermsOf(kase.petitioners.identity.open())];
  for (const respondent of kase.respondents)
    terms.push(...(respondent.type === 'person' ? termsOf(respondent.person) : nameTerm(respondent.name)));
  return [...new Set(terms)];
}

/** The same of who stands behind a petition, or came without one. */
export function identityTermsOf({ people, agent, organisation }: Identity): readonly string[] {
  const terms = [...people, ...(agent === undefined ? [] : [agent.person])].flatMap(termsOf);
  if (organisation !== undefined) terms.push(...nameTerm(organisation.name));
  return [...new Set(terms)];
}

/** What somebody looks for may be a number, a phone or a name: all that it can be. */
export function soughtTerms(value: string): readonly string[] {
  return [...new Set([...numberTerm(value), ...phoneTerm(value), ...nameTerm(value)])];
}

function termsOf({ fullName, idNumber, phone: number }: Person): readonly string[] {
  return [...nameTerm(fullName), ...numberTerm(idNumber ?? ''), ...phoneTerm(number ?? '')];
}

function nameTerm(name: string): readonly string[] {
  const folded = fold(name);
  return folded === '' ? [] : [`name:${folded}`];
}

function numberTerm(value: string): readonly string[] {
  const { text } = identityNumber(value);
  return text === '' ? [] : [`id:${text}`];
}

function phoneTerm(value: string): readonly string[] {
  const { text } = phone(value);
  return text === '' ? [] : [`phone:${text}`];
}
