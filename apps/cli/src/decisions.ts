import { WHO_MAY } from '@kntc/domain';
import type { ApprovalKind } from '@kntc/domain';
import type { Command } from 'commander';

/** Options by which a command names somebody who stands behind what it does. */
const PEOPLE: readonly string[] = ['--actor', '--approver', '--recorded-by', '--second-person', '--by'];

/**
 * Every command that names people, with what is asked of them before it does anything. A command without an entry does not
 * start; that each of them does ask is tried in `every-decision-asks.full.spec.ts`.
 */
export const DECIDED_BY: Readonly<Record<string, readonly ApprovalKind[]>> = {
  'access accept-settings': ['mapping'],
  'access apply-preset': ['access'],
  'access delegate': ['access'],
  'access end-delegation': ['access'],
  'access exclude': ['access'],
  'access lift': ['access'],
  'access link': ['access'],
  'accounts create': ['access'],
  'accounts disable': ['accounts'],
  'accounts grant': ['access'],
  'accounts link': ['access'],
  'accounts remove': ['accounts'],
  'accounts reset': ['accounts', 'access'],
  'accounts unlink': ['accounts'],
  'accounts unlock': ['accounts'],
  'agencies export': ['accounts'],
  'agencies import': ['accounts'],
  'agencies list': ['accounts'],
  'alerts ack': ['alerts'],
  'audit accept-restore': ['restore'],
  'batch begin': ['brakes'],
  'batch cancel': ['judgement', 'content'],
  'batch compare': ['judgement'],
  'batch end': ['brakes'],
  'batch export': ['judgement', 'content'],
  'batch list': ['judgement'],
  'batch read': ['content'],
  'batch workbook': ['judgement', 'content'],
  'campaigns approve': ['brakes'],
  'campaigns end': ['brakes'],
  'campaigns record': ['brakes'],
  'cases find': ['person-search', 'identity-search'],
  'conflicts list': ['judgement'],
  'conflicts resolve': ['judgement', 'content'],
  'conflicts show': ['judgement'],
  'conflicts undo': ['judgement'],
  'corrections draft': ['judgement'],
  'corrections export': ['judgement'],
  'corrections list': ['judgement'],
  'corrections sent': ['judgement'],
  'corrections show': ['judgement'],
  'corrections withdraw': ['judgement'],
  'crosswalk accept-list': ['mapping'],
  'crosswalk import': ['mapping'],
  'crosswalk refuse-list': ['mapping'],
  deadlines: ['judgement'],
  'delivery resume': ['brakes'],
  'duplicates auto-link': ['brakes'],
  'duplicates decide': ['judgement', 'content'],
  'duplicates labels': ['judgement'],
  'duplicates list': ['judgement'],
  'duplicates search': ['judgement'],
  'duplicates show': ['judgement'],
  'duplicates undo': ['judgement', 'content'],
  evidence: ['judgement'],
  'findings list': ['judgement'],
  'forms adjust': ['figures'],
  'forms cases': ['judgement'],
  'forms changes': ['judgement'],
  'forms close': ['figures'],
  'forms closed': ['judgement'],
  'forms export': ['judgement'],
  'forms show': ['judgement'],
  'forms usage': ['judgement'],
  'holds keep': ['judgement', 'content'],
  'holds list': ['judgement'],
  'holds release': ['technical-resend', 'bulk-resend', 'judgement', 'content'],
  'holds resolve': ['content'],
  'holds show': ['judgement'],
  'keys index': ['keys'],
  'keys retire': ['keys'],
  'keys rewrap': ['keys'],
  'keys rotate': ['keys'],
  'national-accounts confirm': ['accounts'],
  'national-accounts end': ['accounts'],
  'national-accounts export': ['accounts'],
  'national-accounts list': ['accounts'],
  'national-accounts record': ['accounts'],
  'no-channel entered': ['judgement'],
  'no-channel list': ['judgement'],
  'outages export': ['judgement'],
  'outages show': ['judgement'],
  'overlays list': ['judgement'],
  'overlays set': ['judgement', 'content'],
  'overlays withdraw': ['judgement'],
  pause: ['queues'],
  'policy confirm': ['policy'],
  'policy disclosed': ['judgement'],
  'policy record': ['policy'],
  'policy withdraw': ['policy'],
  'proposals decide': ['judgement', 'content'],
  'proposals list': ['judgement'],
  'proposals show': ['judgement'],
  'quarantine decide': ['judgement', 'content'],
  'quarantine list': ['judgement'],
  'quarantine take-back': ['judgement'],
  'renditions approve': ['content'],
  'renditions propose': ['content'],
  'renditions show': ['content'],
  'renditions withdraw': ['content'],
  'receptions entered': ['judgement'],
  'receptions export': ['judgement'],
  'receptions export-named': ['unmask'],
  'receptions list': ['judgement'],
  'receipts export': ['judgement'],
  'receipts rotate-key': ['keys', 'restore'],
  'receipts show': ['judgement'],
  'receipts verify': ['judgement'],
  reconcile: ['judgement'],
  'requests list': ['judgement'],
  'requests record': ['judgement'],
  'requests reply': ['judgement'],
  'restoration begin': ['restore'],
  'restoration list': ['judgement'],
  'restoration sign-off': ['restore'],
  resume: ['queues'],
  'resync go-on': ['technical-resend'],
  'resync list': ['judgement'],
  'resync pause': ['technical-resend'],
  'resync records': ['technical-resend', 'bulk-resend'],
  'resync show': ['judgement'],
  'resync start': ['technical-resend', 'bulk-resend'],
  'resync stop': ['technical-resend'],
  'shadow begin': ['brakes'],
  'shadow end': ['brakes'],
  'sources accept-mapping': ['mapping'],
  'sources confirm-gone': ['judgement'],
  'subject approve': ['subject-export'],
  'subject close': ['subject'],
  'subject correct': ['subject'],
  'subject export': ['subject', 'subject-export'],
  'subject list': ['subject'],
  'subject record': ['subject'],
  'tokens create': ['tokens'],
  'tokens revoke': ['tokens'],
  'users counts': ['accounts'],
  'users export': ['accounts'],
  'users import': ['access', 'accounts'],
  'users list': ['accounts'],
};

/** The commands of a program that name people, by their words. */
export function decidingCommands(program: Command, before: readonly string[] = []): Map<string, Command> {
  return new Map(
    program.commands.flatMap((command): [string, Command][] => {
      const words = [...before, command.name()];
      const isNaming = command.options.some(({ long }) => PEOPLE.includes(long ?? ''));
      const own: [string, Command][] = isNaming ? [[words.join(' '), command]] : [];
      return [...own, ...decidingCommands(command, words)];
    }),
  );
}

/** Says of each of them who may. @throws Error for one of which nobody wrote down what it decides */
export function sayWhoMay(program: Command): void {
  for (const [name, command] of decidingCommands(program)) {
    const kinds = DECIDED_BY[name];
    if (kinds === undefined)
      throw new Error(`«kntc ${name}» names people, but decisions.ts does not say what for`);
    const lines = kinds.map((kind) => `  ${WHO_MAY[kind]}`);
    command.addHelpText('after', `\nAi được làm, khi các tài khoản quyết định:\n${lines.join('\n')}`);
  }
}
