/** What one caller may cost. Everything else that comes in is refused before it is read. */
export interface EdgeLimits {
  /** Body of a request; ours are forms of a few hundred bytes. */
  readonly bodyBytes: number;
  /** Body of a request that brings a workbook. */
  readonly workbookBytes: number;
  /** Such bodies read at once; what comes beyond them is told to come back. */
  readonly workbooksAtOnce: number;
  /** All header lines of a request together. */
  readonly headerBytes: number;
  /** From the connection, or the request before, to the last header line. */
  readonly headersWithinMs: number;
  /** To the last byte of the body. */
  readonly requestWithinMs: number;
  readonly connections: number;
  /** For each address, whoever asks. A console polls once a second; a reverse proxy stands for many people. */
  readonly perAddress: Rate;
  /** For each signed-in account, wherever it asks from. */
  readonly perAccount: Rate;
}

export interface Rate {
  readonly atOnce: number;
  readonly perSecond: number;
}

export const EDGE_LIMITS: EdgeLimits = {
  bodyBytes: 100 * 1024,
  workbookBytes: 4 * 1024 * 1024,
  workbooksAtOnce: 4,
  headerBytes: 16 * 1024,
  headersWithinMs: 10_000,
  requestWithinMs: 30_000,
  connections: 500,
  perAddress: { atOnce: 300, perSecond: 50 },
  perAccount: { atOnce: 150, perSecond: 25 },
};
