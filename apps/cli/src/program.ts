import { Command, type CommanderError } from 'commander';
import { accessCommand } from './commands/access';
import { accountsCommand } from './commands/accounts';
import { agenciesCommand } from './commands/agencies';
import { alertsCommand } from './commands/alerts';
import { auditCommand } from './commands/audit';
import { batchCommand } from './commands/batch';
import { campaignsCommand } from './commands/campaigns';
import { casesCommand } from './commands/cases';
import { correctionsCommand } from './commands/corrections';
import { crosswalkCommand } from './commands/crosswalk';
import { deliveryCommand } from './commands/delivery';
import { doctorCommand } from './commands/doctor';
import { duplicatesCommand } from './commands/duplicates';
import { evidenceCommand } from './commands/evidence';
import { conflictsCommand } from './commands/conflicts';
import { findingsCommand } from './commands/findings';
import { formsCommand } from './commands/forms';
import { holdsCommand } from './commands/holds';
import { keysCommand } from './commands/keys';
import { deadlinesCommand } from './commands/deadlines';
import { receptionsCommand } from './commands/receptions';
import { requestsCommand } from './commands/requests';
import { ledgerCommand } from './commands/ledger';
import { migrateCommand } from './commands/migrate';
import { nationalAccountsCommand } from './commands/national-accounts';
import { noChannelCommand } from './commands/no-channel';
import { outagesCommand } from './commands/outages';
import { overlaysCommand } from './commands/overlays';
import { policyCommand } from './commands/policy';
import { proposalsCommand } from './commands/proposals';
import { quarantineCommand } from './commands/quarantine';
import { pauseCommand, queuesCommand, resumeCommand } from './commands/queues';
import { receiptsCommand } from './commands/receipts';
import { reconcileCommand } from './commands/reconcile';
import { renditionsCommand } from './commands/renditions';
import { restorationCommand } from './commands/restoration';
import { resyncCommand } from './commands/resync';
import { shadowCommand } from './commands/shadow';
import { sourcesCommand } from './commands/sources';
import { subjectCommand } from './commands/subject';
import { tokensCommand } from './commands/tokens';
import { unitsCommand } from './commands/units';
import { usersCommand } from './commands/users';
import { statusCommand } from './commands/status';
import { sayWhoMay } from './decisions';
import { explainError, Misuse } from './explain-error';
import { Shell } from './shell';
import type { ExitCode, Terminal } from './terminal';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Cách dùng:',
  'Options:': 'Tham số:',
  'Commands:': 'Lệnh:',
  'Arguments:': 'Đối số:',
};

const HELP_WIDTH = 110;

/**
 * Runs one command line. Never throws: whatever goes wrong becomes three lines on standard error and an exit code.
 * @param argv words after the program's name
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const shell = new Shell(terminal);
  const program = buildProgram(shell);
  try {
    if (argv.length === 0) {
      terminal.out(program.helpInformation().trimEnd());
      return 2;
    }
    await program.parseAsync([...argv], { from: 'user' });
    return shell.exitCode;
  } catch (err) {
    return complain(err, terminal);
  }
}

function complain(err: unknown, terminal: Terminal): ExitCode {
  const usage: CommanderError | undefined = err instanceof Misuse ? err.of : undefined;
  if (usage?.exitCode === 0) return 0; // help was asked for
  if (usage?.code === 'commander.help') return 2; // and shown instead of a result
  const { lines, details, exitCode } = explainError(err);
  const [what, meaning, action] = lines;
  for (const line of [what, ...details.map((detail) => `  ${detail}`), meaning, action]) terminal.err(line);
  return exitCode;
}

/** The whole tree of commands. */
export function buildProgram(shell: Shell): Command {
  const program = new Command('kntc')
    .description('Cổng liên thông KNTC: kiểm tra nguồn, xem và xử lý hồ sơ, ghi nhận quyết định.')
    .addHelpText(
      'after',
      '\nGọi bằng: npm run kntc -- <lệnh>. Mã thoát: 0 xong, 1 có vấn đề, 2 viết sai lệnh.',
    );
  const commands = [
    statusCommand,
    ledgerCommand,
    deadlinesCommand,
    receptionsCommand,
    requestsCommand,
    sourcesCommand,
    crosswalkCommand,
    unitsCommand,
    agenciesCommand,
    usersCommand,
    nationalAccountsCommand,
    holdsCommand,
    quarantineCommand,
    overlaysCommand,
    resyncCommand,
    duplicatesCommand,
    reconcileCommand,
    findingsCommand,
    conflictsCommand,
    formsCommand,
    noChannelCommand,
    proposalsCommand,
    correctionsCommand,
    policyCommand,
    campaignsCommand,
    deliveryCommand,
    queuesCommand,
    pauseCommand,
    resumeCommand,
    shadowCommand,
    batchCommand,
    outagesCommand,
    alertsCommand,
    renditionsCommand,
    casesCommand,
    subjectCommand,
    accessCommand,
    auditCommand,
    restorationCommand,
    receiptsCommand,
    evidenceCommand,
    keysCommand,
    accountsCommand,
    tokensCommand,
    migrateCommand,
    doctorCommand,
  ];
  for (const make of commands) program.addCommand(make(shell));
  sayWhoMay(program);
  inVietnamese(program, shell);
  return program;
}

/** Every command of the tree speaks Vietnamese, throws instead of leaving the process and writes to the terminal. */
function inVietnamese(command: Command, shell: Shell): void {
  command
    .exitOverride((err) => {
      throw new Misuse(wordsOf(command), err);
    })
    .configureOutput({
      writeOut: (text) => shell.terminal.out(text.trimEnd()),
      // Usage complaints come as errors too and are worded in explain-error.
      writeErr: (text) => (text.startsWith('error:') ? undefined : shell.terminal.err(text.trimEnd())),
    })
    .configureHelp({
      helpWidth: HELP_WIDTH,
      optionDescription: (option) => `${option.description}${defaultOf(option.defaultValue)}`,
      styleTitle: (title) => TITLES[title] ?? title,
      subcommandTerm: (one) => `${one.name()} ${one.usage()}`.replace('[options]', '').trim(),
    })
    .helpOption('-h, --help', 'xem cách dùng')
    .helpCommand(false)
    .usage(usageOf(command));
  for (const child of command.commands) inVietnamese(child, shell);
}

/** How a command is called, without the program's name. */
function wordsOf(command: Command): readonly string[] {
  return command.parent === null ? [] : [...wordsOf(command.parent), command.name()];
}

function defaultOf(value: unknown): string {
  return typeof value === 'number' ? ` (mặc định ${value})` : '';
}

function usageOf(command: Command): string {
  const words = command.registeredArguments.map((one) => {
    const name = one.name() + (one.variadic ? '…' : '');
    return one.required ? `<${name}>` : `[${name}]`;
  });
  return [command.commands.length > 0 ? '<lệnh>' : '', ...words, '[tham số]']
    .filter((word) => word !== '')
    .join(' ');
}
