import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { CHAIN_START, linkTo, type AuditEntry, type ChainedEntry, type KeyedDigest } from '@kntc/domain';

type Chain = readonly ChainedEntry[];

/** The key of somebody who has the database and not the key file. */
const STOLEN: KeyedDigest = {
  digest: (text) => createHmac('sha256', 'a guess').update(text).digest('hex'),
};

export function anAuditEntry(index: number): AuditEntry {
  return {
    agencyId: `H507.0${index % 4}`,
    actor: `cán bộ ${index % 3}`,
    approver: index % 2 === 0 ? 'trưởng phòng' : undefined,
    action: 'holds release',
    target: `HT-${index}`,
    reason: `đã xem hồ sơ ${index}`,
    result: 'done',
    at: new Date(Date.UTC(2026, 10, 26, 8, 0, index)).toISOString(),
  };
}

export function aChainOf(entries: readonly AuditEntry[], digest: KeyedDigest, after = CHAIN_START): Chain {
  let head = after;
  return entries.map((one) => {
    const link = linkTo(head, one, digest);
    head = link;
    return link;
  });
}

/**
 * Everything somebody with the database, but without the key, can do to the rows of a chain: every value is a chain that
 * differs from it, numbers still unique, as a table demands. Putting back an older database is done with the key: by the
 * gateway itself, which then goes on.
 */
export function tampersOf(chain: Chain, genuine: KeyedDigest): Readonly<Record<string, fc.Arbitrary<Chain>>> {
  // Number of an entry that is not the last.
  const place = fc.integer({ min: 0, max: chain.length - 2 });
  const changedAt = (at: number, change: (one: ChainedEntry) => ChainedEntry): Chain =>
    chain.map((one, index) => (index === at ? change(one) : one));
  const without = (at: number): Chain => chain.filter((_one, index) => index !== at);
  const before = (at: number): ChainedEntry | typeof CHAIN_START => chain[at - 1] ?? CHAIN_START;
  const fresh = (from: number): readonly AuditEntry[] =>
    chain.map((_one, index) => anAuditEntry(from + index));
  return {
    'an edited field': fc
      .tuple(place, fc.constantFrom(...TEXTS), fc.string({ minLength: 1 }))
      .map(([at, name, text]) => changedAt(at, (one) => ({ ...one, [name]: `${one[name] ?? ''}${text}` }))),
    'a moved time': fc
      .tuple(place, fc.integer({ min: 1, max: 1e9 }))
      .map(([at, ms]) =>
        changedAt(at, (one) => ({ ...one, at: new Date(Date.parse(one.at) + ms).toISOString() })),
      ),
    'an approver taken away or put in': place.map((at) =>
      changedAt(at, (one) => ({ ...one, approver: one.approver === undefined ? 'ai đó' : undefined })),
    ),
    'an edited entry with a hash of its own': place.map((at) =>
      changedAt(at, (one) => linkTo(before(at), { ...one, actor: 'người khác' }, STOLEN)),
    ),
    'a deleted entry': place.map(without),
    'a deleted entry and new numbers': place.map((at) => renumbered(without(at))),
    'two entries exchanged': fc
      .uniqueArray(place, { minLength: 2, maxLength: 2 })
      .map(([one = 0, other = 1]) => exchanged(chain, one, other)),
    'an inserted entry': place.map((at) =>
      renumbered([...chain.slice(0, at), linkTo(before(at), anAuditEntry(900), STOLEN), ...chain.slice(at)]),
    ),
    'an entry written twice': place.map((at) => renumbered([...chain.slice(0, at + 1), ...chain.slice(at)])),
    'a tail cut off': place.map((at) => chain.slice(0, at)),
    'an older database put back, which then went on': place.map((at) => [
      ...chain.slice(0, at),
      ...aChainOf(fresh(500), genuine, before(at)),
    ]),
    'the whole chain written anew': fc.constant(aChainOf(chain, STOLEN)),
  };
}

const TEXTS = ['actor', 'approver', 'action', 'target', 'reason', 'result', 'agencyId'] as const;

function renumbered(entries: Chain): Chain {
  return entries.map((one, index) => ({ ...one, seq: index + 1 }));
}

function exchanged(chain: Chain, one: number, other: number): Chain {
  const taken = new Map([
    [one, chain[other]],
    [other, chain[one]],
  ]);
  return chain.map((link, index) => ({ ...(taken.get(index) ?? link), seq: link.seq }));
}
