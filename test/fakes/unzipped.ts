import { fromBuffer } from 'yauzl';

/** Names and texts of what is in a zip. */
export function unzipped(zip: Buffer): Promise<ReadonlyMap<string, string>> {
  return new Promise((resolve, reject) => {
    const texts = new Map<string, string>();
    fromBuffer(zip, { lazyEntries: true }, (err, archive) => {
      if (err) return reject(err);
      archive.on('error', reject).on('end', () => resolve(texts));
      archive.on('entry', (entry: { fileName: string }) => {
        archive.openReadStream(entry as never, (failed, stream) => {
          if (failed) return reject(failed);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
          stream.on('end', () => {
            texts.set(entry.fileName, Buffer.concat(chunks).toString());
            archive.readEntry();
          });
        });
      });
      archive.readEntry();
    });
  });
}
