const USAGE = `Dùng: npm start [-- --once] [--json]
  (không có tham số)  khởi động tất cả, đồng bộ lần đầu rồi chạy tiếp; Ctrl-C để dừng
  --once              đồng bộ cho tới khi xong rồi dừng; mã 0: xong, 1: chưa thể xong
  --json              dòng cuối là một dòng JSON
Biến môi trường: xem .env.example và README.md
`;
const OPTIONS = ['--once', '--json', '--help'];

export interface Arguments {
  readonly once: boolean;
  readonly json: boolean;
}

/** Reads the words after `npm start --`; ends the process on `--help` (0) and on words it does not know (2). */
export function readArguments(words: readonly string[]): Arguments {
  const unknown = words.filter((word) => !OPTIONS.includes(word));
  if (unknown.length > 0) {
    process.stderr.write(`Không có tham số ${unknown.join(', ')}.\n${USAGE}`);
    process.exit(2);
  }
  if (words.includes('--help')) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  return { once: words.includes('--once'), json: words.includes('--json') };
}
