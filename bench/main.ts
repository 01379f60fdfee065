type Bench = (args: readonly string[]) => Promise<boolean>;

/** `npm run bench -- <name> [options]`. Each is loaded only when it runs: what is measured must not carry the others. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  'admin-api': async () => (await import('./admin-api/bench-admin-api.js')).benchAdminApi,
  audit: async () => (await import('./audit/bench-audit.js')).benchAudit,
  attachments: async () => (await import('./attachments/bench-attachments.js')).benchAttachments,
  backlog: async () => (await import('./backlog/bench-backlog.js')).benchBacklog,
  claim: async () => (await import('./claim/bench-claim.js')).benchClaim,
  duplicates: async () => (await import('./duplicates/bench-duplicates.js')).benchDuplicates,
  forms: async () => (await import('./forms/bench-forms.js')).benchForms,
  freshness: async () => (await import('./freshness/bench-freshness.js')).benchFreshness,
  intake: async () => (await import('./intake/bench-intake.js')).benchIntake,
  reconcile: async () => (await import('./reconcile/bench-reconcile.js')).benchReconcile,
  recovery: async () => (await import('./recovery/bench-recovery.js')).benchRecovery,
  rejudge: async () => (await import('./rejudge/bench-rejudge.js')).benchRejudge,
  'source-digests': async () => (await import('./source-digests/bench-source-digests.js')).benchSourceDigests,
  'side-channels': async () => (await import('./side-channels/bench-side-channels.js')).benchSideChannels,
  sealing: async () => (await import('./sealing/bench-sealing.js')).benchSealing,
  'legacy-text': async () => (await import('./legacy-text/bench-legacy-text.js')).benchLegacyText,
  workbook: async () => (await import('./workbook/bench-workbook.js')).benchWorkbook,
  'straight-through': async () =>
    (await import('./straight-through/bench-straight-through.js')).benchStraightThrough,
  delivery: async () => (await import('./delivery/bench-delivery.js')).benchDelivery,
};

/** Processes that benches start. */
const PARTS: typeof BENCHES = {
  'duplicates-self-match': async () => (await import('./duplicates/self-match.js')).selfMatch,
  'forms-one-way': async () => (await import('./forms/count-one-way.js')).formsOneWay,
  'plain-copy': async () => (await import('./intake/plain-copy.js')).plainCopy,
  'plain-import': async () => (await import('./workbook/plain-import.js')).plainImport,
  'plain-upload': async () => (await import('./attachments/plain-upload.js')).plainUpload,
  'reconcile-far-side': async () => (await import('./reconcile/far-side.js')).reconcileFarSide,
  'reconcile-one-way': async () => (await import('./reconcile/compare-side.js')).reconcileOneWay,
  'second-source': async () => (await import('./duplicates/second-source.js')).secondSource,
  contend: async () => (await import('./delivery/contenders/contend.js')).contend,
  'plain-loop': async () => (await import('./delivery/plain-loop.js')).plainLoop,
};

/** Exit code 1 when a target was missed or a count is wrong. */
async function main([name = '', ...args]: readonly string[]): Promise<void> {
  const all = { ...BENCHES, ...PARTS };
  const load = Object.hasOwn(all, name) ? all[name] : undefined;
  if (load === undefined) {
    process.stderr.write(`usage: npm run bench -- <${Object.keys(BENCHES).join(' | ')}> [options]\n`);
    process.exitCode = 64;
    return;
  }
  const bench = await load();
  process.exitCode = (await bench(args)) ? 0 : 1;
}

main(process.argv.slice(2)).catch((err: unknown) => {
  process.stderr.write(`${err instanceof Error ? (err.stack ?? err.message) : String(err)}\n`);
  process.exitCode = 1;
});
