import { officeKey, type Office } from './office';

/**
 * The agency of `agencies.yaml` that each office belongs to: the one of its name, else that of the nearest office above it. Who sends
 * records, under which code and below whom is said there; this register only says where people work.
 */
export function officeAgencies(
  offices: readonly Office[],
  agencies: readonly { readonly id: string; readonly name: string }[],
): ReadonlyMap<string, string> {
  const byName = new Map(agencies.map(({ id, name }) => [officeKey(name), id]));
  const byId = new Map(offices.map((office) => [office.id, office]));
  const found = offices.flatMap((office): readonly (readonly [string, string])[] => {
    const passed = new Set<string>();
    for (let one: Office | undefined = office; one !== undefined && !passed.has(one.id);) {
      const agency = byName.get(officeKey(one.name));
      if (agency !== undefined) return [[office.id, agency]];
      passed.add(one.id);
      one = one.superiorId === undefined ? undefined : byId.get(one.superiorId);
    }
    return [];
  });
  return new Map(found);
}
