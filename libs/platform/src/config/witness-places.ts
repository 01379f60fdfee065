import { join } from 'node:path';
import { GatewayError } from '@kntc/domain';
import type { Environment } from './environment';
import { SYSLOG } from './witness-form';

/** Where a witness of the audit remembers, for one database. */
export type WitnessPlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'http'; readonly url: string }
  | {
      readonly kind: 'syslog';
      readonly transport: 'tcp' | 'tls' | 'udp';
      readonly host: string;
      readonly port: number;
      readonly database: string;
    };

const SYSLOG_PORTS = { tcp: 601, tls: 6514, udp: 514 } as const; // RFC 6587, 5425, 5426

/**
 * The witnesses of `KNTC_AUDIT_WITNESS` for the database of an address: a folder keeps a file for each database, a host
 * is told its name. A gateway that is tried against two far sides keeps two audits.
 */
export function witnessPlaces({ auditWitnesses }: Environment, databaseUrl: string): readonly WitnessPlace[] {
  return auditWitnesses.map((text) => placeOf(text, nameOf(databaseUrl)));
}

/** The same witnesses for the receipts of the database, which are a chain of their own. */
export function receiptWitnessPlaces(
  { auditWitnesses }: Environment,
  databaseUrl: string,
): readonly WitnessPlace[] {
  return auditWitnesses.map((text) => placeOf(text, `${nameOf(databaseUrl)}.receipts`));
}

function nameOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).pathname.slice(1)).replaceAll(/[^\w.-]/g, '_');
}

function placeOf(text: string, database: string): WitnessPlace {
  if (/^https?:/.test(text)) return { kind: 'http', url: `${text.replace(/\/+$/, '')}/${database}` };
  if (!text.startsWith('syslog')) return { kind: 'file', path: join(text, `${database}.jsonl`) };
  const found = SYSLOG.exec(text);
  if (found === null) throw new GatewayError('GW_P401', `KNTC_AUDIT_WITNESS: ${text}`);
  const [, given = 'tcp', host = '', port] = found;
  const transport = given as keyof typeof SYSLOG_PORTS;
  return {
    kind: 'syslog',
    transport,
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(port ?? SYSLOG_PORTS[transport]),
    database,
  };
}
